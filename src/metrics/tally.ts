import type { NamedValue } from '../spec/normalised.ts';
import type { Stateful } from '../snapshot.ts';
import type { MeasuredOutput } from './output.ts';
import type { Places } from './places.ts';

/** What a metric keeps of the places that it has seen, and what it makes of them. */
export interface Tally extends Stateful {
  add(places: Places): void;
  /** One number, or a list of one for each class. NaN where there is none, as before the first place. */
  value(): number | readonly number[];
}

/** A metric: what it keeps for an output, as its options ask. */
export type CreateTally = (output: MeasuredOutput, options: NamedValue) => Tally;
