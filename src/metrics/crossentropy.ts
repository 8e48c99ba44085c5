import { formOf } from './output.ts';
import { meanOverShares } from './shares.ts';
import type { CreateTally } from './tally.ts';

/** Shares are kept as far as this from 0 and 1, in float32: TF.js's bounds. */
const LEAST = Math.fround(1e-7);
const MOST = Math.fround(1 - 1e-7);
const clip = (share: number) => Math.min(Math.max(share, LEAST), MOST);

/** The one that goes with the loss and the number of units. */
export const crossentropy: CreateTally = (output, options) =>
  formOf(output) === 'binary' ? binaryCrossentropy(output, options) : categoricalCrossentropy(output, options);

/** Mean of -y ln(p) - (1 - y) ln(1 - p). */
export const binaryCrossentropy: CreateTally = (output) =>
  meanOverShares(output, (places, place, shares) => {
    let sum = 0;
    for (let i = 0; i < places.width; i++) {
      const target = places.target(place, i);
      const share = clip(shares[place * places.width + i]!);
      sum -= target * Math.log(share) + (1 - target) * Math.log(1 - share);
    }
    return sum / places.width;
  });

/** Mean of -sum(y ln(p)), p being scaled so that those of a place have the sum 1. */
export const categoricalCrossentropy: CreateTally = (output) =>
  meanOverShares(output, (places, place, shares) => {
    const start = place * places.width;
    let whole = 0;
    for (let i = 0; i < places.width; i++) whole += shares[start + i]!;
    let sum = 0;
    for (let i = 0; i < places.width; i++) {
      const target = places.target(place, i);
      if (target !== 0) sum -= target * Math.log(clip(shares[start + i]! / whole));
    }
    return sum;
  });
