import { expect, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { train, useBackend } from 'netspec';
import { backends } from '../backends.ts';
import { leaveNoTensors } from './tensors.ts';

leaveNoTensors();

test.each(backends)('what is made of a weight while a network trains stays what it was: on %s', async (backend) => {
  await useBackend(backend);
  const layersModel: LayersModel = tfl.sequential({
    layers: [tfl.layers.dense({ units: 3, inputShape: [2] }), tfl.layers.dense({ units: 1 })],
  });
  const kept: { readonly tensor: Tensor; readonly values: readonly number[] }[] = [];
  const keep = () => {
    const [weight] = layersModel.getWeights();
    const made = [weight!.clone(), tf.reshape(weight!, [6]), tf.cast(weight!, 'float32'), tf.slice(weight!, [0, 0], [1, 3])];
    for (const tensor of made) kept.push({ tensor, values: Array.from(tensor.dataSync()) });
  };
  keep();
  const model = await train(
    layersModel,
    { xs: [[1, 2], [3, 4], [5, 6], [0, 1]], ys: [[1], [2], [3], [4]] }, // prettier-ignore
    {
      epochs: 4,
      batchSize: 2,
      validationSplit: 0,
      seed: 1,
      step: 'eager', // TF.js's own operations, which a program may see at work
      loss: 'meanSquaredError',
      callbacks: [{ onEpochEnd: keep, onBatchEnd: keep }],
    },
  );
  expect(kept.map(({ tensor }) => Array.from(tensor.dataSync()))).toEqual(kept.map(({ values }) => values));
  expect(kept.length).toBeGreaterThan(40);
  expect(kept.at(-1)!.values).not.toEqual(kept[3]!.values);
  tf.dispose(kept.map(({ tensor }) => tensor));
  model.dispose();
});
