import { expect, test } from '@jest/globals';
import type { OptimizerSpec } from '../../../src/spec/optimizers.ts';
import { make } from '../../optimizers/walk.ts';
import { copy, distance, parameters, problem, STEPS, walkInGraph } from './walk.ts';

/** The key of each step, at learning rates that come again and again. */
function keysOf(spec: OptimizerSpec, rates: readonly number[]): readonly string[] {
  const { weights, gradients } = problem(1);
  const graph = walkInGraph(spec, weights);
  return gradients.map((each, step) => graph.step(each, rates[step % rates.length]!).key);
}
const used = (keys: readonly string[]) => new Set(keys).size;

test.each([
  'adam',
  { type: 'sgd', momentum: 0.9, weightDecay: 0.1, learningRateMultipliers: { other: 0.5 } },
  { type: 'lion', globalClipNorm: 1, weightDecay: 0.1, weightDecayOn: 'all' },
] as const)('one plan is enough for all learning rates, whatever the first is: %j', (spec) => {
  expect(used(keysOf(spec, [0, 0.5, 1, 0.1]))).toBe(1);
  expect(used(keysOf(spec, [1, 0, 0.5, 0.1]))).toBe(1);
  expect(used(keysOf(spec, [0.1, 1, 0, 0.3]))).toBe(1);
});

test('steps that accumulate gradients have a plan, and those that move the weights', () => {
  const keys = keysOf({ type: 'adam', gradientAccumulationSteps: 3 }, [0.1]);
  expect(keys.slice(0, 6)).toEqual(['0', '0', '1', '0', '0', '1']);
  expect(used(keys)).toBe(2);
});

test('means of weights have a plan for the first step, in which they are the weights', () => {
  const keys = keysOf({ type: 'adam', useEma: true }, [0.1]);
  expect(keys).toEqual(['0', ...Array.from({ length: STEPS - 1 }, () => '1')]);
});

test('what is the same for several weights is fed once, and what is nothing not at all', () => {
  const { weights, gradients } = problem(1);
  const graph = walkInGraph({ type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, weights);
  graph.step(gradients[0]!, 0.01);
  const { numbers } = graph.step(gradients[1]!, 0.01);
  const [beta1, beta2] = [Math.fround(0.9), Math.fround(0.999)];
  const root = Math.sqrt(1 - beta2 ** 2);
  expect(numbers).toEqual(Float32Array.of(1 - beta1, 1 - beta2, (0.01 * root) / (1 - beta1 ** 2), 1e-7 * root));
  expect([...graph.graphs.values()].map(({ nodes }) => nodes.length)).toEqual([1 + 12 * parameters.length]);
});

/** What a step would have changed where it lies, by the weights' places, and how many slots. */
function heldBy(spec: OptimizerSpec, steps = 1): readonly [weights: readonly number[], slots: number] {
  const { weights, gradients } = problem(1);
  const graph = walkInGraph(spec, weights);
  const plans = Array.from({ length: steps }, (_, step) => graph.step(gradients[step]!, 0.1));
  const held = graph.optimizer.held(plans.at(-1)!);
  return [held.weights, held.slots.length];
}
const all = [0, 1, 2, 3, 4, 5];
test.each<readonly [OptimizerSpec, readonly number[], number]>([
  ['sgd', all, 0],
  [{ type: 'sgd', momentum: 0.9, nesterov: true, clipNorm: 1 }, all, 6],
  ['momentum', all, 6],
  [{ type: 'adam', globalClipNorm: 1 }, all, 12],
  [{ type: 'adamW', weightDecay: 0.1 }, all, 12],
  [{ type: 'adam', learningRateMultipliers: { dense: 0 } }, [2, 3, 4, 5], 8],
])('one operation of TensorFlow on variables changes weights and what is remembered, with %j', (spec, weights, slots) => {
  expect(heldBy(spec)).toEqual([weights, slots]);
});

test.each<readonly [string, OptimizerSpec, number]>([
  ['for which there is no such operation', 'nadam', 1],
  ['that keep the largest square', 'amsgrad', 1],
  ['that keep too much of a sum for 32 bits', { type: 'momentum', momentum: 0.999 }, 1],
  ['after which weights are averaged', { type: 'adam', useEma: true }, 2],
  ['that only add up gradients', { type: 'adam', gradientAccumulationSteps: 3 }, 2],
])('variables are not for steps %s', (_, spec, steps) => {
  expect(heldBy(spec, steps)).toEqual([[], 0]);
});

test('what a step leaves as it is comes out as it went in', () => {
  const { weights, gradients } = problem(1);
  const graph = walkInGraph({ type: 'momentum', learningRateMultipliers: { dense: 0 } }, weights);
  graph.step(gradients[0]!, 0.1);
  const [{ weights: refs, nodes }] = [...graph.graphs.values()] as [NonNullable<ReturnType<typeof graph.graphs.get>>];
  expect(refs.map(({ name }, i) => name === `w${i}`)).toEqual([true, true, false, false, false, false]);
  expect(nodes.flatMap(({ inputs }) => inputs.map(({ name }) => name))).not.toContain('g0');
});

test.each([
  { type: 'adam', weightDecay: 0.1, weightDecayOn: 'all', globalClipNorm: 1, useEma: true },
  { type: 'sgd', momentum: 0.5, gradientAccumulationSteps: 3, clipNorm: 1, learningRateMultipliers: { other: 0 } },
] as const)('weights without a gradient are left as they are, and so are their slots: %j', (spec) => {
  const { weights, gradients } = problem(5);
  const graph = walkInGraph(spec, weights);
  const plain = make(spec, parameters);
  const expected = copy(weights);
  gradients.forEach((all, step) => {
    // Each of the first three is without one in some of the steps.
    const some = all.map((values, i) => (i < 3 && step % 5 === i ? undefined : values));
    plain.apply(
      expected,
      some.map((values) => values?.slice()),
      0.01,
    );
    const before = graph.weights[step % 5]!;
    graph.step(some, 0.01);
    if (step % 5 < 3) expect(graph.weights[step % 5]).toEqual(before);
    expect(distance(expected, graph.weights)).toBeLessThan(1e-6);
  });
});

test('a gradient with NaN is clipped as over arrays, and found', () => {
  for (const clip of [{ clipNorm: 1 }, { globalClipNorm: 1 }, { clipValue: 1 }]) {
    const { weights, gradients } = problem(2);
    gradients[0]![0]![3] = NaN;
    const graph = walkInGraph({ type: 'sgd', ...clip }, weights);
    const expected = copy(weights);
    make({ type: 'sgd', ...clip }, parameters).apply(expected, copy(gradients[0]!), 0.1);
    graph.step(gradients[0]!, 0.1);
    const places = (all: readonly Float32Array[]) => all.map((values) => [...values.keys()].filter((q) => Number.isNaN(values[q])));
    expect(places(graph.weights)).toEqual([[3], [], [], [], [], []]);
    expect(places(expected)).toEqual(places(graph.weights));
  }
});

test.each([0, 1, 5])('goes on over arrays, or in another graph, where a graph stopped after %d steps', (stop) => {
  const spec = { type: 'adam', amsgrad: true, gradientAccumulationSteps: 3, useEma: true, learningRateMultipliers: { dense: 0 } } as const;
  const { weights, gradients } = problem(3);
  const whole = make(spec, parameters);
  const expected = copy(weights);
  gradients.forEach((each) => whole.apply(expected, copy(each), 0.01));

  const first = walkInGraph(spec, weights);
  for (let step = 0; step < stop; step++) first.step(gradients[step]!, 0.01);
  const saved = first.optimizer.save();
  const kept = structuredClone(saved);
  const arrays = make(spec, parameters);
  arrays.restore(saved);
  const inArrays = copy(first.weights);
  const second = walkInGraph(spec, first.weights);
  second.optimizer.restore(saved);
  for (let step = stop; step < STEPS; step++) {
    arrays.apply(inArrays, copy(gradients[step]!), 0.01);
    second.step(gradients[step]!, 0.01);
  }
  expect(distance(expected, inArrays)).toBeLessThan(1e-6);
  expect(distance(expected, second.weights)).toBeLessThan(1e-6);
  expect(saved).toEqual(kept);
});

test('steps that were counted but not made can be taken back, without a look at a slot', () => {
  const spec = { type: 'nadam', gradientAccumulationSteps: 3, useEma: true } as const;
  const { weights, gradients } = problem(4);
  const graph = walkInGraph(spec, weights);
  for (let step = 0; step < 4; step++) graph.step(gradients[step]!, 0.01);
  const { optimizer, slots } = graph;
  const before = copy(slots);
  const mark = optimizer.mark();
  const told = () => Array.from({ length: 5 }, () => optimizer.step(0.01)).map(({ key, numbers }) => [key, [...numbers]]);
  const once = told();
  optimizer.rewind(mark);
  expect(told()).toEqual(once);
  expect(slots).toEqual(before);
  expect(encodedSize(mark)).toBe(0);
});

/** How many numbers of arrays are in a snapshot. */
const encodedSize = (value: unknown): number =>
  value instanceof Float32Array
    ? value.length
    : typeof value === 'object' && value !== null
      ? Object.values(value).reduce((sum: number, part) => sum + encodedSize(part), 0)
      : 0;

test('a layer without weights is refused as over arrays', () => {
  const spec = { type: 'sgd', learningRateMultipliers: { dens: 2 } } as const;
  expect(() => walkInGraph(spec, problem(1).weights)).toThrow('did you mean "dense"?');
});
