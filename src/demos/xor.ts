import { show, UsageError, type Issue } from '../errors.ts';
import type { ModelSpec } from '../spec/model.ts';
import { checkOptions, normaliseOptions, type Normalised } from '../spec/option.ts';
import type { Learned } from './lesson.ts';
import { learnPlainly } from './plainXor.ts';
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

  const seeded = { ...settings, seed: settings.seed ?? Math.floor(Math.random() * 2 ** 31) };
  const spec = xorSpec(seeded, true);
  const run = await learn(spec, seeded.seed, signal, async (learned) => ({ seed: seeded.seed, surface: await surfaceOf(learned) }));
  const withoutHidden = await learn(xorSpec(seeded, false), seeded.seed, signal, () => ({ why: WHY }));
  return { spec, ...run, withoutHidden };
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
      seed,
    },
  };
}

type Settings = Omit<Normalised<typeof xorOptions>, 'seed'> & { readonly seed: number };

/** Trains a network and tells how it went, with what `look` sees in it before it goes. */
async function learn<T>(
  spec: ModelSpec,
  seed: number,
  signal: AbortSignal | undefined,
  look: (learned: Learned) => T | Promise<T>,
): Promise<XorRun & T> {
  const lesson = { xs: points, ys: expected.map((y) => [y]), stopBelow: SOLVED_BELOW, signal };
  signal?.throwIfAborted();
  const start = performance.now();
  const learned = (await learnPlainly(spec, seed, lesson)) ?? (await (await import('./trainedXor.ts')).learnByTrainer(spec, lesson));
  const milliseconds = performance.now() - start;
  try {
    const { losses } = learned;
    const outputs = await learned.answers(points);
    const predictions = points.map((x, i) => ({ x, expected: expected[i]!, output: outputs[i]!, rounded: Math.round(outputs[i]!) }));
    const loss = crossEntropy(predictions);
    const solved = loss < SOLVED_BELOW && predictions.every((point) => point.rounded === point.expected);
    return { solved, steps: losses.length, milliseconds, loss, losses, predictions, weights: layersOf(learned), ...(await look(learned)) };
  } finally {
    learned.dispose();
  }
}

function crossEntropy(predictions: readonly XorPrediction[]): number {
  // An output of exactly 0 or 1 would make an infinite loss of a rounding.
  const right = predictions.map(({ expected: y, output }) => Math.max(y === 1 ? output : 1 - output, 1e-7));
  return right.reduce((sum, share) => sum - Math.log(share), 0) / right.length;
}

function layersOf({ weights }: Learned): XorLayer[] {
  const ids = [...new Set(weights.map(({ layer }) => layer))];
  return ids.map((id) => {
    const [kernel, bias] = weights.filter(({ layer }) => layer === id);
    const [inputs, units] = kernel!.shape as [number, number];
    const row = (input: number) => Array.from(kernel!.values.subarray(input * units, (input + 1) * units));
    return { id, kernel: Array.from({ length: inputs }, (_, input) => row(input)), bias: Array.from(bias!.values) };
  });
}

/** From a quarter outside the four points; the grid meets them. */
async function surfaceOf(learned: Learned): Promise<XorSurface> {
  const [minimum, maximum, size] = [-0.25, 1.25, 37];
  const step = (maximum - minimum) / (size - 1);
  const at = Array.from({ length: size }, (_, i) => minimum + i * step);
  const outputs = await learned.answers(at.flatMap((x2) => at.map((x1) => [x1, x2])));
  return { minimum, maximum, step, values: at.map((_, row) => outputs.slice(row * size, (row + 1) * size)) };
}
