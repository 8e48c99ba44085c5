import { column } from './column.ts';
import { kept } from './kept.ts';
import { mean } from './mean.ts';
import { ranksOf } from './ranks.ts';
import type { CreateTally } from './tally.ts';

/** What lies within rounding of the middle is the middle. */
const EPSILON = Number.EPSILON;

/**
 * Median of |y - p|, in the target's own units: half of the weight lies below it. Between two middle ones, their mean. Over several
 * outputs the mean of their medians. scikit-learn's `median_absolute_error`.
 */
export const medianAbsoluteError: CreateTally = ({ width }) =>
  kept(
    width + 1, // errors, weight
    (row, places, place) => {
      for (let i = 0; i < width; i++) row[i] = Math.abs(places.target(place, i) - places.outputs[place * width + i]!);
      row[width] = places.weight(place);
    },
    (table) => {
      const weights = column(table, width + 1, width);
      return mean(Array.from({ length: width }, (_, i) => weightedMedian(column(table, width + 1, i), weights)));
    },
  );

/** Where all rows count alike, which takes less room. */
function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function weightedMedian(values: Float64Array, weights: Float64Array): number {
  if (values.some(Number.isNaN)) return NaN;
  if (weights.every((weight) => weight === 1)) return medianOf(values);
  const { distinct, rank } = ranksOf(values);
  const weightOf = new Float64Array(distinct.length);
  rank.forEach((at, row) => (weightOf[at]! += weights[row]!));
  const half = weightOf.reduce((sum, weight) => sum + weight, 0) / 2;
  let below = 0;
  for (let i = 0; i < distinct.length; i++) {
    below += weightOf[i]!;
    if (weightOf[i] === 0 || below < half) continue;
    const next = weightOf.findIndex((weight, k) => k > i && weight > 0);
    const isBetween = below - half <= EPSILON && next >= 0;
    return isBetween ? (distinct[i]! + distinct[next]!) / 2 : distinct[i]!;
  }
  return NaN;
}
