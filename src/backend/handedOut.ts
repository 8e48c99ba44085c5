import type { Tensor, TensorInfo, TypedArray } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/** What we use of TF.js's engine, of which tensors ask their values. */
interface Engine {
  readonly state: { readonly tensorInfo: WeakMap<object, { readonly backend: object }> };
  readSync(dataId: object): unknown;
  read(dataId: object): Promise<unknown>;
}

interface CpuBackend {
  readonly data: { get(dataId: object): { readonly values: unknown } };
}

const read = new WeakSet<object>();
let isWatching = false;

/**
 * Has TF.js remember which tensors were read: the cpu backend gives out the array itself that it computes with, which whoever has read
 * it may keep.
 */
export function watchReads(): void {
  if (isWatching) return;
  isWatching = true;
  const engine = tf.engine() as unknown as Engine;
  for (const name of ['readSync', 'read'] as const) {
    const stock = engine[name] as (dataId: object) => never;
    engine[name] = function (this: Engine, dataId: object) {
      read.add(dataId);
      return stock.call(this, dataId);
    };
  }
}

/** Whether somebody may have the array of a tensor's values: false of those made since `watchReads`, which nobody has read. */
export const wasHandedOut = ({ dataId }: TensorInfo): boolean => read.has(dataId);

/** The array in which the cpu backend has a tensor's values; undefined where that does not compute now, or another one has them. */
export function arrayOf({ dataId }: TensorInfo): unknown {
  if (tf.getBackend() !== 'cpu' || (tf.engine() as unknown as Engine).state.tensorInfo.get(dataId)?.backend !== tf.backend())
    return undefined;
  return (tf.backend() as unknown as CpuBackend).data.get(dataId).values;
}

/** What `dataSync` gives, for who looks at it at once, and keeps nothing but copies. */
export const peek = (tensor: Tensor): TypedArray => (arrayOf(tensor) as TypedArray | undefined) ?? tensor.dataSync();
