import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { train, type BatchEvent, type Control } from 'netspec';
import { tf } from '#tf';
import { engineWithoutSimd } from '../backend/engine.ts';
import { leaveNoTensors } from './tensors.ts';

leaveNoTensors();

const network = {
  input: [5, 5, 1],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 2, activation: 'tanh' },
    { type: 'flatten' },
    { type: 'dense', units: 4, activation: 'relu' },
    { type: 'dense', units: 1, kernelConstraint: { type: 'maxNorm', maxValue: 0.7 } },
  ],
} as const;
const xs = Array.from({ length: 12 }, (_, i) =>
  Array.from({ length: 5 }, (_, row) => Array.from({ length: 5 }, (_, column) => [Math.sin(i * 25 + row * 5 + column)])),
);
const ys = xs.map((_, i) => [Math.sin(i)]);

/** Which way its steps ran, and the losses and predictions of a training that predicts after each of them. */
async function outcome(backend: 'cpu' | 'wasm'): Promise<{ readonly reason: string; readonly values: readonly number[] }> {
  let reason = '';
  const values: number[] = [];
  const optimizer = { type: 'sgd', learningRate: 0.1 } as const;
  const onBatchEnd = ({ loss }: BatchEvent, { layersModel }: Control) => {
    const predicted = tf.tidy(() => (layersModel.predict(tf.tensor4d(xs)) as Tensor).dataSync());
    values.push(loss, ...predicted);
  };
  const how = { loss: 'meanSquaredError', optimizer, epochs: 3, batchSize: 4, seed: 1, validationSplit: 0, backend } as const;
  const model = await train({ network }, { xs, ys }, { ...how, onStep: (info) => (reason = info.reason), callbacks: [{ onBatchEnd }] });
  model.dispose();
  return { reason, values };
}

test('where the engine has no SIMD, plain loops train what else is recorded', async () => {
  const restore = engineWithoutSimd();
  const steps: string[] = [];
  const layers = [
    { type: 'dense', units: 400, activation: 'relu' },
    { type: 'dense', units: 1 },
  ] as const; // 801 weights by 12 rows
  const rows = { xs: xs.map((_, i) => [i / 12]), ys };
  const how = { loss: 'meanSquaredError', epochs: 1, seed: 1, validationSplit: 0, backend: 'wasm' } as const;
  const told = { onStep: ({ step }: { readonly step: string }) => void steps.push(step) };
  const model = await train({ network: { input: [1], layers } }, rows, { ...how, ...told, batchSize: 12 }).finally(restore);
  expect(steps).toEqual(['plain']);
  model.dispose();
});

test('where the engine has no SIMD, each step and prediction is by the weights of the step before, not by packed copies of older ones', async () => {
  const restore = engineWithoutSimd();
  const { reason, values } = await outcome('wasm').finally(restore);
  expect(reason).toBe('eager: the kernels of netspec do not run here, for want of SIMD or as threads share memory');
  const expected = (await outcome('cpu')).values;
  expect(values).toHaveLength(9 * (1 + xs.length));
  expect(values).toEqual(expected.map((value) => expect.closeTo(value, 5) as unknown));
});
