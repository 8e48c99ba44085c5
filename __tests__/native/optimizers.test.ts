import { beforeAll, describe, expect, test } from '@jest/globals';
import { nativeBackend } from '../../src/graph/binding.ts';
import { addonNow } from '../../src/graph/library.ts';
import { buildLoop, type Loop } from '../../src/graph/loop.ts';
import { createGraphOptimizer, type GraphOptimizer } from '../../src/graph/optimizer/graphOptimizer.ts';
import type { StepPlan } from '../../src/graph/optimizer/stepPlan.ts';
import { readHeld } from '../../src/graph/held.ts';
import type { Ref, ValueSlot } from '../../src/graph/value.ts';
import { useBackend } from '../../src/node/backend.ts';
import { optimizers, type OptimizerSpec } from '../../src/spec/optimizers.ts';
import { isLong } from '../long/isLong.ts';
import { spread, testOfWhole } from '../long/spread.ts';
import { isNativeAsked } from '../backends.ts';
import { copy, distance, parameters, problem } from '../graph/optimizer/walk.ts';
import { variants } from '../optimizers/variants.ts';
import { make, normalise } from '../optimizers/walk.ts';

const FLOAT = 1;
const INT = 3;
const shapes = parameters.map(({ shape }) => shape!);
const slotsOf = (shapes: readonly (readonly number[])[]) => shapes.map((shape): ValueSlot => ({ type: 'float32', shape }));
/** Rates that change, over 0 too. */
const rateOf = (step: number) => 0.01 * (step === 12 ? 0 : 1 + (step % 3));

/** A graph of one step of a plan, to which the gradients are what no step changes. */
const graphOf = (optimizer: GraphOptimizer, plan: StepPlan, isCompiled: boolean): Loop => {
  const { weights: heldWeights, slots: heldSlots } = optimizer.held(plan);
  return buildLoop(
    {
      inputs: [],
      numbers: plan.numbers.length,
      keys: 0,
      fixed: slotsOf(shapes),
      state: slotsOf([...shapes, ...optimizer.slots.map(({ shape }) => shape)]),
      held: [...heldWeights, ...heldSlots.map((slot) => shapes.length + slot)],
      told: 1,
      answers: [],
      build(builder, { fixed, numbers, state }) {
        const isHeld = ({ type }: Ref) => type === 'resource';
        const [own, slots] = [state.slice(0, shapes.length), state.slice(shapes.length)];
        const variables = own.map((ref) => (isHeld(ref) ? ref : undefined));
        const weights = own.map((ref) => (isHeld(ref) ? readHeld(builder, ref) : ref));
        const { changes, ...after } = optimizer.emit(plan, builder, { weights, variables, gradients: fixed, slots, numbers });
        return { state: [...after.weights, ...after.slots], changes, told: [builder.number(0)], answers: [] };
      },
    },
    { most: 1, isCompiled },
  );
};

/** The weights and their running means after all steps, by graphs of TensorFlow. */
function walkNatively(spec: OptimizerSpec, { weights, gradients }: ReturnType<typeof problem>, isCompiled: boolean) {
  const addon = addonNow()!;
  const { binding } = nativeBackend();
  const unused = () => {
    throw new Error('values of slots were asked for');
  };
  const optimizer = createGraphOptimizer(normalise(spec), parameters, { read: unused, write: unused });
  const stateShapes = [...shapes, ...optimizer.slots.map(({ shape }) => shape)];
  let state = [...copy(weights), ...optimizer.slots.map(({ size, start }) => new Float32Array(size).fill(start))];
  const graphs = new Map<string, Loop & { readonly id: number }>();
  gradients.forEach((each, step) => {
    const plan = optimizer.step(rateOf(step));
    if (!graphs.has(plan.key)) {
      const loop = graphOf(optimizer, plan, isCompiled);
      graphs.set(plan.key, { ...loop, id: addon.load(loop.file) });
    }
    const { id, feeds, fetches } = graphs.get(plan.key)!;
    const fed = [
      binding.createTensor([], INT, Int32Array.of(1)),
      binding.createTensor([1, plan.numbers.length], FLOAT, plan.numbers),
      binding.createTensor([1, 0], INT, new Int32Array(0)),
      ...each.map((values, i) => binding.createTensor(shapes[i]!, FLOAT, values)),
      ...state.map((values, i) => binding.createTensor(stateShapes[i]!, FLOAT, values)),
    ];
    const made = addon.run(id, fed, feeds, fetches).map((tensor) => tensor.id);
    state = state.map((_, i) => (binding.tensorDataSync(made[i]!) as Float32Array).slice());
    for (const tensor of [...fed, ...made]) binding.deleteTensor(tensor);
  });
  for (const { id } of graphs.values()) addon.free(id);
  const slots = state.slice(shapes.length);
  return { weights: state.slice(0, shapes.length), averages: optimizer.averages?.map((index) => slots[index]!) };
}

function expectTheSame(spec: OptimizerSpec, isCompiled: boolean): void {
  const given = problem(7);
  const plain = make(spec, parameters);
  const expected = copy(given.weights);
  given.gradients.forEach((each, step) => plain.apply(expected, copy(each), rateOf(step)));
  const graph = walkNatively(spec, given, isCompiled);
  expect(distance(expected, given.weights)).toBeGreaterThan(1e-5);
  expect(distance(expected, graph.weights)).toBeLessThan(1e-6);
  expect(graph.averages?.length).toBe(plain.averages?.length);
  expect(distance(plain.averages ?? [], graph.averages ?? [])).toBeLessThan(1e-6);
}

const all = { gradientAccumulationSteps: 3, useEma: true, globalClipNorm: 1, weightDecay: 0.1, learningRateMultipliers: { other: 0.5 } };
/** That of all optimizers; what else there is of one goes with all together. */
const common = [{}, { clipNorm: 0.5, weightDecay: 0.1 }, { clipValue: 0.5, useEma: true }, all];

(isNativeAsked ? describe : describe.skip).each(Object.keys(optimizers))('%s', (type) => {
  beforeAll(() => useBackend('native'));
  const specOf = (options: object) => ({ type, ...options }) as unknown as OptimizerSpec;

  const specs = [...common, ...(variants[type] ?? []).map((form) => ({ ...form, ...all }))].map(specOf);
  test.each(spread(specs, common.length, Object.keys(optimizers).indexOf(type) % common.length))(
    'TensorFlow makes the steps in a graph that are made over arrays: %j',
    (spec) => expectTheSame(spec, false),
  );

  // It compiles for a second or two: a few, and all where there is time.
  (isLong || ['sgd', 'adam', 'lion'].includes(type) ? testOfWhole : test.skip)('XLA makes them, too', () =>
    expectTheSame(specOf(all), true),
  );
});
