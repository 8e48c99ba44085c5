import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { setPlanner, slotsOf, type KernelPlan, type Slot, type Values } from './planned.ts';
import { forBackends, outputs, valuesOf, type CpuBackend, type Repair, type RepairedBackend, type WasmBackend } from './repair.ts';

/** How plain JavaScript computes a kernel on a backend: places are arrays. Undefined for what it does not do. */
export type ValuesPlanner<Inputs extends string, Attributes> = (
  inputs: Readonly<Record<Inputs, Slot>>,
  attrs: Attributes,
  backendName: RepairedBackend,
) => KernelPlan<Inputs, Values> | undefined;

const plannedFor =
  (...backends: readonly RepairedBackend[]) =>
  <Inputs extends string, Attributes>(kernelName: string, plan: ValuesPlanner<Inputs, Attributes>): Repair => ({
    kernelName,
    backends,
    make(stock, backendName) {
      // TF.js leaves attributes out where a kernel has none.
      const planFor: typeof plan = (inputs, attrs: Attributes | undefined, name) => plan(inputs, attrs ?? ({} as Attributes), name);
      const own = forBackends<CpuBackend | WasmBackend>(...backends)<Inputs, Attributes, TensorInfo | TensorInfo[]>(
        kernelName,
        ({ inputs, attrs, backend }, runStock) => {
          const planned = planFor(inputs, attrs, backendName);
          return (planned && run(planned, inputs, backend)) ?? runStock();
        },
      );
      const kernelFunc: KernelFunc = own.make(stock, backendName);
      // Places of a program on WebAssembly are addresses.
      if (backendName === 'cpu') setPlanner<Inputs, Attributes, Values>(kernelFunc, (inputs, attrs) => planFor(inputs, attrs, 'cpu'));
      return kernelFunc;
    },
  });

/** A kernel for plain JavaScript that is planned. TF.js's own runs where there is no plan. */
export const plannedCpu = plannedFor('cpu');
/** The same for operations on WebAssembly alone, on views of its memory. */
export const plannedOnWasm = plannedFor('wasm');
/** The same for both. */
export const plannedBoth = plannedFor('wasm', 'cpu');
/** The same for operations of native bindings too. */
export const plannedAll = plannedFor('wasm', 'cpu', 'tensorflow');

/** Undefined where the values are such as the plan does not do. */
function run<Inputs extends string>(
  planned: KernelPlan<Inputs, Values>,
  tensors: Readonly<Record<Inputs, TensorInfo | null | undefined>>,
  backend: CpuBackend | WasmBackend,
): TensorInfo | TensorInfo[] | undefined {
  // First what comes out, for which the memory of WebAssembly may move.
  const made = outputs(backend, slotsOf(planned));
  const arrays = made.map((tensor) => valuesOf(backend, tensor));
  const inputs = (Array.isArray(tensors) ? [] : {}) as Record<Inputs, Values>;
  for (const name in tensors) {
    const tensor = tensors[name];
    if (tensor) inputs[name] = ofType(tensor.dtype, valuesOf(backend, tensor));
  }
  if (planned.bind({ inputs, output: arrays[0]!, outputs: arrays, scratch: 0, table: 0 })() !== false)
    return Array.isArray(planned.output) ? made : made[0];
  for (const { dataId } of made) backend.disposeData(dataId);
  return undefined;
}

/** TF.js's plain JavaScript leaves floats made of whole numbers, and some whole numbers, in arrays of the other kind. */
function ofType(dtype: TensorInfo['dtype'], values: Values): Values {
  if (dtype === 'float32') return values instanceof Float32Array ? values : Float32Array.from(values);
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(values);
  return values;
}
