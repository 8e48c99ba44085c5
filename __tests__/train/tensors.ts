import { afterEach, beforeEach, expect } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';

/** All weights of a model, bit for bit, in its order. */
export const weightsOf = (layersModel: LayersModel): readonly (readonly number[])[] =>
  layersModel.getWeights().map((weight) => [...weight.dataSync()]);

/** The greatest difference between two lists of weights. */
export function distance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length));
  const away = a.flatMap((values, i) => values.map((value, q) => Math.abs(value - b[i]![q]!)));
  return away.some(Number.isNaN) ? NaN : Math.max(...away);
}

/** Each test of the file ends with as many tensors as it began with. */
export function leaveNoTensors(): void {
  let before: number;
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
  });
}
