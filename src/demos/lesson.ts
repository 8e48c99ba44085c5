import type { Table } from '../model/table.ts';

/** What is to be learned: rows, all of them in one batch, [rows, columns]. */
export interface Lesson {
  readonly xs: readonly (readonly number[])[];
  readonly ys: readonly (readonly number[])[];
  /** A step before which the loss was below this is the last. */
  readonly stopBelow: number;
  readonly signal: AbortSignal | undefined;
}

/** A network of one output that has learned, on whatever it was trained. */
export interface Learned {
  /** Before each step. */
  readonly losses: readonly number[];
  /** Layer by layer, its kernel, [inputs, units], before its bias, [units]. */
  readonly weights: readonly { readonly layer: string; readonly shape: readonly number[]; readonly values: Float32Array }[];
  answers(xs: Lesson['xs']): Promise<number[]>;
  dispose(): void;
}

/** [rows, columns] */
export const tableOf = (rows: Lesson['xs']): Table => ({
  values: Float32Array.from(rows.flat()),
  shape: [rows[0]!.length],
  rows: rows.length,
  dtype: 'float32',
});
