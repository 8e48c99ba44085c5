import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { setPlanner, slotsOf, type KernelPlan, type Slot } from '../kernels/planned.ts';
import { outputs, repair, type Repair, type WasmBackend } from '../kernels/repair.ts';
import type { KernelExports } from './exports.ts';
import { kernelModuleNow, kernelModuleOf, type KernelModule } from './kernelModule.ts';

/** How our module computes a kernel: places are addresses in its memory. Undefined for what it does not do. */
export type WasmPlanner<Inputs extends string, Attributes> = (
  inputs: Readonly<Record<Inputs, Slot>>,
  attrs: Attributes,
  kernels: KernelExports,
) => KernelPlan<Inputs, number> | undefined;

/**
 * A kernel of our module in the place of the one before, be it TF.js's or a repair of it, which runs where there is no plan: for what
 * the module does not do, and in another memory than that it was started in.
 */
export function plannedKernel<Inputs extends string, Attributes>(kernelName: string, plan: WasmPlanner<Inputs, Attributes>): Repair {
  const own = repair<Inputs, Attributes, TensorInfo | TensorInfo[]>(kernelName, ({ inputs, attrs, backend }, runBefore) => {
    const module = kernelModuleOf(backend);
    const planned = module && plan(inputs, attrs, module.kernels);
    return (planned && run(planned, inputs, backend, module)) ?? runBefore();
  });
  return {
    ...own,
    make(before) {
      const kernelFunc: KernelFunc = own.make(before, 'wasm');
      setPlanner<Inputs, Attributes, number>(kernelFunc, (inputs, attrs) => {
        const module = kernelModuleNow();
        return module && plan(inputs, attrs, module.kernels);
      });
      return kernelFunc;
    },
  };
}

/** Undefined where the values are such as the plan does not do. */
function run<Inputs extends string>(
  planned: KernelPlan<Inputs, number>,
  tensors: Readonly<Record<Inputs, TensorInfo>>,
  backend: WasmBackend,
  { addressOf, withScratch }: KernelModule,
): TensorInfo | TensorInfo[] | undefined {
  const { output, scratch = 0, table = [], again } = planned;
  if (again !== undefined) {
    const { dataId } = tensors[again as Inputs];
    backend.incRef(dataId);
    const [{ shape, dtype }] = slotsOf(planned) as [Slot];
    return { dataId, shape, dtype };
  }
  const inputs = placesOf(tensors, (tensor) => addressOf(backend, tensor));
  const compute = (address: number): TensorInfo | TensorInfo[] | undefined => {
    const made = outputs(backend, slotsOf(planned));
    const at = address + scratch;
    if (table.length > 0) new Int32Array(backend.wasm.HEAPU8.buffer, at, table.length).set(table);
    const to = made.map((tensor) => addressOf(backend, tensor));
    if (planned.bind({ inputs, output: to[0]!, outputs: to, scratch: address, table: at })() !== false)
      return Array.isArray(output) ? made : made[0];
    for (const { dataId } of made) backend.disposeData(dataId);
    return undefined;
  };
  const bytes = scratch + 4 * table.length;
  return bytes > 0 ? withScratch(bytes, compute) : compute(0);
}

/** Something for each input that there is, by the same names or in a list as well. */
function placesOf<Inputs extends string>(
  tensors: Readonly<Record<Inputs, TensorInfo | null | undefined>>,
  placeOf: (tensor: TensorInfo) => number,
): Record<Inputs, number> {
  const places = (Array.isArray(tensors) ? [] : {}) as Record<Inputs, number>;
  for (const name in tensors) {
    const tensor = tensors[name];
    if (tensor) places[name] = placeOf(tensor);
  }
  return places;
}
