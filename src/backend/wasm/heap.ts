import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { floats, type WasmBackend } from '../kernels/repair.ts';

const backendNow = (): WasmBackend | undefined => (tf.getBackend() === 'wasm' ? (tf.backend() as unknown as WasmBackend) : undefined);

/**
 * A view of a tensor's numbers in WebAssembly's memory, dead after the next tensor is made; undefined on another backend. Who writes
 * to it says so by `forgetPacked`.
 */
export function heapValues(tensor: TensorInfo): Float32Array | undefined {
  const backend = backendNow();
  return backend && floats(backend, tensor);
}

/** XNNPACK keeps packed copies of weights by the number of their tensor: this has it forget those of one that was written over. */
export function forgetPacked({ dataId, shape }: TensorInfo): void {
  const backend = backendNow();
  if (backend === undefined) return;
  const { id, memoryOffset } = backend.dataIdMap.get(dataId);
  backend.wasm.tfjs.disposeData(id);
  backend.wasm.tfjs.registerTensor(id, tf.util.sizeFromShape(shape), memoryOffset);
}
