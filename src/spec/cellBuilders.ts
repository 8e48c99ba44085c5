import type { CellSpec } from './builders/words.ts';

type Single = Extract<CellSpec, { readonly type: string }>;
type Cell<T> = Extract<Single, { readonly type: T }>;

/** Cells for `rnn`: each builder returns the plain data of its cell. */
const cell =
  <const T extends Single['type']>(type: T) =>
  <const O extends Omit<Cell<T>, 'type'>>(options: O): { readonly type: T } & O => ({ type, ...options });

/** A simple recurrent cell: activation(x . kernel + state . recurrent kernel + bias). */
export const simpleRNNCell = cell('simpleRNNCell');
/** A gated recurrent unit. */
export const gruCell = cell('gruCell');
/** A long short-term memory cell. */
export const lstmCell = cell('lstmCell');
/** Several cells, each reading what the one before gives. */
export const stackedRNNCells = cell('stackedRNNCells');
