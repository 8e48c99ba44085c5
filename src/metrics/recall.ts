import { averaged, shareOf } from './averaged.ts';
import type { CreateTally } from './tally.ts';

/** Share that was given the class among what has it; 0 where nothing has. scikit-learn's `recall_score`. */
export const recall: CreateTally = (output, options) => averaged(output, options, ({ right, actual }) => shareOf(right, actual));
