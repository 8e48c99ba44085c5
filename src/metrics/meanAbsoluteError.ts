import { meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** Mean of |y - p|, in the target's own units; over several outputs their mean. scikit-learn's `mean_absolute_error`. */
export const meanAbsoluteError: CreateTally = () => meanOverValues((target, output) => Math.abs(target - output));
