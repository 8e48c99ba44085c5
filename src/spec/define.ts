import type { AnyModel, AnyNetwork, Checked } from './checked.ts';

/**
 * A network as it is given, its literals kept. A layer that cannot take the rank of what it gets, and a key that no layer
 * has, are compile errors; sizes are checked when the network is used.
 */
export function network<const N extends AnyNetwork>(spec: Checked<N>): N {
  return spec as N;
}

/** A model as it is given, its literals kept, so that rows and answers have types. Checked by the compiler as `network` is. */
export function defineModel<const M extends AnyModel>(spec: Checked<M>): M {
  return spec as M;
}
