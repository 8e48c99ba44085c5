import type { Variable } from '@tensorflow/tfjs-core';
import { emitDrawing } from '../../../graph/draw.ts';
import { emit, lastAssigned, needed, wanted } from '../../../graph/emit.ts';
import type { StepRefs, StepShape } from '../../../graph/loop.ts';
import type { GraphOptimizer } from '../../../graph/optimizer/graphOptimizer.ts';
import type { StepPlan } from '../../../graph/optimizer/stepPlan.ts';
import type { Recording } from '../../../graph/recording.ts';
import { record } from '../../../graph/record.ts';
import type { Builder } from '../../../graph/builder.ts';
import { readHeld } from '../../../graph/held.ts';
import { slice, wholeNumbers } from '../../../graph/shaping.ts';
import type { Ref, ValueSlot } from '../../../graph/value.ts';
import type { ModelWeight } from '../parameters.ts';
import type { BatchInput } from './keptTables.ts';

/** What a recorded step is made of, as a graph needs it. */
export interface RecordedStep {
  readonly recording: Recording;
  /** Tensors of a batch that it reads, by their place among all. */
  readonly inputs: readonly BatchInput[];
  /** Variables that it reads and never changes. */
  readonly fixed: readonly Variable[];
  /** Variables that it changes: those that are trained, then what layers keep, such as moving means. */
  readonly state: readonly Variable[];
  /** What is drawn in each step. */
  readonly drawn: Recording['drawn'];
}

/** @returns In a few words why a graph cannot do it. */
export function readStep(recording: Recording, weights: readonly ModelWeight[]): RecordedStep | string {
  const used = needed(recording, wanted(recording));
  const trained = weights.map(({ variable }) => variable);
  const kept = lastAssigned(recording.assigned).map(({ variable }) => variable);
  if (kept.some((variable) => trained.includes(variable))) return 'gives a trained weight other values itself';
  const state = [...trained, ...kept];
  const inputs: BatchInput[] = [];
  const fixed: Variable[] = [];
  recording.values.forEach(({ origin, type, shape }, place) => {
    if (!used.has(place)) return;
    if (origin.kind === 'input') inputs.push({ index: origin.index, slot: { type, shape } });
    else if (origin.kind === 'variable' && !state.includes(origin.variable)) fixed.push(origin.variable);
  });
  return { recording, inputs, fixed, state, drawn: recording.drawn };
}

/**
 * A step as nodes: forward and backward as recorded, then the optimizer, then constraints.
 * @param parts How many results stand before the answers: the loss, and the part of each output in it where there are several.
 */
export function shapeOf(
  { recording, inputs, fixed, state, drawn }: RecordedStep,
  {
    weights,
    optimizer,
    plan,
    told,
    answers,
    wantOutputs,
  }: {
    readonly weights: readonly ModelWeight[];
    readonly optimizer: GraphOptimizer;
    readonly plan: StepPlan;
    readonly told: number;
    readonly answers: number;
    readonly wantOutputs: boolean;
  },
): StepShape {
  const slotOf = (place: number): ValueSlot => recording.values[place]!;
  const { results } = recording;
  const toldPlaces = results.slice(0, told) as number[];
  const answerPlaces = wantOutputs ? (results.slice(told, told + answers) as number[]) : [];
  const gradientPlaces = results.slice(told + answers);
  const kept = lastAssigned(recording.assigned).map(({ value }) => value);
  const found = gradientPlaces.filter((place) => place !== undefined);
  const held = heldBy();
  const variableSlot = ({ shape, dtype }: Variable): ValueSlot => ({ type: dtype as 'float32', shape });
  return {
    inputs: inputs.map(({ slot }) => slot),
    numbers: plan.numbers.length,
    keys: 2 * drawn.length,
    fixed: fixed.map(variableSlot),
    state: [...state.map(variableSlot), ...optimizer.slots.map(({ shape }): ValueSlot => ({ type: 'float32', shape }))],
    held,
    told,
    answers: answerPlaces.map(slotOf),
    build(builder, refs) {
      const read = { ...refs, state: refs.state.map((ref, k) => (k < weights.length && isHeld(ref) ? readHeld(builder, ref) : ref)) };
      const given = givenBy(builder, read);
      const all = emit(builder, recording, [...toldPlaces, ...answerPlaces, ...found, ...kept], given);
      let at = 0;
      const take = (count: number) => all.slice(at, (at += count));
      const toldRefs = take(toldPlaces.length);
      const answerRefs = take(answerPlaces.length);
      const gradients = take(found.length);
      const keptRefs = take(kept.length);
      let next = 0;
      const moved = optimizer.emit(plan, builder, {
        weights: read.state.slice(0, weights.length),
        gradients: gradientPlaces.map((place, i) => (place === undefined ? read.state[i]! : gradients[next++]!)),
        slots: read.state.slice(state.length),
        variables: refs.state.slice(0, weights.length).map((ref) => (isHeld(ref) ? ref : undefined)),
        numbers: read.numbers,
      });
      const bounded = moved.weights.map((ref, i) => constrained(builder, weights[i]!, ref));
      return { told: toldRefs, answers: answerRefs, state: [...bounded, ...keptRefs, ...moved.slots], changes: moved.changes };
    },
  };

  /** What the optimizer changes where it lies: not where something comes after it. */
  function heldBy(): readonly number[] {
    if (weights.some(({ constraint }) => constraint)) return [];
    const { weights: own, slots } = optimizer.held(plan);
    return [...own, ...slots.map((slot) => state.length + slot)];
  }

  function givenBy(builder: Builder, read: StepRefs): Map<number, Ref> {
    const given = new Map<number, Ref>();
    const fed = new Map(inputs.map(({ index }, k) => [index, read.inputs[k]!]));
    recording.values.forEach(({ origin }, place) => {
      if (origin.kind === 'input' && fed.has(origin.index)) given.set(place, fed.get(origin.index)!);
      if (origin.kind !== 'variable') return;
      const ref = state.includes(origin.variable) ? read.state[state.indexOf(origin.variable)] : read.fixed[fixed.indexOf(origin.variable)];
      if (ref !== undefined) given.set(place, ref);
    });
    const used = needed(recording, wanted(recording));
    drawn.forEach(({ drawing, value }, k) => {
      if (used.has(value)) given.set(value, emitDrawing(builder, drawing, keysOf(builder, read.keys, k), slotOf(value).shape));
    });
    return given;
  }
}

const isHeld = ({ type }: Ref): boolean => type === 'resource';

const keysOf = (builder: Builder, keys: Ref, drawing: number): Ref =>
  slice(builder, keys, wholeNumbers(builder, [2 * drawing]), { type: 'uint32', shape: [2] });

/** A weight within its bounds. */
function constrained(builder: Builder, { constraint, variable }: ModelWeight, ref: Ref): Ref {
  if (!constraint) return ref;
  const { result, recording } = record(() => constraint.apply(variable), { inputs: [variable], tensorsOf: (tensor) => [tensor] });
  result.dispose();
  if (typeof recording === 'string') throw new Error(`a constraint ${recording}`);
  const input = recording.values.findIndex(({ origin }) => origin.kind === 'input');
  return emit(builder, recording, [recording.results[0]!], new Map([[input, ref]]))[0]!;
}
