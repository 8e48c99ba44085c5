import { readFileSync } from 'node:fs';
import { kernelModuleNow } from '../../src/backend/wasm/kernelModule.ts';
import { wasmOptimizerMemory } from '../../src/backend/wasm/optimizerMemory.ts';
import { createOptimizer } from '../../src/optimizers/createOptimizer.ts';
import type { Optimizer, Parameter } from '../../src/optimizers/optimizer.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';
import { optimizerOption, type OptimizerSpec } from '../../src/spec/optimizers.ts';

export interface Recorded {
  readonly optimizer: OptimizerSpec & { readonly type: string; readonly learningRate: number };
  /** After each step: a kernel of 4, then a bias of 2. */
  readonly weights: readonly (readonly number[])[];
  readonly averages?: readonly (readonly number[])[];
}

/** What reference.py recorded, and the gradients that it did so with. */
export const recorded = JSON.parse(readFileSync(new URL('keras.json', import.meta.url), 'utf8')) as {
  readonly weights: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly factors: readonly number[];
  readonly cases: readonly Recorded[];
};

export const parameters: readonly Parameter[] = [
  { name: 'dense/kernel', layer: 'dense', size: 4, decays: true },
  { name: 'dense/bias', layer: 'dense', size: 2, decays: false },
];

/** Six numbers as a kernel of 4 and a bias of 2. */
export const split = (values: readonly number[]) => [Float32Array.from(values.slice(0, 4)), Float32Array.from(values.slice(4))];
export const join = (arrays: readonly Float32Array[]) => arrays.flatMap((array) => [...array]);

export const normalise = (spec: OptimizerSpec) => optimizerOption({ doc: 'An optimizer.' }).normalise(spec) as NamedValue;
export const make = (spec: OptimizerSpec, of = parameters): Optimizer => createOptimizer(normalise(spec), of);

/** The same on WebAssembly, which is to be the backend: given arrays, which are copied into its memory and back. */
export function makeOnWasm(spec: OptimizerSpec, of = parameters): Optimizer {
  const memory = wasmOptimizerMemory(kernelModuleNow()!);
  const optimizer = createOptimizer(normalise(spec), of, memory);
  const [inside, taken] = [memory.makeSlots(of), memory.makeSlots(of)];
  return {
    ...optimizer,
    get averages() {
      return optimizer.averages;
    },
    apply(weights, gradients, learningRate) {
      memory.settle();
      weights.forEach((values, i) => inside[i]!.set(values));
      gradients.forEach((values, i) => values && taken[i]!.set(values));
      optimizer.apply(
        inside,
        gradients.map((values, i) => values && taken[i]!),
        learningRate,
      );
      weights.forEach((values, i) => values.set(inside[i]!));
    },
  };
}

/** The ways of making an optimizer. */
export const makers = { 'plain JavaScript': make, WebAssembly: makeOnWasm } as const;

/** The weights after each step of the recorded gradients from `from` on. */
export function walk(
  optimizer: Optimizer,
  weights: readonly Float32Array[],
  rate: number,
  { from = 0, to = recorded.gradients.length } = {},
): { readonly weights: number[][]; readonly averages: number[][] } {
  const seen: { weights: number[][]; averages: number[][] } = { weights: [], averages: [] };
  for (let step = from; step < to; step++) {
    optimizer.apply(weights, split(recorded.gradients[step]!), rate * recorded.factors[step]!);
    seen.weights.push(join(weights));
    if (optimizer.averages) seen.averages.push(join(optimizer.averages));
  }
  return seen;
}
