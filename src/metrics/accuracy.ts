import { formOf, LABEL_THRESHOLD, thresholdOf } from './output.ts';
import { meanOverPlaces, meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** Share of right answers: of values, where each is a yes or no by itself, else of places whose class is right. */
export const accuracy: CreateTally = (output, options) =>
  formOf(output) === 'binary' ? binaryAccuracy(output, options) : categoricalAccuracy(output, options);

/** Share of values on the right side of one half (of 0, where they are scores or signs). */
export const binaryAccuracy: CreateTally = ({ loss }) => {
  const threshold = thresholdOf(loss);
  return meanOverValues((target, value) => (target > LABEL_THRESHOLD === value > threshold ? 1 : 0));
};

/** Share of places whose largest value, the first one of equals, is the right one. */
export const categoricalAccuracy: CreateTally = () =>
  meanOverPlaces((places, place) => (places.label(place) === places.answer(place) ? 1 : 0));
