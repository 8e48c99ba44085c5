import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { useBackend } from '../../../src/node/backend.ts';
import type { Recording, Value } from '../../../src/graph/recording.ts';
import { withReluGradients, withSigmoidGradients } from '../../../src/graph/rewrites/activations.ts';
import { withBiases } from '../../../src/graph/rewrites/biases.ts';
import { withoutCopies } from '../../../src/graph/rewrites/copies.ts';
import { withCrossEntropies } from '../../../src/graph/rewrites/crossEntropy.ts';
import { withFastPooling } from '../../../src/graph/rewrites/pooling.ts';
import { plainProducts } from '../../../src/graph/rewrites/products.ts';
import { withoutRejoining } from '../../../src/graph/rewrites/rejoined.ts';
import { withoutRepeats } from '../../../src/graph/rewrites/repeats.ts';
import { withJoinedGates } from '../../../src/graph/rewrites/scans/joinedGates.ts';
import { withFastSplits } from '../../../src/graph/rewrites/splits.ts';
import { withConstantZeros } from '../../../src/graph/rewrites/zeros.ts';
import { createRandom } from '../../../src/random.ts';
import { isNativeAsked } from '../../backends.ts';
import { leaveNoTensors } from '../../train/tensors.ts';
import { rewritten, type Pass } from './outcomes.ts';

interface Case {
  /** What runs before. */
  readonly prepare?: Pass;
  readonly pass: Pass;
  readonly shapes: readonly (readonly number[])[];
  readonly compute: (...inputs: Tensor[]) => Tensor | readonly Tensor[];
  /** Operations left; as many as there were, where it is not to be touched. */
  readonly after: readonly string[] | 'the same';
}

/** What a step sends back through a function. */
const back = (compute: (x: Tensor) => Tensor) => (x: Tensor, dy: Tensor) => tf.grad(compute)(x, dy);
const pair = [[3, 4], [3, 4]]; // prettier-ignore

/** The gradient of a loss of softmax, with one row so sure of the wrong class that its probability is below the bounds of the loss. */
const sent =
  (loss: (yTrue: Tensor, yPred: Tensor) => Tensor) =>
  (x: Tensor): Tensor => {
    const yTrue = tf.oneHot(tf.tensor1d([2, 0, 1], 'int32'), 4);
    const scores = tf.add(x, [[0, 0, 0, 0], [-40, 0, 0, 0], [0, 0, 0, 0]]); // prettier-ignore
    return tf.grad((x: Tensor) => tf.mul(loss(yTrue, tf.softmax(x)), [1, 0.5, 2]))(scores);
  };
const activations: Pass = (recording) => withSigmoidGradients(withReluGradients(recording));
const tidied: Pass = (recording) => withoutRepeats(withoutCopies(recording));

const cases: Readonly<Record<string, Case>> = {
  'reshapes and casts to what a value is go': {
    pass: withoutCopies,
    shapes: [[2, 3]],
    compute: (x) => tf.relu(tf.cast(tf.reshape(x, [2, 3]), 'float32')),
    after: ['Relu'],
  },
  'of two reshapes the last is left': {
    pass: withoutCopies,
    shapes: [[2, 3]],
    compute: (x) => tf.reshape(tf.reshape(x, [3, 2]), [6]),
    after: ['Reshape'],
  },
  'a reshape to another shape stays': {
    pass: withoutCopies,
    shapes: [[2, 3]],
    compute: (x) => tf.relu(tf.reshape(x, [3, 2])),
    after: 'the same',
  },
  'a cast to another type stays': {
    pass: withoutCopies,
    shapes: [[2, 3]],
    compute: (x) => tf.cast(tf.cast(tf.greater(x, 0), 'float32'), 'int32'),
    after: 'the same',
  },
  'what is computed two times of the same is computed once': {
    pass: withoutRepeats,
    shapes: [[2, 3]],
    compute: (x) => tf.add(tf.mul(tf.sum(x, 1), 2), tf.mul(tf.sum(x, 1), 2)),
    after: ['Sum', 'Mul', 'Add'],
  },
  'sums over other axes and products with other numbers are other ones': {
    pass: withoutRepeats,
    shapes: [[3, 3]],
    compute: (x) => tf.add(tf.mul(tf.sum(x, 1), 2), tf.mul(tf.sum(x, 0), 3)),
    after: 'the same',
  },
  'what is put together and taken apart alike is left as it was': {
    pass: withoutRejoining,
    shapes: pair,
    compute: (x, y) => tf.split(tf.concat([x, y], 1), 2, 1).map(tf.tanh),
    after: ['Tanh', 'Tanh'],
  },
  'what is taken apart otherwise stays': {
    pass: withoutRejoining,
    shapes: pair,
    compute: (x, y) => tf.split(tf.concat([x, y], 1), [2, 6], 1),
    after: 'the same',
  },
  'what is done to several parts is done once': {
    pass: withJoinedGates,
    shapes: [[3, 8]],
    compute(x) {
      const [a, b, c, d] = tf.split(x, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
      const gate = (part: Tensor) => tf.clipByValue(tf.add(tf.mul(0.2, part), 0.5), 0, 1);
      return [tf.mul(gate(a), tf.tanh(c)), tf.mul(gate(b), 2), gate(d)];
    },
    after: ['SplitV', 'Mul', 'Add', 'Minimum', 'Maximum', 'SplitV', 'Tanh', 'Mul', 'Mul'],
  },
  'what is done to parts by other numbers stays': {
    pass: withJoinedGates,
    shapes: [[3, 8]],
    compute: (x) => tf.split(x, 2, 1).map((part, i) => tf.mul(part, 2 + i)),
    after: 'the same',
  },
  'equal parts are split as such, and one alone is a slice': {
    pass: withFastSplits,
    shapes: [
      [3, 8],
      [3, 8],
      [3, 8],
    ],
    compute: (x, y, z) => [...tf.split(x, 4, 1).map(tf.tanh), tf.split(y, [2, 5, 1], 1)[1]!, ...tf.split(z, [3, 5], -1).map(tf.tanh)],
    after: ['Split', 'Tanh', 'Tanh', 'Tanh', 'Tanh', 'Slice', 'SplitV', 'Tanh', 'Tanh'],
  },
  'zeros are a constant': {
    pass: withConstantZeros,
    shapes: [[3, 4]],
    compute: (x) => tf.where(tf.greater(x, 0), x, tf.zerosLike(x)),
    after: ['Greater', 'Select'],
  },
  'a product of matrices is one': {
    pass: (recording) => withoutCopies(plainProducts(withoutCopies(recording))),
    shapes: [[2, 3], [4, 3]], // prettier-ignore
    compute: (x, y) => tf.matMul(tf.relu(x) as Tensor2D, y as Tensor2D, false, true),
    after: ['Relu', 'MatMul'],
  },
  'products of several matrices stay': {
    pass: plainProducts,
    shapes: [[5, 2, 3], [5, 3, 4]], // prettier-ignore
    compute: (x, y) => tf.matMul(x as Tensor3D, y as Tensor3D),
    after: 'the same',
  },
  'a list added along the last axis is a bias': {
    pass: withBiases,
    shapes: [[2, 5, 5, 3], [3]], // prettier-ignore
    compute: (x, bias) => tf.add(x, bias),
    after: ['BiasAdd'],
  },
  'a list that is added to one value a row is none': {
    pass: withBiases,
    shapes: [[2, 1], [3]], // prettier-ignore
    compute: (x, bias) => tf.add(x, bias),
    after: 'the same',
  },
  'the sum over all axes but the last is the gradient of a bias': {
    pass: withBiases,
    shapes: [[2, 5, 5, 3]],
    compute: (x) => tf.sum(x, [0, 1, -2]),
    after: ['BiasAddGrad'],
  },
  'sums over other axes are none': {
    pass: withBiases,
    shapes: [[2, 5, 3]],
    compute: (x) => [tf.sum(x, [1, 2]), tf.sum(x, 0), tf.sum(x, [0, 1], true), tf.sum(x)],
    after: 'the same',
  },
  'the gradient of relu is one operation, of what relu gave': {
    prepare: withoutCopies,
    pass: activations,
    shapes: pair,
    compute: (x, dy) => {
      const { value, grad } = tf.valueAndGrad((x: Tensor) => tf.relu(x))(x, dy);
      return [value, grad];
    },
    after: ['Relu', 'ReluGrad'],
  },
  'the gradient of relu6 is one operation': {
    prepare: withoutCopies,
    pass: activations,
    shapes: pair,
    compute: back((x) => tf.relu6(x)),
    after: ['Relu6Grad'],
  },
  'the gradient of sigmoid is one operation': {
    prepare: withoutCopies,
    pass: activations,
    shapes: pair,
    compute: back((x) => tf.sigmoid(x)),
    after: ['Sigmoid', 'SigmoidGrad'],
  },
  'the gradient of tanh is one operation': {
    prepare: withoutCopies,
    pass: activations,
    shapes: pair,
    compute: back((x) => tf.tanh(x)),
    after: ['Tanh', 'TanhGrad'],
  },
  'a step with another slope below 0 is no gradient of relu': {
    pass: activations,
    shapes: pair,
    compute: (x, dy) => tf.mul(dy, tf.step(x, 0.5)),
    after: 'the same',
  },
  'a product with y (2 - y) or 1 - y is no gradient of an activation': {
    pass: activations,
    shapes: pair,
    compute: (y, dy) => [tf.mul(dy, tf.mul(y, tf.sub(2, y))), tf.mul(dy, tf.sub(2, tf.square(y))), tf.mul(dy, tf.sub(1, y))],
    after: 'the same',
  },
  'a slope for each column alone is no gradient of an activation': {
    pass: activations,
    shapes: [[4], [3, 4]], // prettier-ignore
    compute: (x, dy) => [tf.mul(dy, tf.step(x)), tf.mul(dy, tf.sub(1, tf.square(x)))],
    after: 'the same',
  },
  'the gradient of cross-entropy on softmax is short': {
    prepare: tidied,
    pass: withCrossEntropies,
    shapes: [[3, 4]],
    compute: sent((yTrue, yPred) => tfl.metrics.categoricalCrossentropy(yTrue, yPred)),
    after: [
      ...['OneHot', 'Add', 'Softmax', 'Sum', 'RealDiv', 'Cast', 'Mul', 'Neg', 'Reshape', 'Mul', 'Mul'],
      ...['GreaterEqual', 'LessEqual', 'LogicalAnd', 'ZerosLike', 'Select', 'Sum', 'Mul', 'Sub'],
    ],
  },
  'a cross-entropy of softmax over other sums, over another axis, or without bounds, is another one': {
    prepare: tidied,
    pass: withCrossEntropies,
    shapes: [[3, 4]],
    compute: (x) => [
      sent((yTrue, yPred) =>
        tf.neg(tf.sum(tf.mul(yTrue, tf.log(tf.clipByValue(tf.div(yPred, tf.sum(tf.square(yPred), 1, true)), 1e-7, 1))), 1)),
      )(x),
      sent((yTrue, yPred) => tf.neg(tf.sum(tf.mul(yTrue, tf.log(tf.clipByValue(tf.div(yPred, tf.sum(yPred, 0, true)), 1e-7, 1))), 1)))(x),
      sent((yTrue, yPred) => tf.neg(tf.sum(tf.mul(yTrue, tf.log(tf.add(yPred, 1e-3))), 1)))(x),
    ],
    after: 'the same',
  },
  'pooling that is gone back through keeps where the largest values were': {
    pass: withFastPooling,
    shapes: [[2, 6, 6, 3], [2, 3, 3, 3]], // prettier-ignore
    compute: (x, dy) => tf.grad((x: Tensor) => tf.maxPool(x as Tensor4D, 2, 2, 'valid'))(x, dy),
    after: ['_MklNativeMaxPool', '_MklNativeMaxPoolGrad'],
  },
  'pooling alone stays': {
    pass: withFastPooling,
    shapes: [[2, 6, 6, 3]],
    compute: (x) => tf.maxPool(x as Tensor4D, 2, 2, 'valid'),
    after: 'the same',
  },
};

const native = isNativeAsked ? describe : describe.skip;
native('rewriting what was recorded', () => {
  leaveNoTensors();
  beforeAll(() => useBackend('native'));

  test.each(Object.keys(cases))('%s', (name) => {
    const { prepare, pass, shapes, compute, after } = cases[name]!;
    const random = createRandom(5);
    const inputs = shapes.map((shape) => {
      const size = shape.reduce((product, n) => product * n, 1);
      return tf.tensor(
        Float32Array.from({ length: size }, () => random.next() * 16 - 8),
        [...shape],
      );
    });
    const outcome = rewritten(pass, inputs, compute, prepare);
    tf.dispose(inputs);
    if (after === 'the same') expect(outcome.after).toEqual(outcome.before);
    else {
      expect(outcome.after).toEqual(after);
      expect(outcome.before).not.toEqual(after);
    }
    expect(outcome.distance).toBeLessThan(1e-6);
  });
});

test('a part of a split that a variable alone takes is no part that nobody reads', () => {
  const [float, whole] = ['float32', 'int32'] as const;
  const constant = (shape: number[], ...values: number[]): Value => ({
    type: whole,
    shape,
    origin: { kind: 'constant', values: Int32Array.from(values) },
  });
  const computed = (): Value => ({ type: float, shape: [2], origin: { kind: 'computed' } });
  const variable = tf.tidy(() => tf.variable(tf.zeros([2])));
  const recording: Recording = {
    values: [
      { type: float, shape: [4], origin: { kind: 'input', index: 0 } },
      constant([2], 2, 2),
      constant([], 0),
      computed(),
      computed(),
      computed(),
    ],
    operations: [
      { op: 'SplitV', inputs: [0, 1, 2], attributes: { num_split: { kind: 'int', value: 2 } }, outputs: [3, 4] },
      { op: 'Neg', inputs: [3], attributes: {}, outputs: [5] },
    ],
    results: [5],
    assigned: [{ variable, value: 4 }],
    drawn: [],
  };
  const { operations, assigned } = withFastSplits(recording);
  variable.dispose();
  const [split, negated] = operations;
  expect(split!.op).toBe('Split');
  expect([...negated!.inputs, assigned[0]!.value]).toEqual(split!.outputs);
});
