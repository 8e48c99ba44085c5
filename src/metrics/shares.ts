import { squashOf, type MeasuredOutput } from './output.ts';
import type { Places } from './places.ts';
import { sums } from './sums.ts';
import type { Tally } from './tally.ts';

/**
 * Answers as shares from 0 to 1: the scores that some losses take go through sigmoid or softmax, others are shares already.
 * @param outputs [places, width]
 */
export function toShares(outputs: ArrayLike<number>, { loss, width }: MeasuredOutput): ArrayLike<number> {
  const squash = squashOf(loss);
  if (squash === undefined) return outputs;
  if (squash === 'sigmoid') return Float64Array.from(outputs, (score) => 1 / (1 + Math.exp(-score)));
  const shares = Float64Array.from(outputs);
  for (let start = 0; start < shares.length; start += width) {
    const row = shares.subarray(start, start + width);
    const most = row.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let i = 0; i < width; i++) sum += row[i] = Math.exp(row[i]! - most);
    for (let i = 0; i < width; i++) row[i]! /= sum;
  }
  return shares;
}

/** The weighted mean over places of what follows from their labels and shares. */
export const meanOverShares = (output: MeasuredOutput, of: (places: Places, place: number, shares: ArrayLike<number>) => number): Tally =>
  sums(
    2,
    (kept, places) => {
      const shares = toShares(places.outputs, output);
      for (let place = 0; place < places.count; place++) {
        const weight = places.weight(place);
        kept[0]! += weight * of(places, place, shares);
        kept[1]! += weight;
      }
    },
    (kept) => kept[0]! / kept[1]!,
  );
