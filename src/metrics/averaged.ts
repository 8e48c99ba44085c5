import { classCounts, questionsOf, type ClassCounts } from './classCounts.ts';
import type { MeasuredOutput } from './output.ts';
import type { NamedValue } from '../spec/normalised.ts';
import type { Tally } from './tally.ts';

/** What is known of one class, by itself or of several taken together; weights of places. */
export interface OneClass {
  readonly right: number;
  readonly answered: number;
  readonly actual: number;
  readonly all: number;
}

/**
 * A measure of each class, averaged as `average` asks: 'binary' that of class 1; 'macro' the mean; 'weighted' the mean by how much
 * there is of each; 'micro' that of the counts of all together; 'none' a list. Without one: 'binary' of one unit, else 'macro'.
 * A class that is neither among the labels nor among the answers does not count, as in scikit-learn; where each value is a label by
 * itself, the labels are the classes, and all count.
 */
export function averaged(output: MeasuredOutput, { average }: NamedValue, of: (one: OneClass) => number): Tally {
  const { count } = questionsOf(output);
  const how = average ?? (output.width === 1 ? 'binary' : 'macro');
  return classCounts(output, (questions) => {
    const isEmpty = questions[0]!.seen.every((places) => places === 0);
    const measured = (one: OneClass) => (isEmpty ? NaN : of(one));
    const list = count > 1 ? questions.map((counts) => everyClass(counts)[1]!) : everyClass(questions[0]!);
    const counted = count > 1 ? list : list.filter((_, i) => questions[0]!.seen[i]! > 0);
    switch (how) {
      case 'none':
        return list.map(measured);
      case 'binary':
        return measured(list[1]!);
      case 'micro':
        return measured(together(counted));
      case 'weighted':
        return weightedMean(
          counted.map(measured),
          counted.map(({ actual }) => actual),
        );
      default:
        return weightedMean(counted.map(measured), counted.map(() => 1)); // prettier-ignore
    }
  });
}

function everyClass({ right, answered, actual }: ClassCounts): OneClass[] {
  const all = actual.reduce((sum, weight) => sum + weight, 0);
  return Array.from(right, (weight, i) => ({ right: weight, answered: answered[i]!, actual: actual[i]!, all }));
}

const together = (list: readonly OneClass[]): OneClass =>
  list.reduce(
    (sum, one) => ({
      right: sum.right + one.right,
      answered: sum.answered + one.answered,
      actual: sum.actual + one.actual,
      all: sum.all + one.all,
    }),
    { right: 0, answered: 0, actual: 0, all: 0 },
  );

/** NaN without values; 0 where no weight is on them, as in scikit-learn. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  if (values.length === 0) return NaN;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return all === 0 ? 0 : values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / all;
}

/** part / whole, 0 where the whole is 0. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
