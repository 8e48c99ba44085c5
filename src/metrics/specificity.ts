import { averaged, shareOf } from './averaged.ts';
import type { CreateTally } from './tally.ts';

/** Share that was not given the class among what does not have it; 0 where all has. The recall of "not this class". */
export const specificity: CreateTally = (output, options) =>
  averaged(output, options, ({ right, answered, actual, all }) => shareOf(all - actual - answered + right, all - actual));
