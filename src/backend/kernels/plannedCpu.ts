import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { setPlanner, slotsOf, type Planner, type Values } from './planned.ts';
import { outputs, repairCpu, valuesOf, type Repair } from './repair.ts';

/**
 * A kernel for plain JavaScript that is planned: places are arrays. TF.js's own runs where there is no plan.
 */
export function plannedCpu<Inputs extends string, Attributes>(kernelName: string, plan: Planner<Inputs, Attributes, Values>): Repair {
  const repaired = repairCpu<Inputs, Attributes, TensorInfo | TensorInfo[]>(kernelName, ({ inputs, attrs, backend }, runStock) => {
    const planned = plan(inputs, attrs);
    if (planned === undefined) return runStock();
    const made = outputs(backend, slotsOf(planned));
    const arrays = made.map((tensor) => valuesOf(backend, tensor));
    const from = (Array.isArray(inputs) ? [] : {}) as Record<Inputs, Values>;
    for (const name in inputs) if (inputs[name] as TensorInfo | null) from[name] = valuesOf(backend, inputs[name]);
    const done = planned.bind({ inputs: from, output: arrays[0]!, outputs: arrays, scratch: 0, table: 0 })();
    if (done === false) return runStock();
    return Array.isArray(planned.output) ? made : made[0]!;
  });
  return {
    ...repaired,
    make(stock) {
      const kernelFunc: KernelFunc = repaired.make(stock);
      setPlanner(kernelFunc, plan);
      return kernelFunc;
    },
  };
}
