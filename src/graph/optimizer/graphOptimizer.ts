import { createOptimizer } from '../../optimizers/createOptimizer.ts';
import type { OptimizerMemory } from '../../optimizers/memory.ts';
import type { Optimizer, Parameter } from '../../optimizers/optimizer.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import { typed, type Builder } from '../builder.ts';
import type { Node, Ref } from '../value.ts';
import { graphArray, type GraphArray, type GraphSlot, type SlotStore } from './graphArray.ts';
import { graphLoops } from './graphLoops.ts';
import { graphMath, type Term } from './graphMath.ts';
import { inPlace, type InPlace } from './inPlace.ts';
import { createStepPlan, ONE, ZERO, type FullPlan, type StepPlan } from './stepPlan.ts';
import { createTape, type Call } from './tape.ts';

/**
 * An optimizer whose steps are nodes of a graph. The graph has weights and slots and computes with them; what depends on the number of
 * the step and on the learning rate is worked out here, and fed.
 */
export interface GraphOptimizer extends Omit<Optimizer, 'apply' | 'averages'> {
  /** What it remembers beside each weight, in order of making. */
  readonly slots: readonly GraphSlot[];
  /** Running means of the weights, where there are any and a step was made: slots of those indices. */
  readonly averages: readonly number[] | undefined;
  /**
   * Counts a step, and tells which it is and what it is fed. Cheap: to be called for each step, in order.
   * @param hasGradient Whether each weight has one: those without are left as they are. Default: all have.
   */
  step(learningRate: number, hasGradient?: readonly boolean[]): StepPlan;
  /** What operations may change where it lies in the steps of a plan, if it is held by variables: all of it or none. */
  held(plan: StepPlan): Held;
  /** Adds the nodes of the steps of a plan. */
  emit(plan: StepPlan, builder: Builder, inputs: StepInputs): StepOutputs;
  /** How many steps were made and all that follows from that, without the values of slots. */
  mark(): Snapshot;
  /** Goes back to the time of a mark of this optimizer, but for the values of slots. */
  rewind(mark: Snapshot): void;
}

/** By their places. */
export interface Held {
  readonly weights: readonly number[];
  readonly slots: readonly number[];
}

export interface StepInputs {
  /** One for each parameter, of its shape; of gradients those of weights that are not moved may be anything. */
  readonly weights: readonly Ref[];
  readonly gradients: readonly Ref[];
  /** Of what is held, variables. */
  readonly slots: readonly Ref[];
  /** Of each weight that is held, the variable. Default: none is, and so no slot. */
  readonly variables?: readonly (Ref | undefined)[];
  /** float32 [plan.numbers.length]. Not asked for where that is 0. */
  readonly numbers: Ref;
}

export interface StepOutputs {
  /** After the step. What it leaves as it is is the Ref that came in; so is what is held. */
  readonly weights: readonly Ref[];
  readonly slots: readonly Ref[];
  /** Operations that change what is held. */
  readonly changes: readonly Node[];
}

/**
 * @param parameters With their shapes, which are those of the refs.
 * @param store For snapshots, in which slots are as those of any other memory. Its slots are to hold their `start` at first.
 * @throws SpecError as createOptimizer does.
 */
export function createGraphOptimizer(value: NamedValue, parameters: readonly Parameter[], store: SlotStore): GraphOptimizer {
  const tape = createTape();
  const slots: GraphSlot[] = [];
  const arrays: GraphArray[] = [];
  let isMarking = false;
  const makeSlot = ({ size, shape = [size] }: Pick<Parameter, 'size' | 'shape'>, start: number): GraphArray => {
    const slot = { index: slots.length, shape, size, start };
    const array: GraphArray = {
      ref: graphArray(`slot${slot.index}`, shape, size).ref,
      get length() {
        return isMarking ? 0 : size;
      },
      slice: () => (isMarking ? new Float32Array(0) : store.read(slot)),
      set(values) {
        if (!isMarking) store.write(slot, values);
      },
    };
    slots.push(slot);
    arrays.push(array);
    return array;
  };
  const memory: OptimizerMemory<GraphArray> = {
    loops: graphLoops(tape),
    rounds: true,
    makeSlots: (made, start = 0) => made.map((parameter) => makeSlot(parameter, start)),
    settle: () => undefined,
    holds: () => true,
    dispose: () => undefined,
  };
  const arraysOf = (name: string) => parameters.map(({ size, shape = [size] }, i) => graphArray(`${name}${i}`, shape, size));
  const [weights, gradients] = [arraysOf('weight'), arraysOf('gradient')];
  const optimizer = createOptimizer(value, parameters, memory);
  const plans: FullPlan[] = [];
  const withoutSlots = <Result>(work: () => Result): Result => {
    isMarking = true;
    try {
      return work();
    } finally {
      isMarking = false;
    }
  };
  return {
    slots,
    get averages() {
      return optimizer.averages?.map((average) => arrays.indexOf(average));
    },
    step(learningRate, hasGradient) {
      tape.begin();
      optimizer.apply(
        weights,
        hasGradient ? gradients.map((gradient, i) => (hasGradient[i] ? gradient : undefined)) : gradients,
        learningRate,
      );
      for (let p = plans.length - 1; p >= 0; p--) if (plans[p]!.takes(tape.calls)) return plans[p]!;
      const plan = createStepPlan(String(plans.length), tape.calls, learningRate);
      plan.takes(tape.calls);
      plans.push(plan);
      return plan;
    },
    held({ key }) {
      const held = new Set([...changesOf(plans[Number(key)]!).values()].flatMap((change) => change.arrays));
      const placesIn = (all: readonly GraphArray[]) => all.flatMap((array, i) => (held.has(array) ? [i] : []));
      return { weights: placesIn(weights), slots: placesIn(arrays) };
    },
    emit({ key }, builder, inputs) {
      inputs.weights.forEach((ref, i) => (weights[i]!.ref = ref));
      inputs.gradients.forEach((ref, i) => (gradients[i]!.ref = ref));
      inputs.slots.forEach((ref, i) => (arrays[i]!.ref = ref));
      const variables = new Map(weights.flatMap((weight, i) => (inputs.variables?.[i] ? [[weight, inputs.variables[i]]] : [])));
      const changes = emitCalls(plans[Number(key)]!, builder, inputs.numbers, variables);
      return { weights: weights.map(({ ref }) => ref), slots: arrays.map(({ ref }) => ref), changes };
    },
    mark: () => withoutSlots(() => optimizer.save()),
    rewind: (mark) => withoutSlots(() => optimizer.restore(mark)),
    save: () => optimizer.save(),
    restore: (saved) => optimizer.restore(saved),
    dispose: () => optimizer.dispose(),
  };
}

/** Calls whose weight and slots no other call has to do with, and that one operation can make. */
function changesOf({ calls, places }: FullPlan): ReadonlyMap<Call, InPlace> {
  const uses = new Map<unknown, number>();
  for (const { arrays } of calls) for (const array of arrays) uses.set(array, (uses.get(array) ?? 0) + 1);
  let at = 0;
  return new Map(
    calls.flatMap((call) => {
      const first = at;
      at += call.numbers.length;
      const change = inPlace(call, (number) => places[first + number] === ZERO);
      return change?.arrays.every((array) => uses.get(array) === 1) === true ? [[call, change]] : [];
    }),
  );
}

/** @param variables Of weights that are held. @returns What changes these. */
function emitCalls(plan: FullPlan, builder: Builder, fed: Ref, variables: ReadonlyMap<GraphArray, Ref>): readonly Node[] {
  const { calls, places, numbers } = plan;
  const inPlaces = changesOf(plan);
  const changes: Node[] = [];
  const math = graphMath(builder);
  const count = numbers.length;
  const attributes = { T: typed('float32'), num: { kind: 'int', value: count }, axis: { kind: 'int', value: 0 } } as const;
  const scalar = { type: 'float32', shape: [] } as const;
  const scalars =
    count === 0
      ? []
      : builder.add(
          'Unpack',
          [fed],
          attributes,
          Array.from({ length: count }, () => scalar),
        );
  let at = 0;
  for (const call of calls) {
    const { emit, arrays, numbers, form } = call;
    const terms = numbers.map((): Term => {
      const place = places[at++]!;
      return place === ZERO ? 0 : place === ONE ? 1 : scalars[place]!;
    });
    const [weight, gradient] = arrays as readonly [GraphArray, GraphArray];
    const variable = variables.get(weight);
    if (variable === undefined) emit(math, arrays, terms, form);
    else {
      const change = inPlaces.get(call)!;
      const handles = [variable, ...change.arrays.slice(1).map(({ ref }) => ref)];
      changes.push(...change.emit(builder, handles, weight.ref, gradient.ref, terms));
    }
  }
  return changes;
}
