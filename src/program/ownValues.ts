import type { Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { Values } from '../backend/kernels/planned.ts';

/** Gives a variable a copy of values, in memory that nobody else has. */
export function ownValues(variable: Variable, values: Values): void {
  const tensor = tf.tensor(values.slice(), variable.shape, variable.dtype);
  variable.assign(tensor);
  tensor.dispose();
}
