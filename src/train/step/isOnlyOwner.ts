import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/** Whether no other tensor shares the memory of this one, and the memory is that of the backend that computes now. */
export function isOnlyOwner({ dataId }: TensorInfo): boolean {
  const name = tf.getBackend();
  if (name !== 'cpu' && name !== 'wasm') return true;
  return (tf.backend() as unknown as { refCount(id: object): number }).refCount(dataId) === 1;
}
