import { column } from './column.ts';
import { kept } from './kept.ts';
import { mean } from './mean.ts';
import { formOf, LABEL_THRESHOLD, type MeasuredOutput } from './output.ts';
import { toShares } from './shares.ts';
import { ranksOf } from './ranks.ts';
import type { Tally } from './tally.ts';

/** From the highest score down: the weight of what is a 1, and of what is none, at each score that differs from the last. */
export interface Steps {
  readonly ones: Float64Array;
  readonly others: Float64Array;
}

/**
 * A metric of how well scores put what is a 1 before what is none. Of one unit, or two with one class each: that of class 1. Of more
 * classes: each class against all others (one-vs-rest), and of several labels a place: each label by itself; then their mean, with
 * 'weighted' by how much of each there is. NaN where a score is NaN.
 */
export function ranking(output: MeasuredOutput, average: unknown, of: (steps: Steps) => number): Tally {
  const { width } = output;
  const isBinary = formOf(output) === 'binary';
  const labels = isBinary ? width : 1; // 0 or 1 in each column, or one class number
  const columns = !isBinary && width === 2 ? [1] : Array.from({ length: width }, (_, i) => i);
  return kept(
    width + labels + 1, // scores, labels, weight
    (row, places, place) => {
      row.set(scoresAt(places.outputs, place, output));
      if (isBinary) for (let i = 0; i < width; i++) row[width + i] = places.target(place, i) > LABEL_THRESHOLD ? 1 : 0;
      else row[width] = places.label(place);
      row[width + labels] = places.weight(place);
    },
    (table) => {
      const all = (i: number) => column(table, width + labels + 1, i);
      const weights = all(width + labels);
      const steps = columns.map((i) => {
        const label = all(isBinary ? width + i : width);
        return stepsOf(all(i), label.map((value) => (value === (isBinary ? 1 : i) ? 1 : 0)), weights); // prettier-ignore
      });
      return averageOf(steps, average, of);
    },
  );
}

/** Those of softmax must be made shares, since classes are ranked across places; a sigmoid alone changes no order. */
function scoresAt(outputs: ArrayLike<number>, place: number, output: MeasuredOutput): ArrayLike<number> {
  const row = Float64Array.from({ length: output.width }, (_, i) => outputs[place * output.width + i]!);
  return formOf(output) === 'binary' ? row : toShares(row, output);
}

function averageOf(steps: readonly (Steps | undefined)[], average: unknown, of: (steps: Steps) => number): number {
  const numbers = steps.map((one) => (one === undefined ? NaN : of(one)));
  if (average !== 'weighted' || steps.length === 1) return mean(numbers);
  const weights = Float64Array.from(steps, (one) => (one === undefined ? NaN : total(one.ones)));
  const all = total(weights);
  return all === 0 ? 0 : total(weights.map((weight, i) => (weight === 0 ? 0 : weight * numbers[i]!))) / all;
}

export const total = (weights: Float64Array): number => weights.reduce((sum, weight) => sum + weight, 0);

function stepsOf(scores: Float64Array, isOne: Float64Array, weights: Float64Array): Steps | undefined {
  if (scores.some(Number.isNaN)) return undefined;
  const { distinct, rank } = ranksOf(scores);
  const [ones, others] = [new Float64Array(distinct.length), new Float64Array(distinct.length)];
  const last = distinct.length - 1;
  rank.forEach((at, row) => ((isOne[row] === 1 ? ones : others)[last - at]! += weights[row]!));
  return { ones, others };
}
