import type { Stateful } from '../snapshot.ts';

/** Some rows with what was answered to them. */
export interface Batch {
  /** What should be answered, row after row: one-hot or 0 and 1 or numbers, [rows, width]; class numbers, [rows], for sparse losses. */
  readonly targets: ArrayLike<number>;
  /** What the network answered, [rows, width]: probabilities for classes. */
  readonly outputs: ArrayLike<number>;
  readonly rows: number;
  /** How much each row counts, [rows]. Default: all alike. */
  readonly weights?: ArrayLike<number>;
}

/** A measure over a whole set that comes batch by batch: the same number, however the set is cut. */
export interface Meter extends Stateful {
  update(batch: Batch): void;
  /** By name: `{ accuracy: 0.97 }`; a measure of each class has a name for each: `{ precision_0: 1, precision_1: 0.5 }`. */
  result(): Readonly<Record<string, number>>;
}
