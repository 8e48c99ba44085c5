import type { Places } from './places.ts';
import { meanOverPlaces } from './sums.ts';
import type { CreateTally } from './tally.ts';

/**
 * Share of places whose right class is among the k largest values. Of equal values the later one counts as larger, as in
 * scikit-learn's `top_k_accuracy_score` (and unlike accuracy, which takes the first). 1 where k is no less than the classes.
 */
export const topKAccuracy: CreateTally = (_output, { k }) =>
  meanOverPlaces((places, place) => (countAhead(places, place) < Number(k) ? 1 : 0));

/** Values before that of the right class; what is no number is before all. */
function countAhead(places: Places, place: number): number {
  const { width, outputs } = places;
  const start = place * width;
  const label = places.label(place);
  const own = outputs[start + label]!;
  let ahead = 0;
  for (let i = 0; i < width; i++) {
    const value = outputs[start + i]!;
    if (i < label ? !(value <= own) : i > label && !(value < own)) ahead++;
  }
  return ahead;
}
