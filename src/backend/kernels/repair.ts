import type { KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

type Heap = Float32Array | Int32Array | Uint8Array;

/** What a kernel uses of TF.js's WebAssembly backend. */
export interface WasmBackend {
  /** Takes memory, which is not cleared. The heap may move by it: views made before are dead after. */
  makeOutput(shape: number[], dtype: TensorInfo['dtype']): TensorInfo;
  /** A view of a tensor's values in the heap. */
  typedArrayFromHeap(tensor: TensorInfo): Heap;
  disposeData(dataId: object): boolean;
  /** Says that one more tensor stands on these values. */
  incRef(dataId: object): void;
  /** The number of a tensor, and where its values are in the memory of the module, in bytes. */
  readonly dataIdMap: { get(dataId: object): { readonly id: number; readonly memoryOffset: number } };
  readonly wasm: WasmModule;
}

/** What we use of the module that Emscripten makes of TF.js's WebAssembly. */
export interface WasmModule {
  readonly asm: { readonly memory?: WebAssembly.Memory };
  readonly HEAPU8: Uint8Array;
  readonly tfjs: {
    registerTensor(id: number, size: number, memoryOffset: number): void;
    disposeData(id: number): void;
  };
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** What a kernel uses of TF.js's plain JavaScript backend. */
export interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: TensorInfo['dtype'], values: Heap): TensorInfo;
  readonly data: { get(dataId: object): { readonly values: Heap } };
}

export interface KernelCall<Inputs extends string, Attributes, Backend> {
  readonly inputs: Readonly<Record<Inputs, TensorInfo>>;
  readonly attrs: Attributes;
  readonly backend: Backend;
}

export type RepairedBackend = 'wasm' | 'cpu' | 'tensorflow' | 'webgpu';

/** A kernel in the place of TF.js's own, or of none. It works on bare tensor infos, without the engine. */
export interface Repair {
  readonly kernelName: string;
  readonly backends: readonly RepairedBackend[];
  /** Makes the kernel; `stock` is TF.js's own, where there is one. */
  readonly make: (stock: KernelFunc | undefined) => KernelFunc;
}

/** Computes what a kernel gives; `runStock` has TF.js's own do it, with other attributes where some are given. */
export type KernelRun<
  Inputs extends string,
  Attributes,
  Backend = WasmBackend | CpuBackend,
  Made extends TensorInfo | TensorInfo[] = TensorInfo,
> = (call: KernelCall<Inputs, Attributes, Backend>, runStock: (attrs?: object) => Made) => Made;

const forBackends =
  <Backend>(...backends: readonly RepairedBackend[]) =>
  <Inputs extends string, Attributes, Made extends TensorInfo | TensorInfo[] = TensorInfo>(
    kernelName: string,
    run: KernelRun<Inputs, Attributes, Backend, Made>,
  ): Repair => ({
    kernelName,
    backends,
    make: (stock) => (call) =>
      run(
        call as unknown as KernelCall<Inputs, Attributes, Backend>,
        (attrs) => stock!(attrs === undefined ? call : { ...call, attrs: attrs as NamedAttrMap }) as Made,
      ),
  });

/** A kernel for WebAssembly. */
export const repair = forBackends<WasmBackend>('wasm');
/** A kernel for plain JavaScript. */
export const repairCpu = forBackends<CpuBackend>('cpu');
/** A kernel for both. */
export const repairBoth = forBackends<WasmBackend | CpuBackend>('wasm', 'cpu');

/** Runs another kernel of WebAssembly. The caller disposes the data of what it returns. */
export function runKernel(
  kernelName: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  backend: WasmBackend,
  attrs: object,
): TensorInfo {
  const kernelFunc = tf.getKernel(kernelName, 'wasm').kernelFunc as (call: object) => TensorInfo;
  return kernelFunc({ inputs, backend, attrs });
}

/** The values of a tensor of numbers. On WebAssembly dead after the next tensor is made. */
export const valuesOf = (backend: WasmBackend | CpuBackend, tensor: TensorInfo): Heap =>
  'data' in backend ? backend.data.get(tensor.dataId).values : backend.typedArrayFromHeap(tensor);

/** The same for a tensor of 32-bit floats. */
export const floats = (backend: WasmBackend | CpuBackend, tensor: TensorInfo): Float32Array => valuesOf(backend, tensor) as Float32Array;

/** A new tensor, whose values are still to be written. */
export function output(backend: WasmBackend | CpuBackend, shape: number[], dtype: 'float32' | 'int32' | 'bool'): TensorInfo {
  if (!('data' in backend)) return backend.makeOutput(shape, dtype);
  const size = shape.reduce((all, length) => all * length, 1);
  const values = dtype === 'float32' ? new Float32Array(size) : dtype === 'int32' ? new Int32Array(size) : new Uint8Array(size);
  return backend.makeTensorInfo(shape, dtype, values);
}

/** A new tensor of zeros. */
export function zeros(backend: WasmBackend | CpuBackend, shape: readonly number[]): TensorInfo {
  if ('data' in backend) return backend.makeTensorInfo([...shape], 'float32', new Float32Array(shape.reduce((all, size) => all * size, 1)));
  const made = backend.makeOutput([...shape], 'float32');
  backend.typedArrayFromHeap(made).fill(0);
  return made;
}
