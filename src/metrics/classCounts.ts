import { formOf, LABEL_THRESHOLD, thresholdOf, type MeasuredOutput } from './output.ts';
import type { Places } from './places.ts';
import { sums } from './sums.ts';
import type { Tally } from './tally.ts';

/** What the classes of one question came to, by class; weights of places. All measures of a confusion matrix here follow from it. */
export interface ClassCounts {
  /** Answered right. */
  readonly right: Float64Array;
  /** Answered so. */
  readonly answered: Float64Array;
  /** What it is so. */
  readonly actual: Float64Array;
  /** Places (not weights) that are so or were answered so. */
  readonly seen: Float64Array;
  /** Sum of the distances between class and answer. */
  readonly apart: number;
}

/** One question with a class for an answer; or several with yes or no, where each value of an answer is a label by itself. */
export interface Questions {
  readonly count: number;
  readonly classes: number;
}

export function questionsOf(output: MeasuredOutput): Questions {
  return formOf(output) === 'binary' ? { count: output.width, classes: 2 } : { count: 1, classes: output.width };
}

/**
 * A metric of how often each class was answered, and answered right.
 * @param value Makes it of the counts, one for each question.
 * @param distance How far an answer is from the class, for measures that count near misses less.
 */
export function classCounts(
  output: MeasuredOutput,
  value: (counts: readonly ClassCounts[]) => number | readonly number[],
  distance: (label: number, answer: number) => number = () => 0,
): Tally {
  const { count, classes } = questionsOf(output);
  const size = 4 * classes + 1;
  const labelOf = labelReader(output);
  const answerOf = answerReader(output);
  const add = (kept: Float64Array, places: Places) => {
    for (let place = 0; place < places.count; place++) {
      const weight = places.weight(place);
      for (let question = 0; question < count; question++) {
        const label = labelOf(places, place, question);
        const answer = answerOf(places, place, question);
        if (!(label < classes)) throw new Error(`internal: class ${label} of ${classes}`);
        const start = question * size;
        if (label === answer) kept[start + label]! += weight;
        kept[start + classes + answer]! += weight;
        kept[start + 2 * classes + label]! += weight;
        kept[start + 3 * classes + label]!++;
        kept[start + 3 * classes + answer]!++;
        kept[start + 4 * classes]! += weight * distance(label, answer);
      }
    }
  };
  const read = (kept: Float64Array, question: number): ClassCounts => {
    const part = (i: number) => kept.subarray(question * size + i * classes, question * size + (i + 1) * classes);
    return { right: part(0), answered: part(1), actual: part(2), seen: part(3), apart: kept[question * size + 4 * classes]! };
  };
  return sums(count * size, add, (kept) => value(Array.from({ length: count }, (_, question) => read(kept, question))));
}

type Reader = (places: Places, place: number, question: number) => number;

const labelReader = (output: MeasuredOutput): Reader =>
  formOf(output) === 'binary'
    ? (places, place, question) => (places.target(place, question) > LABEL_THRESHOLD ? 1 : 0)
    : (places, place) => places.label(place);

function answerReader(output: MeasuredOutput): Reader {
  if (formOf(output) !== 'binary') return (places, place) => places.answer(place);
  const threshold = thresholdOf(output.loss);
  return (places, place, question) => (places.outputs[place * places.width + question]! > threshold ? 1 : 0);
}
