import { argument, createBuilder } from '../../../src/graph/builder.ts';
import type { GraphSlot, SlotStore } from '../../../src/graph/optimizer/graphArray.ts';
import { createGraphOptimizer, type GraphOptimizer, type StepOutputs } from '../../../src/graph/optimizer/graphOptimizer.ts';
import type { StepPlan } from '../../../src/graph/optimizer/stepPlan.ts';
import type { Node } from '../../../src/graph/value.ts';
import type { Parameter } from '../../../src/optimizers/optimizer.ts';
import type { OptimizerSpec } from '../../../src/spec/optimizers.ts';
import { createRandom } from '../../../src/random.ts';
import { normalise } from '../../optimizers/walk.ts';
import { evaluate } from './evaluate.ts';

/** Of all shapes: one has no axis, one no numbers. */
export const parameters: readonly Parameter[] = [
  { name: 'dense/kernel', layer: 'dense', size: 35, shape: [5, 7], decays: true },
  { name: 'dense/bias', layer: 'dense', size: 7, shape: [7], decays: false },
  { name: 'other/kernel', layer: 'other', size: 24, shape: [2, 3, 1, 4], decays: true },
  { name: 'other/slope', layer: 'other', size: 1, shape: [], decays: false },
  { name: 'other/one', layer: 'other', size: 1, shape: [1], decays: false },
  { name: 'other/none', layer: 'other', size: 0, shape: [0, 3], decays: true },
];
export const STEPS = 20;

const arrays = (draw: () => number) => parameters.map(({ size }) => Float32Array.from({ length: size }, draw));
export const copy = (all: readonly Float32Array[]) => all.map((values) => values.slice());

/** Weights of both signs, and gradients of all sizes, some of which are 0. */
export function problem(seed: number) {
  const { next: random } = createRandom(seed);
  const weights = arrays(() => random() - 0.5);
  const gradients = Array.from({ length: STEPS }, () => arrays(() => (random() < 0.1 ? 0 : (random() - 0.3) * 10 ** (2 * random() - 1))));
  return { weights, gradients };
}

/** The graph of each plan, which is made when the first step of it comes. */
interface Graph extends StepOutputs {
  readonly nodes: readonly Node[];
}

/** An optimizer in graphs with the weights beside it, and the nodes of each step as they were evaluated. */
export interface Walker {
  readonly optimizer: GraphOptimizer;
  readonly weights: readonly Float32Array[];
  readonly slots: readonly Float32Array[];
  readonly graphs: ReadonlyMap<string, Graph>;
  step(gradients: readonly (Float32Array | undefined)[], learningRate: number): StepPlan;
}

export function walkInGraph(spec: OptimizerSpec, start: readonly Float32Array[], of = parameters): Walker {
  const slots: Float32Array[] = [];
  const store: SlotStore = {
    read: ({ index }) => slots[index]!.slice(),
    write: ({ index }, values) => slots[index]!.set(values),
  };
  const optimizer = createGraphOptimizer(normalise(spec), of, store);
  for (const { size, start } of optimizer.slots) slots.push(new Float32Array(size).fill(start));
  const weights = copy(start);
  const graphs = new Map<string, Graph>();

  const draw = (plan: StepPlan): Graph => {
    const builder = createBuilder('n');
    const named = (name: string, all: readonly { readonly shape?: readonly number[] }[]) =>
      all.map(({ shape }, i) => argument(`${name}${i}`, { type: 'float32', shape: shape! }));
    const outputs = optimizer.emit(plan, builder, {
      weights: named('w', of),
      gradients: named('g', of),
      slots: named('s', optimizer.slots satisfies readonly GraphSlot[]),
      numbers: argument('numbers', { type: 'float32', shape: [plan.numbers.length] }),
    });
    return { nodes: builder.nodes, ...outputs };
  };
  return {
    optimizer,
    weights,
    slots,
    graphs,
    step(gradients, learningRate) {
      const hasGradient = gradients.map((gradient) => gradient !== undefined);
      const plan = optimizer.step(learningRate, hasGradient);
      const graph = graphs.get(plan.key) ?? draw(plan);
      graphs.set(plan.key, graph);
      const entries = (name: string, all: readonly (Float32Array | undefined)[]) =>
        all.flatMap((values, i) => (values === undefined ? [] : [[`${name}${i}`, values] as const]));
      const fed = new Map([...entries('w', weights), ...entries('g', gradients), ...entries('s', slots), ['numbers', plan.numbers]]);
      const valueOf = evaluate(graph.nodes, fed);
      const [newWeights, newSlots] = [graph.weights.map(valueOf), graph.slots.map(valueOf)];
      newWeights.forEach((values, i) => (weights[i] = values.slice()));
      newSlots.forEach((values, i) => (slots[i] = values.slice()));
      return plan;
    },
  };
}

/** The largest difference of two numbers of an array, relative to the largest number of that, which others had been near to before. */
export const distance = (a: readonly Float32Array[], b: readonly Float32Array[]) =>
  Math.max(
    0,
    ...a.flatMap((values, i) => {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0.1);
      return Array.from(values, (value, q) => Math.abs(value - b[i]![q]!) / largest);
    }),
  );
