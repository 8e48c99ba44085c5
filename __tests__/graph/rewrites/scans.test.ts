import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { withoutCopies } from '../../../src/graph/rewrites/copies.ts';
import { withPartedScans } from '../../../src/graph/rewrites/scans/partScans.ts';
import { scan } from '../../../src/graph/scan.ts';
import { useBackend } from '../../../src/node/backend.ts';
import { isNativeAsked } from '../../backends.ts';
import { leaveNoTensors } from '../../train/tensors.ts';
import { rewritten, type Pass } from './outcomes.ts';

leaveNoTensors();

const parted: Pass = (recording) => withoutCopies(withPartedScans(withoutCopies(recording)));

interface Case {
  /** A step in time: from what it carries and what it reads, both [3, 4], and what is the same in each, [4, 4]. */
  readonly step: (h: Tensor, x: Tensor, w: Tensor, sum: Tensor) => { readonly h: Tensor; readonly sum?: Tensor; readonly given?: Tensor };
  readonly inside: string;
}

const columns = (x: Tensor, from: number) => tf.slice(x, [0, from], [3, 2]);

const cases: Readonly<Record<string, Case>> = {
  'what steps compute of their own slices alone is done before': {
    step: (h, x) => ({ h: tf.tanh(tf.add(tf.tanh(tf.square(x)), h)) }),
    inside: 'Add Tanh',
  },
  'products of slices with what is the same are done before, as one': {
    step: (h, x, w) => ({ h: tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), h)) }),
    inside: 'Add Tanh',
  },
  'what no step reads of the one before is done after': {
    step: (h, x) => ({ h: tf.tanh(tf.add(h, x)), given: tf.sigmoid(tf.mul(tf.square(h), tf.sum(x, 1, true))) }),
    inside: 'Add Tanh',
  },
  'sums over steps are sums after': {
    step: (h, x, _, sum) => ({ h: tf.tanh(tf.add(h, x)), sum: tf.add(sum, tf.matMul(h as tf.Tensor2D, x as tf.Tensor2D, true)) }),
    inside: 'Add Tanh',
  },
  'sums of sums, side by side, are sums after': {
    step: (h, x, w, sum) => {
      const parts = [columns(h, 0), columns(x, 2)].map((part) => tf.matMul(h as tf.Tensor2D, part as tf.Tensor2D, true));
      return { h: tf.tanh(tf.add(h, x)), sum: tf.add(sum, tf.concat(parts, 1)) };
    },
    inside: 'Add Tanh',
  },
  'what is not known for all steps at once stays': {
    step: (h, x) => ({ h: tf.tanh(tf.add(h, tf.cumsum(x, 1))) }),
    inside: 'Cumsum Add Tanh',
  },
  'factors are one': {
    step: (h, x) => ({ h: tf.mul(tf.mul(tf.mul(h, x), 0.9), tf.square(x)) }),
    inside: 'Mul',
  },
  'what is left out by a condition is a factor': {
    step: (h, x) => ({ h: tf.mul(tf.where(tf.greater(x, 0.5), tf.mul(h, tf.exp(x)), tf.zeros([3, 4])), 0.5) }),
    inside: 'Mul',
  },
  'factors are added, and turned to the other sign': {
    step: (h, x) => ({ h: tf.add(tf.neg(tf.mul(h, tf.square(x))), tf.mul(h, x)) }),
    inside: 'Mul',
  },
  'products side by side are one': {
    step: (h, x) => {
      const moved = tf.tanh(h);
      const all = tf.concat([tf.mul(moved, x), tf.mul(moved, tf.square(x))], 1);
      return { h: tf.slice(tf.tanh(all), [0, 2], [3, 4]) };
    },
    inside: 'Tanh ConcatV2 Mul Tanh Slice',
  },
  'a product that is read elsewhere stays': {
    step: (h, x) => {
      const product = tf.mul(h, x);
      return { h: tf.add(tf.mul(product, 0.5), tf.tanh(product)) };
    },
    inside: 'Mul Mul Tanh Add',
  },
};

/** Five steps, and all that they come to. */
const run =
  ({ step }: Case) =>
  (h: Tensor, x: Tensor, w: Tensor, sum: Tensor): Tensor[] => {
    const isSummed = tf.tidy(() => step(h, tf.zeros([3, 4]), w, sum).sum !== undefined);
    const all = scan({ carried: isSummed ? [h, sum] : [h], sliced: [x], fixed: [w] }, (inputs) => {
      const [own, total] = inputs.carried as [Tensor, Tensor];
      const after = step(own, inputs.sliced[0]!, inputs.fixed[0]!, total);
      return { carried: after.sum ? [after.h, after.sum] : [after.h], given: [after.given ?? after.h] };
    });
    return [...all.carried, ...all.given];
  };

(isNativeAsked ? describe : describe.skip)('of a loop over time', () => {
  beforeAll(() => useBackend('native'));

  test.each(Object.keys(cases))('%s, and it comes to the same', (name) => {
    const shapes = [[3, 4], [5, 3, 4], [4, 4], [4, 4]]; // prettier-ignore
    const inputs = shapes.map((shape, i) => tf.randomUniform(shape, 0.1, 1, 'float32', 5 + i));
    const { after, distance } = rewritten(parted, inputs, run(cases[name]!));
    tf.dispose(inputs);
    expect(distance).toBeLessThan(1e-6);
    expect(after.filter((op) => op.startsWith('Scan'))).toEqual([`Scan (${cases[name]!.inside})`]);
  });
});
