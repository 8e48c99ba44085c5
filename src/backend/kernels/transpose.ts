import type { TensorInfo } from '@tensorflow/tfjs-core';
import { areNumbers } from './combine.ts';
import { copyStrided, stepsOf } from './copyStrided.ts';
import { type CpuBackend, isWasm, output, repairBoth, valuesOf, type WasmBackend } from './repair.ts';

/**
 * Axes in another order. In plain JavaScript TF.js works out the place of each value anew; on WebAssembly it divides by an axis of none.
 */
export const transpose = repairBoth<'x', { readonly perm: number[] }>('Transpose', ({ inputs: { x }, attrs, backend }, runStock) =>
  areNumbers(x) && (!isWasm(backend) || x.shape.includes(0)) ? transposed(x, attrs.perm, backend) : runStock(),
);

/** A tensor of numbers whose axes are in another order. */
export function transposed(x: TensorInfo, perm: readonly number[], backend: WasmBackend | CpuBackend): TensorInfo {
  const shape = perm.map((axis) => x.shape[axis]!);
  const out = output(backend, shape, x.dtype);
  const steps = stepsOf(x.shape);
  const from = { values: valuesOf(backend, x), start: 0, steps: perm.map((axis) => steps[axis]!) };
  copyStrided(shape, from, { values: valuesOf(backend, out), start: 0, steps: stepsOf(shape) });
  return out;
}
