import { averaged, shareOf } from './averaged.ts';
import type { CreateTally } from './tally.ts';

/** Share of right ones among what was given the class; 0 where nothing was. scikit-learn's `precision_score`. */
export const precision: CreateTally = (output, options) => averaged(output, options, ({ right, answered }) => shareOf(right, answered));
