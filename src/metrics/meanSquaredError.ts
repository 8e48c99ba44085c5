import { meanOverValues } from './sums.ts';
import type { CreateTally } from './tally.ts';

/** Mean of (y - p)^2; over several outputs their mean. scikit-learn's `mean_squared_error`. */
export const meanSquaredError: CreateTally = () => meanOverValues((target, output) => (target - output) ** 2);
