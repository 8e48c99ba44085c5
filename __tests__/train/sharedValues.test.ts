import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Rank, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { shareValues } from '../../src/train/step/sharedValues.ts';
import { startBackends, withoutModule } from '../backend/compare.ts';

beforeAll(startBackends);

describe.each(['cpu', 'wasm'] as const)('the values of a variable on %s', (backend) => {
  let tensors = 0;
  beforeEach(async () => {
    await useBackend(backend);
    tensors = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(tensors);
  });

  /** Adds one to every value, as an optimizer does. */
  const step = (shared: ReturnType<typeof shareValues>) => {
    shared.prepare();
    const values = shared.read();
    values.forEach((value, i) => (values[i] = value + 1));
    shared.write();
  };
  const withVariable = (use: (variable: Variable) => void, shape = [3]) => {
    const initial = tf.tidy(() => tf.reshape(tf.range(0, tf.util.sizeFromShape(shape)), shape));
    const variable = tf.variable(initial);
    initial.dispose();
    use(variable);
    variable.dispose();
  };

  test('are written over in place', () => {
    withVariable((variable) => {
      const shared = shareValues(variable);
      step(shared);
      const { dataId } = variable;
      step(shared);
      expect(variable.dataId).toBe(dataId);
      expect(Array.from(variable.dataSync())).toEqual([2, 3, 4]);
    });
  });

  test('are not those of a tensor that was made of it', () => {
    withVariable((variable) => {
      const shared = shareValues(variable);
      step(shared);
      const again = variable.clone();
      step(shared);
      expect(Array.from(again.dataSync())).toEqual([1, 2, 3]);
      expect(Array.from(variable.dataSync())).toEqual([2, 3, 4]);
      again.dispose();
    });
  });

  test('are those that the program assigns', () => {
    withVariable((variable) => {
      const shared = shareValues(variable);
      step(shared);
      const assigned = Float32Array.of(10, 20, 30);
      const tensor = tf.tensor1d(assigned);
      variable.assign(tensor);
      step(shared);
      expect(Array.from(variable.dataSync())).toEqual([11, 21, 31]);
      expect([Array.from(tensor.dataSync()), Array.from(assigned)]).toEqual([[10, 20, 30], [10, 20, 30]]); // prettier-ignore
      tensor.dispose();
    });
  });

  test('come back where others were shown', () => {
    withVariable((variable) => {
      const shared = shareValues(variable);
      step(shared);
      shared.show(Float32Array.of(7, 7, 7));
      shared.show(Float32Array.of(8, 8, 8));
      expect(Array.from(variable.dataSync())).toEqual([8, 8, 8]);
      shared.hide();
      expect(Array.from(variable.dataSync())).toEqual([1, 2, 3]);
      shared.show(Float32Array.of(7, 7, 7));
      step(shared);
      expect(Array.from(variable.dataSync())).toEqual([2, 3, 4]);
    });
  });

  test('are those with which TF.js computes next, though it keeps packed copies of weights', async () => {
    const shape = [2, 2, 1, 1];
    const initial = tf.ones(shape);
    const variable = tf.variable(initial);
    const shared = shareValues(variable);
    const compute = async () => {
      const sum = () => tf.tidy(() => tf.conv2d(tf.ones<Rank.R4>([1, 2, 2, 1]), variable as unknown as Tensor4D, 1, 'valid').dataSync()[0]);
      const sums = [sum()];
      for (let i = 0; i < 2; i++) {
        step(shared);
        sums.push(sum());
      }
      return await Promise.resolve(sums);
    };
    // By XNNPACK itself, which keeps them.
    expect(await (backend === 'wasm' ? withoutModule(compute) : compute())).toEqual([4, 8, 12]);
    tf.dispose([initial, variable]);
  });
});
