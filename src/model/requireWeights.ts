import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { UsageError } from '../errors.ts';

/** A weight as it is in the model: `read` refuses where it is disposed of. */
export const variableOf = (weight: LayersModel['weights'][number]): Variable => (weight as unknown as { readonly val: Variable }).val;

/** `tf.disposeVariables()` takes values away without a mark on the variable. */
export const isLost = (variable: Variable): boolean => variable.isDisposed || tf.engine().registeredVariables[variable.name] !== variable;

/** @throws UsageError where a model was disposed in the midst of a call that has it answer. */
export function requireWeights({ weights }: LayersModel): void {
  if (!weights.map(variableOf).some(isLost)) return;
  const received = 'one that was disposed while it answered, or whose layersModel was';
  throw new UsageError('the model', [{ path: 'model', expected: 'a model in use', received, fix: 'await its answers before' }]);
}
