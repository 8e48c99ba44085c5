import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/** What we use of TF.js's plain JavaScript backend. */
interface CpuBackend {
  readonly data: { get(dataId: object): { readonly values: unknown } };
  readSync(dataId: object): unknown;
  read(dataId: object): Promise<unknown>;
}

const read = new WeakSet<object>();
const watched = new WeakSet<object>();

/**
 * Has the cpu backend remember whose values it gives out: they are the array itself that it computes with, which whoever has read it
 * may keep.
 */
export function watchReads(): void {
  const backend = tf.backend() as unknown as CpuBackend;
  if (tf.getBackend() !== 'cpu' || watched.has(backend)) return;
  watched.add(backend);
  for (const name of ['readSync', 'read'] as const) {
    const stock = backend[name] as (dataId: object) => never;
    backend[name] = function (this: CpuBackend, dataId: object) {
      read.add(dataId);
      return stock.call(this, dataId);
    };
  }
}

/** Whether somebody may have the array of a tensor's values: false of those made since `watchReads`, which nobody has read. */
export const wasHandedOut = ({ dataId }: TensorInfo): boolean => read.has(dataId);

/** The array in which the cpu backend has a tensor's values; undefined on other backends. */
export const arrayOf = ({ dataId }: TensorInfo): unknown =>
  tf.getBackend() === 'cpu' ? (tf.backend() as unknown as CpuBackend).data.get(dataId).values : undefined;
