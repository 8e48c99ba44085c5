import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

type Heap = Float32Array | Int32Array | Uint8Array;

/** What a kernel uses of TF.js's WebAssembly backend. */
export interface WasmBackend {
  /** Takes memory, which is not cleared. The heap may move by it: views made before are dead after. */
  makeOutput(shape: number[], dtype: TensorInfo['dtype']): TensorInfo;
  /** A view of a tensor's values in the heap. */
  typedArrayFromHeap(tensor: TensorInfo): Heap;
  disposeData(dataId: object): boolean;
}

export interface KernelCall<Inputs extends string, Attributes> {
  readonly inputs: Readonly<Record<Inputs, TensorInfo>>;
  readonly attrs: Attributes;
  readonly backend: WasmBackend;
}

/** A kernel for WebAssembly in the place of TF.js's own, or of none. It works on bare tensor infos, without the engine. */
export interface Repair {
  readonly kernelName: string;
  /** Makes the kernel; `stock` is TF.js's own, where there is one. */
  readonly make: (stock: KernelFunc | undefined) => KernelFunc;
}

export const repair = <Inputs extends string, Attributes>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attributes>, runStock: () => TensorInfo) => TensorInfo,
): Repair => ({
  kernelName,
  make: (stock) => (call) => run(call as unknown as KernelCall<Inputs, Attributes>, () => stock!(call) as TensorInfo),
});

/** Runs another kernel of the backend. The caller disposes the data of what it returns. */
export function runKernel(
  kernelName: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  backend: WasmBackend,
  attrs: object,
): TensorInfo {
  const kernelFunc = tf.getKernel(kernelName, 'wasm').kernelFunc as (call: object) => TensorInfo;
  return kernelFunc({ inputs, backend, attrs });
}

/** The values of a tensor of 32-bit floats. Dead after the next makeOutput. */
export const floats = (backend: WasmBackend, tensor: TensorInfo): Float32Array => backend.typedArrayFromHeap(tensor) as Float32Array;
