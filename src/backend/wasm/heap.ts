import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { addressOf, floats, type WasmBackend } from '../kernels/repair.ts';

const backendNow = (): WasmBackend | undefined => (tf.getBackend() === 'wasm' ? (tf.backend() as unknown as WasmBackend) : undefined);

/**
 * A view of a tensor's numbers in WebAssembly's memory, dead after the next tensor is made; undefined on another backend. Who writes
 * to it says so by `forgetPacked`.
 * @param last A view that was made before, which is given back where it still is the one.
 */
export function heapValues(tensor: TensorInfo, last?: Float32Array): Float32Array | undefined {
  const backend = backendNow();
  if (backend === undefined) return undefined;
  const address = addressOf(backend, tensor); // one of another backend takes memory, which may move the heap, before there is a view
  const isLast = last?.buffer === backend.wasm.HEAPU8.buffer && last.byteOffset === address;
  return isLast && last.length === tf.util.sizeFromShape(tensor.shape) ? last : floats(backend, tensor);
}

/** XNNPACK keeps packed copies of weights by the number of their tensor: this has it forget those of one that was written over. */
export function forgetPacked(tensor: TensorInfo): void {
  const backend = backendNow();
  if (backend === undefined) return;
  const { id } = backend.dataIdMap.get(tensor.dataId);
  backend.wasm.tfjs.disposeData(id);
  backend.wasm.tfjs.registerTensor(id, tf.util.sizeFromShape(tensor.shape), addressOf(backend, tensor));
}
