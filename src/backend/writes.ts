import type { Variable } from '@tensorflow/tfjs-core';

/** How often a variable's values were written over where they lie, of which TensorFlow.js knows nothing. */
export interface Writes {
  count: number;
}

const all = new WeakMap<Variable, Writes>();

/** The same one for the same variable: to be counted up by whoever writes. */
export function writesTo(variable: Variable): Writes {
  let writes = all.get(variable);
  if (writes === undefined) all.set(variable, (writes = { count: 0 }));
  return writes;
}
