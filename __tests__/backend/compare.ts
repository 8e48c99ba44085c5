import { createRequire } from 'node:module';
import { afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { slotsOf, type KernelPlan, type Slot } from '../../src/backend/kernels/planned.ts';
import { repairs } from '../../src/backend/kernels/register.ts';
import { floats, output, type WasmBackend } from '../../src/backend/kernels/repair.ts';
import { kernelModuleNow, kernelModuleOf } from '../../src/backend/wasm/kernelModule.ts';
import { ownKernels } from '../../src/backend/wasm/ownKernels.ts';
import { useBackend } from '../../src/node/backend.ts';

export type Backend = 'cpu' | 'wasm';

const stock = new Map<string, KernelConfig>();

/** Starts both backends, and remembers TF.js's own kernels as they were before the repair. */
export async function startBackends(): Promise<void> {
  createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm');
  for (const backend of ['cpu', 'wasm'] as const) {
    for (const config of tf.getKernelsForBackend(backend)) stock.set(`${backend}/${config.kernelName}`, config);
  }
  await useBackend('cpu');
  await useBackend('wasm');
}

/** Starts both backends for the tests of a file, each of which begins on one of them, if it is named, and must leave no tensor. */
export function compareBackends(first?: Backend): void {
  let tensors = 0;
  beforeAll(startBackends);
  beforeEach(async () => {
    if (first !== undefined) await useBackend(first);
    tensors = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(tensors);
  });
}

/** Whether TF.js has a kernel of its own. */
export const isInStock = (backend: Backend, kernelName: string): boolean => stock.has(`${backend}/${kernelName}`);

/** Runs something with TF.js's own kernel in the place of ours. */
export async function withStock<T>(backend: Backend, kernelName: string, run: () => Promise<T>): Promise<T> {
  const ours = tf.getKernel(kernelName, backend);
  const put = (config: KernelConfig) => {
    tf.unregisterKernel(kernelName, backend);
    tf.registerKernel(config);
  };
  put(stock.get(`${backend}/${kernelName}`)!);
  try {
    return await run();
  } finally {
    put(ours);
  }
}

/** Expects what a kernel of TF.js gives in plain JavaScript, to the last bit, and that it is not what ran. */
export async function expectStock(kernelName: string, compute: () => readonly Tensor[]): Promise<void> {
  const ours = tf.getKernel(kernelName, 'cpu').kernelFunc;
  const expected = await withStock('cpu', kernelName, () => {
    expect(tf.getKernel(kernelName, 'cpu').kernelFunc).not.toBe(ours);
    return on('cpu', compute);
  });
  expect(await on('cpu', compute)).toEqual(expected);
}

/** Runs something with the repairs of TF.js's kernels, or those kernels, that stand where our module does not run. */
export async function withoutModule<T>(run: () => Promise<T>): Promise<T> {
  const ours = ownKernels.map(({ kernelName }) => tf.getKernel(kernelName, 'wasm'));
  for (const { kernelName } of ownKernels) {
    const repair = repairs.find((one) => one.kernelName === kernelName && one.backends.includes('wasm'));
    const original = stock.get(`wasm/${kernelName}`);
    const kernelFunc = repair ? repair.make(original?.kernelFunc, 'wasm') : original!.kernelFunc;
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ ...original, kernelName, backendName: 'wasm', kernelFunc });
  }
  try {
    return await run();
  } finally {
    for (const kernel of ours) {
      tf.unregisterKernel(kernel.kernelName, 'wasm');
      tf.registerKernel(kernel);
    }
  }
}

/** Both ways to compute on WebAssembly. */
export const wasmWays = [
  { way: 'by our module', onWasm: (compute: () => readonly Tensor[]) => on('wasm', compute) },
  { way: 'where our module does not run', onWasm: (compute: () => readonly Tensor[]) => withoutModule(() => on('wasm', compute)) },
] as const;

/** What a plan of our module makes of tensors, when it is bound once and run twice, as a program runs it. */
export function runPlan<Inputs extends string>(
  plan: KernelPlan<Inputs, number> | undefined,
  tensors: Readonly<Partial<Record<Inputs, Tensor>>>,
): Tensor {
  const backend = tf.backend() as unknown as WasmBackend;
  const { addressOf, withScratch } = kernelModuleOf(backend)!;
  const { scratch = 0, table = [], bind } = plan!;
  const [slot] = slotsOf(plan!) as [Slot];
  const inputs = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, addressOf(backend, tensor as Tensor)]));
  return withScratch(scratch + 4 * table.length, (address) => {
    const made = output(backend, slot.shape, slot.dtype);
    const to = addressOf(backend, made);
    new Int32Array(backend.wasm.HEAPU8.buffer, address + scratch, table.length).set(table);
    const places = { inputs: inputs as Record<Inputs, number>, output: to, outputs: [to], scratch: address, table: address + scratch };
    const compute = bind(places);
    compute();
    floats(backend, made).fill(NaN);
    compute();
    return tf.engine().makeTensorFromTensorInfo(made);
  });
}

/** Numbers that look random, half of them negative, the same on every machine. */
export const numbers = (size: number, step: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => Math.sin(i * step + 0.3) + 0.1 * Math.cos(i * 7.7));

export const fill = <T extends Tensor>(shape: readonly number[], step: number): T =>
  tf.tensor(
    numbers(
      shape.reduce((all, length) => all * length, 1),
      step,
    ),
    [...shape],
  ) as T;

/** The values of what `compute` makes on a backend, one list a tensor. Nothing may stay behind in the backend. */
export async function on(backend: Backend, compute: () => readonly Tensor[]): Promise<readonly number[][]> {
  await useBackend(backend);
  const before = tf.engine().backend.numDataIds();
  const made = tf.tidy(() => [...compute()]);
  const values = made.map((tensor) => Array.from(tensor.dataSync()));
  tf.dispose(made);
  expect(tf.engine().backend.numDataIds()).toBe(before);
  return values;
}

/**
 * How far two lists are apart at most, as a share of one more than the size of the largest value that is one: sums of many terms round
 * by the size of these, which may cancel out.
 */
function distance(received: readonly number[], expected: readonly number[]): number {
  const largest = expected.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  return received.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!) / (1 + largest)), 0);
}

/** For what is one running sum of 32 bits of thousands of terms, as it is in XNNPACK, too; the cpu backend sums in 64. */
export const LONG_SUM = 5e-6;

export function expectClose(received: readonly number[][], expected: readonly number[][], within = 1e-6): void {
  expect(received.map((values) => values.length)).toEqual(expected.map((values) => values.length));
  for (const [i, values] of received.entries()) expect(distance(values, expected[i]!)).toBeLessThan(within);
}

/** The same bits as XNNPACK's, or where the engine has relaxed SIMD, which rounds less often, close to them. */
export function expectBits(received: readonly number[][], expected: readonly number[][]): void {
  if (kernelModuleNow()?.isRelaxed === true) expectClose(received, expected, LONG_SUM);
  else expect(received).toEqual(expected);
}

export function expectFar(received: readonly number[][], expected: readonly number[][]): void {
  expect(Math.max(...received.map((values, i) => distance(values, expected[i]!)))).toBeGreaterThan(0.01);
}

export type Function = (...xs: Tensor[]) => Tensor;
const steps = [1.1, 0.7, 0.9] as const;

/** The gradients of sum(f(...) * weights) by each of the tensors, which have these shapes. */
export const gradients = (f: Function, shapes: readonly (readonly number[])[]): readonly Tensor[] => {
  const weighted = (...xs: Tensor[]) => {
    const y = f(...xs);
    return tf.sum(tf.mul(y, fill(y.shape, 1.7)));
  };
  return tf.grads(weighted)(shapes.map((shape, i) => fill(shape, steps[i]!)));
};

/**
 * The same gradients as finite differences, on the backend that is set. `f` must be piecewise linear in each of the tensors, so
 * that the difference is exact as far as `reach` goes.
 */
export function differences(f: Function, shapes: readonly (readonly number[])[], reach: number): readonly number[][] {
  const values = shapes.map((shape, i) => numbers(shape.reduce((all, length) => all * length, 1), steps[i]!)); // prettier-ignore
  const sum = () =>
    tf.tidy(() => {
      const y = f(...values.map((list, i) => tf.tensor(list, [...shapes[i]!])));
      return tf.sum(tf.mul(y, fill(y.shape, 1.7))).dataSync()[0]!;
    });
  return values.map((list) =>
    Array.from(list, (value, at) => {
      list[at] = value + reach;
      const above = sum();
      list[at] = value - reach;
      const below = sum();
      list[at] = value;
      return (above - below) / (2 * reach);
    }),
  );
}
