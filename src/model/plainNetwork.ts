import { multiply, panelFor } from '../backend/kernels/multiply.ts';
import { softmaxRow } from '../backend/kernels/softmaxRow.ts';
import { MOST_WEIGHTS } from '../backend/tiny.ts';
import { isChain } from '../spec/isChain.ts';
import type { NormalisedNetwork } from '../spec/normalised.ts';
import type { Compute } from './answerFrames.ts';
import { createBreather } from '../turns/breathe.ts';

const ROWS_AT_ONCE = 1024;

/** Turns what a layer sums up, [rows, units], into its answers, in place. */
type Activation = (values: Float32Array, units: number) => void;

const each =
  (activate: (x: number) => number): Activation =>
  (values) => {
    for (let q = 0; q < values.length; q++) values[q] = activate(values[q]!);
  };

/** As TF.js's plain JavaScript computes them: each number on the way is rounded to 32 bits. */
const activations: Readonly<Record<string, Activation | undefined>> = {
  linear: () => undefined,
  relu: each((x) => Math.max(0, x)),
  sigmoid: each((x) => 1 / (1 + Math.exp(-x))),
  softmax(values, units) {
    for (let from = 0; from < values.length; from += units) softmaxRow(values, values, from, from + units);
  },
  tanh: each(Math.tanh),
};

/** Whether `plainNetwork` answers for a network: a small chain of dense layers, with dropout or without. */
export function isPlain(network: NormalisedNetwork): boolean {
  if (!isChain(network)) return false;
  const { shape, dtype, batchSize } = network.inputs[0]!;
  if (shape.length !== 1 || shape[0] === null || dtype !== 'float32' || batchSize !== undefined) return false;
  let width = shape[0]!;
  let weights = 0;
  for (const { type, options } of network.layers) {
    if (type === 'dropout') continue;
    const { units, activation, dtype: of = 'float32' } = options;
    if (type !== 'dense' || of !== 'float32' || activations[activation as string] === undefined) return false;
    weights += (width + 1) * (units as number);
    width = units as number;
  }
  return weights <= MOST_WEIGHTS;
}

/**
 * What a network answers, without TF.js: the same, bit for bit, as on its plain JavaScript (`cpu`).
 * @param network One that `isPlain`.
 * @param weights By layer and name: `dense_1/kernel`, [inputs, units], and `dense_1/bias`, [units].
 */
export function plainNetwork(network: NormalisedNetwork, weights: ReadonlyMap<string, Float32Array>): Compute {
  const layers = network.layers
    .filter(({ type }) => type === 'dense')
    .map(({ id, options }) => ({
      units: options['units'] as number,
      kernel: weights.get(`${id}/kernel`)!,
      bias: weights.get(`${id}/bias`),
      activate: activations[options['activation'] as string]!,
    }));
  const width = network.inputs[0]!.shape[0]!;
  const units = layers.at(-1)?.units ?? width;

  // [rows, width] -> [rows, units]
  const forward = (inputs: Float32Array, rows: number): Float32Array => {
    let from = inputs;
    for (const { units, kernel, bias, activate } of layers) {
      const sums = new Float32Array(rows * units);
      const shared = from.length / rows;
      const left = { values: from, start: 0, down: shared, across: 1 };
      const right = { values: kernel, start: 0, down: units, across: 1 };
      const sizes = { rows, shared, columns: units, firstColumn: 0, endColumn: units };
      multiply(left, right, { values: sums, start: 0 }, sizes, panelFor(sizes));
      if (bias !== undefined) for (let q = 0; q < sums.length; q++) sums[q]! += bias[q % units]!;
      activate(sums, units);
      from = sums;
    }
    return from;
  };

  return async ([table], signal) => {
    const { values, rows } = table!;
    const answers = new Float32Array(rows * units);
    const breathe = createBreather(signal);
    for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
      signal?.throwIfAborted();
      await breathe();
      const end = Math.min(start + ROWS_AT_ONCE, rows);
      answers.set(forward((values as Float32Array).subarray(start * width, end * width), end - start), start * units);
    }
    return [{ values: answers, shape: [units], rows, dtype: 'float32' }];
  };
}
