import type { Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { Values } from '../backend/kernels/planned.ts';
import type { WatchedBackend } from './watch.ts';

/** Gives a variable a copy of values, in memory that nobody else has. */
export function ownValues(variable: Variable, values: Values): void {
  const tensor = tf.tensor(values.slice(), variable.shape, variable.dtype);
  variable.assign(tensor);
  tensor.dispose();
}

/**
 * What the values of a variable are known by. Where other tensors share them, it is given a copy: they would be taken for it, and another
 * variable may be given others later.
 */
export function ownDataOf(variable: Variable): object {
  const backend = tf.backend() as unknown as WatchedBackend;
  if (backend.refCount(variable.dataId) > 1 && variable.dtype !== 'string') ownValues(variable, variable.dataSync() as Values);
  return variable.dataId;
}
