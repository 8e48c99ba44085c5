import { meanOverPlaces } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** No vector counts as shorter than its root: TF.js's bound. */
const LEAST_SQUARE = 1e-7;

/** Minus the mean cosine of the angle between label and answer: -1 where all point the same way. */
export const cosineProximity: CreateTally = () =>
  meanOverPlaces((places, place) => {
    let product = 0;
    let targets = 0;
    let outputs = 0;
    for (let i = 0; i < places.width; i++) {
      const target = places.target(place, i);
      const value = places.outputs[place * places.width + i]!;
      product += target * value;
      targets += target ** 2;
      outputs += value ** 2;
    }
    return -product / Math.sqrt(Math.max(targets, LEAST_SQUARE) * Math.max(outputs, LEAST_SQUARE));
  });
