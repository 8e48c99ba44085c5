import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import type { WasmBackend } from '../../src/backend/kernels/repair.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { Optimizer, Parameter } from '../../src/optimizers/optimizer.ts';
import { createRandom } from '../../src/random.ts';
import { optimizers, type OptimizerSpec } from '../../src/spec/optimizers.ts';
import { watchMemory } from '../wasmMemory.ts';
import { specsOf } from './variants.ts';
import { make, makeOnWasm } from './walk.ts';
import { spread } from '../long/spread.ts';

/** Of sizes that are no multiples of 4, and one of which the loops for 4 numbers do all. */
const parameters: readonly Parameter[] = [
  { name: 'dense/kernel', layer: 'dense', size: 37, decays: true },
  { name: 'dense/bias', layer: 'dense', size: 1, decays: false },
  { name: 'other/kernel', layer: 'other', size: 64, decays: true },
  { name: 'other/bias', layer: 'other', size: 6, decays: false },
  { name: 'other/none', layer: 'other', size: 0, decays: false },
];
const STEPS = 50;
const more: Readonly<Record<string, readonly object[]>> = {
  sgd: [{ momentum: 0.3 }],
  momentum: [{ momentum: 0.99, useNesterov: true }],
  rmsprop: [{ centered: true, momentum: 0.9, decay: 0.99 }],
  // Some take only the present gradient, others those of a thousand steps.
  adam: [
    { beta1: 0, beta2: 0 },
    { beta1: 0.5, beta2: 0.3 },
    { beta1: 0.99, beta2: 0.9999 },
  ],
  nadam: [{ beta1: 0.3 }],
  adadelta: [{ rho: 0.4 }],
  lion: [{ beta1: 0, beta2: 0.3 }],
};

const arrays = (draw: () => number) => parameters.map(({ size }) => Float32Array.from({ length: size }, draw));
/** Weights of both signs, and gradients of all sizes, some of which are 0. */
function problem(seed: number) {
  const { next: random } = createRandom(seed);
  const weights = arrays(() => random() - 0.5);
  const gradients = Array.from({ length: STEPS }, () => arrays(() => (random() < 0.1 ? 0 : (random() - 0.3) * 10 ** (2 * random() - 1))));
  return { weights, gradients };
}
const copy = (all: readonly Float32Array[]) => all.map((values) => values.slice());
/** The largest difference, relative to the values; near 0, to 0.1. */
const distance = (a: readonly Float32Array[], b: readonly Float32Array[]) =>
  Math.max(...a.flatMap((values, i) => Array.from(values, (value, q) => Math.abs(value - b[i]![q]!) / Math.max(Math.abs(value), 0.1))));

let memory: ReturnType<typeof watchMemory>;
beforeEach(async () => {
  await useBackend('wasm');
  memory = watchMemory();
});
afterEach(() => {
  expect(memory.stop()).toBe(0);
});

/** From one step to another, at a learning rate that changes. */
const run = (
  optimizer: Optimizer,
  weights: readonly Float32Array[],
  gradients: readonly (readonly Float32Array[])[],
  { rate = 0.01, from = 0, to = STEPS } = {},
) => {
  for (let step = from; step < to; step++) optimizer.apply(weights, copy(gradients[step]!), rate * (1 + (step % 3)));
};

describe.each(Object.keys(optimizers))('%s', (type) => {
  const specs = [...specsOf(type), ...(more[type] ?? []).map((own) => ({ type, ...own }) as unknown as OptimizerSpec)];

  const rate = type === 'adadelta' ? 1 : 0.01;

  test.each(spread(specs, 3))('comes to the same weights on WebAssembly as in plain JavaScript: %j', (spec) => {
    const { weights, gradients } = problem(7);
    const [plain, simd] = [make(spec, parameters), makeOnWasm(spec, parameters)];
    const [theirs, ours] = [copy(weights), copy(weights)];
    run(plain, theirs, gradients, { rate });
    run(simd, ours, gradients, { rate });
    expect(distance(ours, weights)).toBeGreaterThan(0.01);
    expect(distance(ours, theirs)).toBeLessThan(2e-6);
    expect(distance(simd.averages ?? [], plain.averages ?? [])).toBeLessThan(2e-6);
    simd.dispose();
  });

  test.each(spread(specs, 3, 1))('goes on in the other where it stopped in one: %j', (spec) => {
    const { weights, gradients } = problem(8);
    for (const [before, after] of [
      [make, makeOnWasm],
      [makeOnWasm, make],
    ] as const) {
      const whole = make(spec, parameters);
      const expected = copy(weights);
      run(whole, expected, gradients, { rate, to: 8 });
      const [first, second] = [before(spec, parameters), after(spec, parameters)];
      const values = copy(weights);
      run(first, values, gradients, { rate, to: 4 });
      second.restore(first.save());
      run(second, values, gradients, { rate, from: 4, to: 8 });
      expect(distance(values, expected)).toBeLessThan(2e-6);
      first.dispose();
      second.dispose();
    }
  });
});

test('what is remembered lives where the memory has grown', () => {
  const spec = { type: 'adam', amsgrad: true, useEma: true, gradientAccumulationSteps: 2, globalClipNorm: 1 } as const;
  const { weights, gradients } = problem(9);
  const { wasm } = tf.backend() as unknown as WasmBackend;
  const results = [false, true].map((grows) => {
    const optimizer = makeOnWasm(spec, parameters);
    const values = copy(weights);
    gradients.forEach((each, step) => {
      optimizer.apply(values, copy(each), 0.01);
      if (!grows || step % 10 !== 5) return;
      const { buffer } = wasm.HEAPU8;
      wasm._free(wasm._malloc(buffer.byteLength));
      expect(wasm.HEAPU8.buffer).not.toBe(buffer);
    });
    const averages = copy(optimizer.averages!);
    optimizer.dispose();
    return [...values, ...averages];
  });
  expect(results[1]).toEqual(results[0]);
});

test.each(Object.keys(optimizers))('%s: NaN gets into the weights that it is of, and into no others', (type) => {
  const optimizer = makeOnWasm({ type } as OptimizerSpec, parameters);
  const { weights, gradients } = problem(10);
  gradients[0]![0]![5] = NaN;
  gradients[0]![3]![5] = NaN;
  optimizer.apply(weights, gradients[0]!, 0.01);
  const places = weights.flatMap((values, i) => [...values.keys()].filter((q) => Number.isNaN(values[q])).map((q) => [i, q]));
  expect(places).toEqual([[0, 5], [3, 5]]); // prettier-ignore
  optimizer.dispose();
});

test('an optimizer whose memory was freed is used no more', () => {
  const optimizer = makeOnWasm('adam', parameters);
  const { weights, gradients } = problem(11);
  optimizer.apply(weights, gradients[0]!, 0.01);
  optimizer.dispose();
  optimizer.dispose();
  expect(() => optimizer.apply(weights, gradients[0]!, 0.01)).toThrow('internal: an optimizer was used after it was disposed');
});
