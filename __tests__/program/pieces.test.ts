import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Variable, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { InTurns } from '../../src/turns/inTurns.ts';
import { useBackend } from '../../src/node/backend.ts';
import { machineNow } from '../../src/program/machineNow.ts';
import { createProgram, type Program } from '../../src/program/program.ts';
import { record } from '../../src/program/record.ts';
import { simplify } from '../../src/program/simplify.ts';
import { spread } from '../long/spread.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { shareValues } from '../../src/train/step/sharedValues.ts';

leaveNoTensors();

type Compute = (...tensors: Tensor[]) => Tensor[];
/** A product or a convolution of so many multiplications that it is cut on both backends. */
type Case = readonly [name: string, shapes: readonly number[][], compute: Compute];

const multiply = (transposeA: boolean, transposeB: boolean) => (a: Tensor, b: Tensor) => [
  tf.matMul(a as Tensor2D, b as Tensor2D, transposeA, transposeB),
];
const convolve = (x: Tensor, filter: Tensor) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same');
const convolved: readonly number[][] = [
  [45, 24, 24, 12],
  [3, 3, 12, 30],
];
const convolveEach = (x: Tensor, filter: Tensor) => tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, 1, 'same');
const separable: readonly number[][] = [
  [41, 24, 24, 24],
  [3, 3, 24, 2],
];
const cases: readonly Case[] = [
  ['a product', [[601, 401], [401, 301]], multiply(false, false)], // prettier-ignore
  ['a product whose first matrix lies on its side', [[401, 601], [401, 301]], multiply(true, false)], // prettier-ignore
  ['a product whose second matrix does', [[601, 401], [301, 401]], multiply(false, true)], // prettier-ignore
  ['products by one matrix', [[7, 90, 401], [401, 301]], multiply(false, false)], // prettier-ignore
  ['many products', [[70, 90, 101], [70, 101, 131]], multiply(false, false)], // prettier-ignore
  ...(['relu', 'sigmoid'] as const).map((activation): Case => [
    `a product with its bias and ${activation}`,
    [[601, 401], [401, 301], [301]], // prettier-ignore
    (a, b, bias) => [tf.fused.matMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias!, activation })],
  ]),
  ['a convolution', convolved, (x, filter) => [convolve(x!, filter!)]],
  [
    'a convolution with its bias and elu',
    [...convolved, [30]],
    (x, filter, bias) => {
      const [images, weights] = [x as Tensor4D, filter as Tensor4D];
      return [tf.fused.conv2d({ x: images, filter: weights, strides: 1, pad: 'valid', bias: bias!, activation: 'elu' })];
    },
  ],
  ['a depthwise convolution', separable, (x, filter) => [convolveEach(x!, filter!)]],
  [
    'the gradients of a depthwise convolution',
    separable,
    (x, filter) => tf.grads((a, b) => tf.square(convolveEach(a!, b!)))([x!, filter!]),
  ],
  ['the gradients of a convolution', convolved, (x, filter) => tf.grads((a, b) => tf.square(convolve(a!, b!)))([x!, filter!])],
];

const filled = (shape: readonly number[], seed: number): Tensor =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => Math.sin(seed + 1.7 * i)),
    [...shape],
  );

/** Each piece takes longer than may pass between two turns. */
const slowClock = () => {
  let now = performance.now();
  return jest.spyOn(performance, 'now').mockImplementation(() => (now += 20));
};

let program: Program | undefined;
/** A program of what is computed here, with what TF.js's operations give. */
function recorded(compute: Compute, inputs: readonly Tensor[]): { readonly program: Program; readonly expected: readonly Tensor[] } {
  const { result, recording } = record(() => compute(...inputs), { inputs, tensorsOf: (answers) => answers });
  if (typeof recording === 'string') throw new Error(recording);
  program = createProgram(simplify(recording), machineNow()!);
  inputs.forEach((input, i) => program!.input(i)?.set(input.dataSync()));
  return { program, expected: result };
}

/** Goes through all turns. @returns How many there were, and what came of it. */
function goThrough<T>(work: InTurns<T>, atTurn: (turn: number) => void = () => undefined): { readonly turns: number; readonly value: T } {
  const clock = slowClock();
  try {
    for (let turns = 0; ; atTurn(++turns)) {
      const place = work.next();
      if (place.done === true) return { turns, value: place.value };
    }
  } finally {
    clock.mockRestore();
  }
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeEach(async () => await useBackend(backend));
  afterEach(() => {
    program?.dispose();
    program = undefined;
  });

  const ofMany: Case = ['a product of few columns and many rows', [[40_001, 64], [64, 2]], multiply(false, false)]; // prettier-ignore
  test.each(spread(backend === 'cpu' ? [...cases, ofMany] : cases, 2, backend === 'cpu' ? 0 : 1))(
    '%s leaves other work its turns, and comes to the same bits',
    (_, shapes, compute) => {
      tf.tidy(() => {
        const { program, expected } = recorded(
          compute,
          shapes.map((shape, i) => filled(shape, i)),
        );
        const { turns, value } = goThrough(program.runInTurns());
        expect(value).toBe(true);
        expect(turns).toBeGreaterThan(program.operations);
        expected.forEach((tensor, i) => expect(Buffer.compare(bytesOf(program.result(i)!), bytesOf(tensor.dataSync()))).toBe(0));
      });
    },
  );

  /** Of two operations. */
  const twice = (w: Tensor) => (x: Tensor) => [tf.tanh(tf.mul(x, w)), tf.mul(tf.sin(x), w)];

  const changes: Readonly<Record<string, (w: Variable) => void>> = {
    // Twice, so that the last may lie where the first has lain.
    assigned: (w) => [7, 5].forEach((v) => w.assign(tf.tensor1d([v, v]))),
    'written by a training, where they lie': (w) => {
      const values = shareValues(w);
      values.prepare();
      values.read().fill(5);
      values.write();
    },
  };
  test.each(Object.keys(changes))('a variable whose values are %s in between counts with these alone, and other work waits then', (how) => {
    const w = tf.tidy(() => tf.variable(tf.tensor1d([2, 3])));
    shareValues(w).prepare();
    tf.tidy(() => {
      const x = tf.tensor1d([0.1, 0.2]);
      const { program } = recorded(twice(w) as Compute, [x]);
      const { turns, value } = goThrough(program.runInTurns(), () => changes[how]!(w));
      expect([turns, value]).toEqual([1, true]);
      const expected = twice(w)(x);
      expected.forEach((tensor, i) => expect([...program.result(i)!]).toEqual([...tensor.dataSync()]));
    });
    w.dispose();
  });

  test('a program that is disposed of in between computes no more', () => {
    tf.tidy(() => {
      const { program } = recorded(twice(tf.tensor1d([2, 3])) as Compute, [tf.tensor1d([0.1, 0.2])]);
      const { turns, value } = goThrough(program.runInTurns(), () => program.dispose());
      expect([turns, value]).toEqual([1, false]);
    });
    program = undefined;
  });
});

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => Buffer.from(buffer, byteOffset, byteLength);
