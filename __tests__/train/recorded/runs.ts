import { expect } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createTrainer, type ModelSpec, type TrainData, type Trainer, type TrainOptions } from 'netspec';
import { tf } from '#tf';
import { isLong } from '../../long/isLong.ts';
import { expectStep, tellStep, type StepInfo } from './toldStep.ts';

export const backends = ['cpu', 'wasm'] as const;
export type BackendName = (typeof backends)[number];

/** A step is run by itself a few times before it is recorded, and a batch with fewer rows is recorded apart. */
export const EPOCHS = isLong ? 25 : 5;
/** Two steps an epoch, of four rows and of two. */
export const ROWS = 6;
const BATCH_SIZE = 4;

/** What is trained, anew for each training. */
export interface Subject {
  readonly model: ModelSpec | (() => LayersModel);
  readonly data: TrainData;
  readonly options?: TrainOptions;
}

/** Bit for bit what a training came to. */
export interface Trained {
  readonly weights: readonly Float32Array[];
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly ended: Trainer['ended'];
  /** Mean over each batch. */
  readonly losses: readonly number[];
}

/** A copy of all weights of a model, bit for bit, in its order. */
export const weightsOf = (layersModel: LayersModel): readonly Float32Array[] =>
  layersModel.getWeights().map((weight) => Float32Array.from(weight.dataSync()));

/** A trainer that tells its step to a list. */
export async function start(
  step: 'auto' | 'eager',
  { model, data, options }: Subject,
  backend: BackendName,
  { infos = [], ...more }: TrainOptions & { readonly infos?: StepInfo[] } = {},
): Promise<Trainer> {
  const base = { epochs: EPOCHS, batchSize: BATCH_SIZE, seed: 3 };
  const spec = typeof model === 'function' ? model() : model;
  return await createTrainer(spec as ModelSpec, data, {
    ...base,
    ...options,
    ...more,
    ...tellStep(infos),
    step,
    backend,
  } as TrainOptions);
}

/** Goes through a training to its end. */
export async function finish(trainer: Trainer): Promise<Omit<Trained, 'losses'>> {
  while ((await trainer.next()) !== undefined);
  const { history, ended } = trainer;
  const model = await trainer.finish();
  const weights = weightsOf(model.layersModel);
  model.dispose();
  return { weights, history, ended };
}

/** How much TF.js holds. */
export function inMemory(): { readonly numTensors: number; readonly numDataBuffers: number } {
  const { numTensors, numDataBuffers } = tf.memory();
  return { numTensors, numDataBuffers };
}

/** A whole training, which leaves nothing behind. */
export async function trainBy(
  step: 'auto' | 'eager',
  subject: Subject,
  backend: BackendName,
  more: TrainOptions & { readonly infos?: StepInfo[] } = {},
): Promise<Trained> {
  const before = inMemory();
  const losses: number[] = [];
  const callbacks = [...(subject.options?.callbacks ?? []), ...(more.callbacks ?? [])];
  const watch = { onBatchEnd: ({ loss }: { readonly loss: number }) => void losses.push(loss) };
  const trained = await finish(await start(step, subject, backend, { ...more, callbacks: [...callbacks, watch] }));
  expect(inMemory()).toEqual(before);
  return { ...trained, losses };
}

/** What a training should tell of its step. */
export interface Expected {
  readonly step: StepInfo['step'];
  readonly reason?: RegExp;
}

/** Trains both ways, and holds the one to the other, bit for bit. Gives what came out. */
export async function expectAlike(
  subject: Subject,
  backend: BackendName,
  { step, reason }: Expected = { step: 'recorded' },
): Promise<Trained> {
  const eager = await trainBy('eager', subject, backend);
  const infos: StepInfo[] = [];
  const auto = await trainBy('auto', subject, backend, { infos });
  expectSame(auto, eager);
  expectStep(infos, step, reason);
  return eager;
}

/** Every number is the same, bit for bit; of many that differ, a few are told. */
export function expectSame(received: Trained, expected: Trained): void {
  const { weights, ...rest } = received;
  expect(rest).toEqual({ ended: expected.ended, history: expected.history, losses: expected.losses });
  expect(weights.map(({ length }) => length)).toEqual(expected.weights.map(({ length }) => length));
  const different = weights.flatMap((values, i) =>
    [...values].flatMap((value, q) => {
      const other = expected.weights[i]![q]!;
      return Object.is(value, other) ? [] : [`weights[${i}][${q}]: ${value} in place of ${other}`];
    }),
  );
  expect(different.slice(0, 5)).toEqual([]);
}

/** It went through to the end on finite numbers that changed from step to step: equal results of nothing say nothing. */
export function expectTrained({ losses, ended, weights }: Trained): void {
  expect(ended).toBe('completed');
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(weights.every((values) => values.every(Number.isFinite))).toBe(true);
  expect(new Set(losses).size).toBeGreaterThan(Math.min(losses.length / 2, 5));
}
