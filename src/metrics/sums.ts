import type { Places } from './places.ts';
import type { Tally } from './tally.ts';

/**
 * A metric that follows from a few sums, in float64. They are added to place by place, so that it makes no difference where the
 * set is cut into batches, to the last bit.
 */
export function sums(
  size: number,
  add: (sums: Float64Array, places: Places) => void,
  value: (sums: Float64Array) => number | readonly number[],
): Tally {
  const kept = new Float64Array(size);
  return {
    add: (places) => add(kept, places),
    value: () => value(kept),
    save: () => kept.slice(),
    restore: (saved) => kept.set(saved as Float64Array),
  };
}

/** The weighted mean over places. */
export const meanOverPlaces = (of: (places: Places, place: number) => number): Tally =>
  sums(
    2,
    (kept, places) => {
      for (let place = 0; place < places.count; place++) {
        const weight = places.weight(place);
        kept[0]! += weight * of(places, place);
        kept[1]! += weight;
      }
    },
    (kept) => kept[0]! / kept[1]!,
  );

/** The weighted mean over places of the mean over their values. */
export const meanOverValues = (of: (target: number, output: number) => number): Tally =>
  meanOverPlaces((places, place) => {
    let sum = 0;
    for (let i = 0; i < places.width; i++) sum += of(places.target(place, i), places.outputs[place * places.width + i]!);
    return sum / places.width;
  });
