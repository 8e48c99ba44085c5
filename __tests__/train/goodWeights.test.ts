import { expect, test } from '@jest/globals';
import { createGoodWeights } from '../../src/train/goodWeights.ts';

const weightsOf = (epoch: number) => ({ epoch, weights: [Float32Array.of(epoch)] });

test.each([
  { loss: 2, next: 20, isKept: true },
  { loss: 2, next: 20.1, isKept: false },
  // The same distance above a loss below 0.
  { loss: -2, next: 16, isKept: true },
  { loss: -2, next: 16.1, isKept: false },
])('weights after an epoch of loss $loss are kept by a step of loss $next after it: $isKept', ({ loss, next, isKept }) => {
  const good = createGoodWeights();
  good.propose(weightsOf(0));
  expect(good.kept).toBeUndefined();
  good.judge(1e30); // there is nothing else to keep
  expect(good.kept).toEqual(weightsOf(0));
  good.propose(weightsOf(1), loss);
  good.judge(next);
  expect(good.kept).toEqual(weightsOf(isKept ? 1 : 0));
  good.judge(loss); // of other weights
  expect(good.kept).toEqual(weightsOf(isKept ? 1 : 0));
});
