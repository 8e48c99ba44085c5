import { expect, test } from '@jest/globals';
import { createPace } from '../../../src/cli/progress/pace.ts';

const batches = 10;
const batch = (epoch: number, batch: number) => ({ epoch, epochs: 4, batch, batches, rows: 100, loss: 1, learningRate: 0.01 });
const epoch = (epoch: number, milliseconds: number) => {
  return { epoch, epochs: 4, metrics: {}, learningRate: 0.01, rows: 1000, milliseconds, best: false };
};

test('nothing is told before two steps', () => {
  const pace = createPace(() => 0);
  pace.batch(batch(1, 1));
  expect([pace.left(), pace.rate(), pace.perEpoch()]).toEqual([undefined, undefined, undefined]);
});

test('within the first epoch the steps tell, without the first', () => {
  let at = 5000;
  const pace = createPace(() => at);
  pace.batch(batch(1, 1));
  at += 200;
  pace.batch(batch(1, 3));
  expect(pace.left()).toBe(100 * (7 + 30));
  expect(pace.rate()).toBe(500);
});

test('a run that goes on in the middle of an epoch is not taken to have done the steps before', () => {
  let at = 0;
  const pace = createPace(() => at);
  pace.batch(batch(4, 4));
  at = 100;
  pace.batch(batch(4, 5));
  expect(pace.left()).toBe(500);
});

test('then the epochs tell, without the first, which is slow to start', () => {
  const pace = createPace(() => 0);
  pace.epoch(epoch(1, 9000));
  expect(pace.left()).toBe(27_000);
  pace.epoch(epoch(2, 1000));
  expect(pace.left()).toBe(2000);
  expect(pace.rate()).toBe(1000);
  pace.batch(batch(3, 5));
  expect(pace.left()).toBe(1500);
  pace.epoch(epoch(3, 2000));
  expect(pace.left()).toBe(1200);
});
