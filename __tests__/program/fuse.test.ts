import { expect, test } from '@jest/globals';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { createProgram } from '../../src/program/program.ts';
import { fuse } from '../../src/program/fuse.ts';
import { record } from '../../src/program/record.ts';
import { simplify } from '../../src/program/simplify.ts';
import { wasmMachine } from '../../src/program/wasmMachine.ts';
import { useBackend } from '../../src/index.ts';

/** Of both signs, with what is no usual number among them. */
function numbers(count: number, seed: number): Float32Array {
  const values = Float32Array.from({ length: count }, (_, i) => Math.sin(seed + 1.7 * i) * 2);
  [NaN, Infinity, -Infinity, -0, 0, 1e-40].forEach((value, i) => (values[(7 * i + seed) % count] = value));
  return values;
}
const tensor = (shape: number[], seed: number): Tensor => tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape);

interface Case {
  readonly shapes: readonly number[][];
  readonly compute: (...tensors: Tensor[]) => Tensor;
  /** What is left of it. */
  readonly kernels: readonly string[];
}

const gradient = (f: (x: Tensor) => Tensor) => (x: Tensor, dy: Tensor) => tf.grad(f)(x, dy);

const cases: Readonly<Record<string, Case>> = {
  'a product, its bias and relu': {
    shapes: [[5, 9], [9, 11], [11]],
    compute: (a, b, bias) => tf.relu(tf.add(tf.matMul(a as Tensor2D, b as Tensor2D), bias!)),
    kernels: ['BatchMatMul+Add+Relu'],
  },
  'a bias that comes first': {
    shapes: [[5, 9], [9, 11], [11]],
    compute: (a, b, bias) => tf.add(bias!, tf.matMul(a as Tensor2D, b as Tensor2D)),
    kernels: ['BatchMatMul+Add'],
  },
  'a product and relu': {
    shapes: [
      [5, 9],
      [9, 11],
    ],
    compute: (a, b) => tf.relu(tf.matMul(a as Tensor2D, b as Tensor2D)),
    kernels: ['BatchMatMul+Relu'],
  },
  'a convolution, its bias and relu': {
    shapes: [
      [2, 7, 6, 3],
      [3, 2, 3, 5],
      [1, 1, 1, 5],
    ],
    compute: (x, filter, bias) => tf.relu(tf.add(tf.conv2d(x as Tensor4D, filter as Tensor4D, 2, 'same'), bias!)),
    kernels: ['Conv2D+Add+Relu'],
  },
  'a product whose sums are read besides': {
    shapes: [[5, 9], [9, 11], [11]],
    compute: (a, b, bias) => {
      const product = tf.matMul(a as Tensor2D, b as Tensor2D);
      return tf.mul(tf.relu(tf.add(product, bias!)), product);
    },
    kernels: ['BatchMatMul', 'Add', 'Relu', 'Multiply'],
  },
  'a matrix that is no bias': {
    shapes: [
      [5, 9],
      [9, 11],
      [5, 11],
    ],
    compute: (a, b, other) => tf.add(tf.matMul(a as Tensor2D, b as Tensor2D), other!),
    kernels: ['BatchMatMul', 'Add'],
  },
  'a column that is no bias': {
    shapes: [
      [5, 9],
      [9, 11],
      [5, 1],
    ],
    compute: (a, b, other) => tf.add(tf.matMul(a as Tensor2D, b as Tensor2D), other!),
    kernels: ['BatchMatMul', 'Add'],
  },
  'a bias of rows in which sums are read after their columns were parted': {
    shapes: [[4, 3], [3, 6], [3]],
    compute: (a, b, other) => tf.relu(tf.add(tf.reshape(tf.matMul(a as Tensor2D, b as Tensor2D), [-1, 2, 3]), other!)),
    kernels: ['BatchMatMul', 'Add', 'Relu'],
  },
  'a bias of sums whose rows were parted, as many as there are columns': {
    shapes: [[4, 3], [3, 6], [6]],
    compute: (a, b, bias) => tf.relu(tf.add(tf.reshape(tf.matMul(a as Tensor2D, b as Tensor2D), [2, 2, 6]), bias!)),
    kernels: ['BatchMatMul+Add+Relu'],
  },
  'as many numbers as rows, added to the one column that there is': {
    shapes: [[4, 3], [3, 1], [4]],
    compute: (a, b, other) => tf.add(tf.squeeze(tf.matMul(a as Tensor2D, b as Tensor2D), [1]), other!),
    kernels: ['BatchMatMul', 'Add'],
  },
  'numbers for all that a convolution of one image makes': {
    shapes: [
      [1, 4, 4, 2],
      [3, 3, 2, 3],
      [1, 12],
    ],
    compute: (x, filter, other) => tf.add(tf.reshape(tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'valid'), [1, 12]), other!),
    kernels: ['Conv2D', 'Add'],
  },
  'the gradient of relu': {
    shapes: [
      [6, 7],
      [6, 7],
    ],
    compute: gradient(tf.relu),
    kernels: ['Step+Multiply'],
  },
  'the gradient of tanh': {
    shapes: [
      [6, 7],
      [6, 7],
    ],
    compute: gradient(tf.tanh),
    kernels: ['Tanh', 'Square+Sub+Multiply'],
  },
  'the gradient of clipping': {
    shapes: [
      [6, 7],
      [6, 7],
    ],
    compute: gradient((x) => tf.clipByValue(x, -0.5, 1)),
    kernels: ['GreaterEqual+LessEqual+LogicalAnd+Select'],
  },
  'a number times each, and another added': {
    shapes: [[6, 7]],
    compute: (x) => tf.add(0.5, tf.mul(0.2, x!)),
    kernels: ['Multiply+Add'],
  },
};

test.each(Object.entries(cases))('%s: computed in one pass to the same bits', async (_, { shapes, compute, kernels }) => {
  await useBackend('wasm');
  tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tensor(shape, i + 3));
    const { result, recording } = record(() => compute(...inputs), { inputs, tensorsOf: (answer) => [answer] });
    if (typeof recording === 'string') throw new Error(recording);
    const machine = wasmMachine()!;
    const graph = simplify(recording);
    expect(fuse(graph, machine.fusions!).operations.map(({ kernelName }) => kernelName)).toEqual(kernels);
    const program = createProgram(graph, machine);
    try {
      inputs.forEach((input, i) => program.input(i)?.set(input.dataSync()));
      expect(program.run()).toBe(true);
      expect(program.result(0)).toEqual(result.dataSync());
    } finally {
      program.dispose();
    }
  });
});
