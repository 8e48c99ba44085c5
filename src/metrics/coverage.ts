import { meanOverPlaces } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** Share of places whose label lies from the first of the quantiles that were answered to the last. */
export const coverage: CreateTally = () =>
  meanOverPlaces((places, place) => {
    const [first, last] = [place * places.width, (place + 1) * places.width - 1];
    const label = places.target(place, 0);
    return label >= places.outputs[first]! && label <= places.outputs[last]! ? 1 : 0;
  });
