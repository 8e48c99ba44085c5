import { expect } from '@jest/globals';
import { createTrainer, type Callback, type ModelSpec, type Trainer, type TrainOptions } from 'netspec';
import { tf } from '#tf';
import { nativeBackend } from '../../src/graph/binding.ts';
import { addonNow, offerGraphs, type Addon, type Memory } from '../../src/graph/library.ts';
import type { Course } from '../../src/train/step/graphs/course.ts';
import { finish, type Subject, type Trained } from '../train/recorded/runs.ts';
import { expectStep, tellStep, type StepInfo } from '../train/recorded/toldStep.ts';

/** What a training came to, but for the losses of its steps. */
export type Ended = Omit<Trained, 'losses'>;

type More = TrainOptions & { readonly infos?: StepInfo[] };

/** Five steps an epoch, four of which may go in one call, and one of two rows. */
export const ROWS = 18;
const base = { epochs: 10, batchSize: 4, seed: 3, validationSplit: 0 };

/** A trainer on native bindings that tells its step to a list. */
export async function start(
  step: 'auto' | 'eager',
  { model, data, options }: Subject,
  { infos = [], ...more }: More = {},
): Promise<Trainer> {
  const spec = typeof model === 'function' ? model() : model;
  const all = { ...base, ...options, ...more, ...tellStep(infos), step, backend: 'native' };
  return await createTrainer(spec as ModelSpec, data, all as TrainOptions);
}

/** How much TF.js and TensorFlow hold. */
export function inMemory(): object {
  const { numTensors, numDataBuffers } = tf.memory();
  return { numTensors, numDataBuffers, handles: (nativeBackend() as unknown as { getNumOfTFTensors(): number }).getNumOfTFTensors() };
}

/** A whole training, which leaves nothing behind. */
export async function trainBy(step: 'auto' | 'eager', subject: Subject, more: More = {}): Promise<Ended> {
  const before = inMemory();
  const trained = await finish(await start(step, subject, more));
  expect(inMemory()).toEqual(before);
  return trained;
}

/** Does work while calls of the addon are others. */
export async function withAddon<Result>(change: (addon: Addon) => Partial<Addon>, work: () => Promise<Result>): Promise<Result> {
  const addon = addonNow()!;
  offerGraphs(tf.backend(), { ...addon, ...change(addon) });
  try {
    return await work();
  } finally {
    offerGraphs(tf.backend(), addon);
  }
}
/** A memory that says so of all graphs. */
export const taking = (course: Course): Memory => ({
  read: (name) => (name.endsWith(' 0') ? JSON.stringify(course) : undefined),
  claim: () => undefined,
});
/** XLA is never asked. */
export const plainAlways: Course = { turns: [], until: null, most: 0 };
/** XLA makes all steps of graphs. */
export const xlaAlways: Course = { turns: [0], until: null, most: 4 };
/** What TensorFlow does with a graph that it cannot run. */
export const refused = (): never => {
  throw new Error('no such kernel\nat node b17');
};

/** Has a training's steps be made one by one, as a program looks after each. */
export const watching = { callbacks: [{ onBatchEnd: () => undefined } satisfies Callback] };

/** How far numbers are apart, as a share of the largest of them. */
export function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(one).toHaveLength(other.length);
  let [away, largest] = [0, 0];
  for (let i = 0; i < other.length; i++) {
    if (Number.isNaN(one[i]!) || Number.isNaN(other[i]!)) return NaN;
    away = Math.max(away, Math.abs(one[i]! - other[i]!));
    largest = Math.max(largest, Math.abs(other[i]!));
  }
  return away === 0 ? 0 : away / largest;
}

/** The weights that are farther apart than a millionth, by their places, and numbers of the history, by their names. */
export function apart(received: Ended, expected: Ended, limit = 1e-6): readonly string[] {
  expect(received.ended).toBe(expected.ended);
  expect(received.weights).toHaveLength(expected.weights.length);
  expect(Object.keys(received.history)).toEqual(Object.keys(expected.history));
  const told = (name: string, one: ArrayLike<number>, other: ArrayLike<number>): readonly string[] => {
    const away = distance(one, other);
    return away <= limit ? [] : [`${name}: ${away.toExponential(0)}`];
  };
  return [
    ...expected.weights.flatMap((values, i) => told(`weight ${i}`, received.weights[i]!, values)),
    ...Object.entries(expected.history).flatMap(([name, values]) => told(name, received.history[name]!, values)),
  ];
}

export interface Alike {
  readonly step?: StepInfo['step'];
  readonly reason?: RegExp;
  /** Weights that hold nothing but noise of rounding, by their places. */
  readonly noise?: readonly number[];
  readonly more?: More;
}

/** Trains by graphs and operation by operation, and holds the one to the other. Gives what the latter came to. */
export async function expectAlike(
  subject: Subject,
  { step = 'recorded', reason = /./, noise = [], more = {} }: Alike = {},
): Promise<Ended> {
  const eager = await trainBy('eager', subject, more);
  const infos: StepInfo[] = [];
  const auto = await trainBy('auto', subject, { ...more, infos });
  const without = ({ weights, ...rest }: Ended): Ended => ({ ...rest, weights: weights.filter((_, i) => !noise.includes(i)) });
  expect(apart(without(auto), without(eager))).toEqual([]);
  expectStep(infos, step, reason);
  return eager;
}

/** It went through to the end, on numbers that are finite and changed. */
export function expectTrained({ weights, history, ended }: Ended): void {
  expect(ended).toBe('completed');
  expect(weights.every((values) => values.every(Number.isFinite))).toBe(true);
  expect(new Set(history['loss']).size).toBeGreaterThan(1);
}
