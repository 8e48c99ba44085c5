import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { UsageError } from '../errors.ts';

/** @throws UsageError where a model was disposed in the midst of a call that has it answer. */
export function requireWeights({ weights }: LayersModel): void {
  if (!weights.some((weight) => (weight as unknown as { readonly val?: Variable }).val?.isDisposed)) return;
  const received = 'one that was disposed while it answered, or whose layersModel was';
  throw new UsageError('the model', [{ path: 'model', expected: 'a model in use', received, fix: 'await its answers before' }]);
}
