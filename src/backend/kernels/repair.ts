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
  /**
   * The number of a tensor, and where its values are in the memory of the module, in bytes: null for texts. One of another backend is
   * moved here, by which the heap may move.
   */
  readonly dataIdMap: { get(dataId: object): { readonly id: number; readonly memoryOffset: number | null } };
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
  disposeData(dataId: object): boolean;
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
  /** Makes the kernel for one of them; `stock` is TF.js's own, where there is one. */
  readonly make: (stock: KernelFunc | undefined, backendName: RepairedBackend) => KernelFunc;
}

/** Computes what a kernel gives; `runStock` has TF.js's own do it, with other attributes where some are given. */
export type KernelRun<
  Inputs extends string,
  Attributes,
  Backend = WasmBackend | CpuBackend,
  Made extends TensorInfo | TensorInfo[] = TensorInfo,
> = (call: KernelCall<Inputs, Attributes, Backend>, runStock: (attrs?: object) => Made) => Made;

export const forBackends =
  <Backend>(...backends: readonly RepairedBackend[]) =>
  <Inputs extends string, Attributes, Made extends TensorInfo | TensorInfo[] = TensorInfo>(
    kernelName: string,
    run: KernelRun<Inputs, Attributes, Backend, Made>,
  ): Repair => ({
    kernelName,
    backends,
    make: (stock) => (call) =>
      run(
        settled(call) as unknown as KernelCall<Inputs, Attributes, Backend>,
        (attrs) => stock!(attrs === undefined ? call : { ...call, attrs: attrs as NamedAttrMap }) as Made,
      ),
  });

/**
 * The call itself, its tensors all on its backend, native bindings in the guise of plain JavaScript. On WebAssembly one that comes
 * from another backend takes memory, by which views of those before it would die.
 */
function settled(call: Parameters<KernelFunc>[0]): Parameters<KernelFunc>[0] {
  const backend = call.backend as WasmBackend | CpuBackend | { readonly binding: object };
  if ('binding' in backend) return { ...call, backend: plainly };
  if ('wasm' in backend) {
    const inputs = call.inputs as unknown as Readonly<Record<string, TensorInfo | null | undefined>>;
    for (const name in inputs) if (inputs[name]) addressOf(backend, inputs[name]);
  }
  return call;
}

/**
 * Where the values of a tensor are in WebAssembly's memory, in bytes.
 * @throws Error where there was no memory left for them: TF.js goes on with address 0.
 */
export function addressOf({ dataIdMap }: WasmBackend, { dataId, shape }: TensorInfo): number {
  const { memoryOffset } = dataIdMap.get(dataId);
  if (memoryOffset === 0 && tf.util.sizeFromShape(shape) > 0) throw memoryIsFull(4 * tf.util.sizeFromShape(shape));
  return memoryOffset ?? 0;
}

/** WebAssembly's memory ends at 4 GB, or where the page or the machine has no more. */
export const memoryIsFull = (bytes: number): Error =>
  new Error(
    `WebAssembly has no ${bytes} bytes of memory left: take smaller batches, dispose of tensors that are done with, or take another backend`,
  );

/** A kernel for WebAssembly. */
export const repair = forBackends<WasmBackend>('wasm');
/** A kernel for plain JavaScript. */
export const repairCpu = forBackends<CpuBackend>('cpu');
/** A kernel for both. */
export const repairBoth = forBackends<WasmBackend | CpuBackend>('wasm', 'cpu');

/** Native bindings in the guise of plain JavaScript: what that makes of their values is handed to them. */
const plainly: CpuBackend = {
  makeTensorInfo: (shape, dtype, values) => tf.tensor(values, shape, dtype),
  disposeData: (dataId) => tf.engine().backend.disposeData(dataId),
  // TensorFlow gets values when a kernel of its own first takes them: until then they may be written.
  data: { get: (dataId) => ({ values: tf.engine().readSync(dataId) as Heap }) },
};

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

/** Whether a kernel for several backends computes on WebAssembly; else on plain JavaScript, or in its guise. */
export const isWasm = (backend: WasmBackend | CpuBackend): backend is WasmBackend => !('data' in backend);

/** The values of a tensor of numbers. On WebAssembly dead after the next tensor is made. */
export const valuesOf = (backend: WasmBackend | CpuBackend, tensor: TensorInfo): Heap =>
  isWasm(backend) ? backend.typedArrayFromHeap(tensor) : backend.data.get(tensor.dataId).values;

/** The same for a tensor of 32-bit floats. */
export const floats = (backend: WasmBackend | CpuBackend, tensor: TensorInfo): Float32Array => valuesOf(backend, tensor) as Float32Array;

/**
 * A new tensor, whose values are still to be written.
 * @throws Error where WebAssembly has no memory left for it.
 */
export function output(backend: WasmBackend | CpuBackend, shape: readonly number[], dtype: TensorInfo['dtype']): TensorInfo {
  if (isWasm(backend)) {
    const made = backend.makeOutput([...shape], dtype);
    try {
      addressOf(backend, made);
    } catch (error) {
      backend.disposeData(made.dataId);
      throw error;
    }
    return made;
  }
  const size = shape.reduce((all, length) => all * length, 1);
  const values = dtype === 'float32' ? new Float32Array(size) : dtype === 'int32' ? new Int32Array(size) : new Uint8Array(size);
  return backend.makeTensorInfo([...shape], dtype, values);
}

/** Several of them: all or, where one has no memory, none. */
export function outputs(
  backend: WasmBackend | CpuBackend,
  slots: readonly { readonly shape: readonly number[]; readonly dtype: TensorInfo['dtype'] }[],
): TensorInfo[] {
  const made: TensorInfo[] = [];
  try {
    for (const { shape, dtype } of slots) made.push(output(backend, shape, dtype));
  } catch (error) {
    for (const { dataId } of made) backend.disposeData(dataId);
    throw error;
  }
  return made;
}

/** A new tensor of zeros. */
export function zeros(backend: WasmBackend | CpuBackend, shape: readonly number[]): TensorInfo {
  const made = output(backend, shape, 'float32');
  if (isWasm(backend)) backend.typedArrayFromHeap(made).fill(0);
  return made;
}
