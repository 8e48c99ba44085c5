import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { rememberBackend } from '../backend/backendInUse.ts';
import { show, UsageError, type Issue } from '../errors.ts';
import type { Model } from '../model/model.ts';
import { ensureBackend } from '../node/ensureBackend.ts';
import type { ModelSpec } from '../spec/model.ts';
import { checkOptions, normaliseOptions, type Normalised } from '../spec/option.ts';
import type { TrainOptions } from '../train/options.ts';
import { trainWith } from '../train/train.ts';
import { createTrainer } from '../train/trainer.ts';
import { xorOptions, type XorOptions } from './xorOptions.ts';

/** The answer at one of the four points. */
export interface XorPrediction {
  readonly x: readonly [number, number];
  readonly expected: number;
  /** What the network gives: the probability of 1. */
  readonly output: number;
  readonly rounded: number;
}

/** What training one network came to. */
export interface XorRun {
  /** All four answers are right, at a loss below 0.01 (each is then within 0.04 of what it should be). */
  readonly solved: boolean;
  readonly steps: number;
  readonly milliseconds: number;
  /** Binary cross-entropy over the four points, after the last step. */
  readonly loss: number;
  /** The same before each step. */
  readonly losses: readonly number[];
  readonly predictions: readonly XorPrediction[];
  /** Layer by layer: `kernel[input][unit]` and `bias[unit]`. */
  readonly weights: readonly XorLayer[];
}

export interface XorLayer {
  readonly id: string;
  readonly kernel: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** The network's answers over a square: `values[row][column]` at x1 = minimum + column * step, x2 = minimum + row * step. */
export interface XorSurface {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly values: readonly (readonly number[])[];
}

export interface XorResult extends XorRun {
  readonly spec: ModelSpec;
  /** Given again, it gives the same run. */
  readonly seed: number;
  readonly surface: XorSurface;
  /** The same training without a hidden layer, and why it cannot succeed. */
  readonly withoutHidden: XorRun & { readonly why: string };
}

const points = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const expected = [0, 1, 1, 0] as const;
const SOLVED_BELOW = 0.01;

const WHY =
  'Without a hidden layer the answer depends on one weighted sum of x1 and x2, so 0 and 1 lie on two sides of a straight line; ' +
  'no line parts (0,1) and (1,0) from (0,0) and (1,1), and the best left is to answer 0.5 everywhere, at loss ln 2 = 0.693.';

/**
 * Trains a network with one hidden layer on XOR, and beside it one without, which cannot learn it.
 * @param options Seed (default: drawn at random), `hidden` units (8), `activation` (tanh), `learningRate` of Adam (0.1), `steps` at most (300), `signal`.
 * @returns Plain data: spec, losses, weights, predictions, decision surface.
 * @throws UsageError where an option is wrong; the reason of `signal` once that is aborted.
 */
export async function xor(options: XorOptions = {}): Promise<XorResult> {
  const { signal } = options;
  const issues = [...checkOptions(options, xorOptions, '', { subject: 'xor', also: ['signal'] }), ...checkSignal(signal)];
  if (issues.length > 0) throw new UsageError('the call of xor', issues);
  const settings = normaliseOptions(options, xorOptions);

  const putBack = rememberBackend();
  await ensureBackend('cpu'); // for so small a network nothing starts and runs faster
  try {
    const run = await learn(xorSpec(settings, true), signal, (model) => ({ seed: model.seed!, surface: surfaceOf(model) }));
    const seeded = { ...settings, seed: run.seed };
    const withoutHidden = await learn(xorSpec(seeded, false), signal, () => ({ why: WHY }));
    return { spec: xorSpec(seeded, true), ...run, withoutHidden };
  } finally {
    putBack();
  }
}

const checkSignal = (signal: unknown): readonly Issue[] =>
  signal === undefined || signal instanceof AbortSignal ? [] : [{ path: 'signal', expected: 'an AbortSignal', received: show(signal) }];

/** The network as a spec, with its hidden layer or without. A step is an epoch of one batch: all four points. */
function xorSpec({ hidden, activation, learningRate, steps, seed }: Settings, withHidden: boolean): ModelSpec {
  const hiddenLayer = { id: 'hidden', type: 'dense', units: hidden, activation } as const;
  const output = { id: 'output', type: 'dense', units: 1, activation: 'sigmoid' } as const;
  return {
    netspec: 1,
    name: 'xor',
    network: { input: [2], layers: withHidden ? [hiddenLayer, output] : [output] },
    training: {
      loss: 'binaryCrossentropy',
      optimizer: { type: 'adam', learningRate },
      epochs: steps,
      batchSize: points.length,
      shuffle: false,
      ...(seed === undefined ? {} : { seed }),
    },
  };
}

type Settings = Omit<Normalised<typeof xorOptions>, 'seed'> & { readonly seed?: number };

/** Trains a network and tells how it went, with what `look` sees in the model before it goes. */
async function learn<T>(spec: ModelSpec, signal: AbortSignal | undefined, look: (model: Model) => T): Promise<XorRun & T> {
  const data = { xs: points, ys: expected.map((y) => [y]) };
  const start = performance.now();
  const stopWhen: TrainOptions['stopWhen'] = ({ metrics }) => metrics['loss']! < SOLVED_BELOW;
  const model = await trainWith(await createTrainer(spec, data, { stopWhen, ...(signal ? { signal } : {}) }));
  const milliseconds = performance.now() - start;
  try {
    const losses = model.history['loss']!;
    const outputs = answersAt(model, points);
    const predictions = points.map((x, i) => ({ x, expected: expected[i]!, output: outputs[i]!, rounded: Math.round(outputs[i]!) }));
    const loss = crossEntropy(predictions);
    const solved = loss < SOLVED_BELOW && predictions.every((point) => point.rounded === point.expected);
    return { solved, steps: losses.length, milliseconds, loss, losses, predictions, weights: weightsOf(model), ...look(model) };
  } finally {
    model.dispose();
  }
}

/** All points in one batch. */
const answersAt = ({ layersModel }: Model, xs: readonly (readonly [number, number])[]): number[] =>
  tf.tidy(() => {
    const output = layersModel.predictOnBatch(tf.tensor2d(Float32Array.from(xs.flat()), [xs.length, 2])) as Tensor;
    return Array.from(output.dataSync());
  });

function crossEntropy(predictions: readonly XorPrediction[]): number {
  // An output of exactly 0 or 1 would make an infinite loss of a rounding.
  const right = predictions.map(({ expected: y, output }) => Math.max(y === 1 ? output : 1 - output, 1e-7));
  return right.reduce((sum, share) => sum - Math.log(share), 0) / right.length;
}

function weightsOf({ layersModel }: Model): XorLayer[] {
  return layersModel.layers
    .filter((layer) => layer.weights.length > 0)
    .map((layer) => {
      const [kernel, bias] = layer.getWeights();
      return { id: layer.name, kernel: kernel!.arraySync() as number[][], bias: bias!.arraySync() as number[] };
    });
}

/** From a quarter outside the four points; the grid meets them. */
function surfaceOf(model: Model): XorSurface {
  const [minimum, maximum, size] = [-0.25, 1.25, 37];
  const step = (maximum - minimum) / (size - 1);
  const at = Array.from({ length: size }, (_, i) => minimum + i * step);
  const outputs = answersAt(
    model,
    at.flatMap((x2) => at.map((x1) => [x1, x2] as const)),
  );
  return { minimum, maximum, step, values: at.map((_, row) => outputs.slice(row * size, (row + 1) * size)) };
}
