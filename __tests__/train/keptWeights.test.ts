import { expect, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { train, useBackend, type Callback, type ModelSpec } from 'netspec';
import { backends } from '../backends.ts';
import { leaveNoTensors } from './tensors.ts';

leaveNoTensors();

// By TF.js's own operations, which a program may see at work, and as always.
const steps = ['eager', 'auto'] as const;
const cases = backends.flatMap((backend) => steps.map((step) => [backend, step] as const));

test.each(cases)(
  'what is made of a weight while a network trains, or read of it, stays what it was: on %s, step %s',
  async (backend, step) => {
    await useBackend(backend);
    const layersModel: LayersModel = tfl.sequential({
      layers: [tfl.layers.dense({ units: 3, inputShape: [2] }), tfl.layers.batchNormalization(), tfl.layers.dense({ units: 1 })],
    });
    const kept: { readonly tensor: Tensor; readonly values: readonly number[] }[] = [];
    const read: { readonly array: ArrayLike<number>; readonly values: readonly number[] }[] = [];
    const keep = () => {
      const [weight] = layersModel.getWeights();
      const made = [weight!.clone(), tf.reshape(weight!, [6]), tf.cast(weight!, 'float32'), tf.slice(weight!, [0, 0], [1, 3])];
      for (const tensor of made) kept.push({ tensor, values: Array.from(tensor.dataSync()) });
      for (const weight of layersModel.getWeights()) {
        const array = weight.dataSync();
        read.push({ array, values: Array.from(array) });
      }
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
        step,
        loss: 'meanSquaredError',
        callbacks: [{ onEpochEnd: keep, onBatchEnd: keep }],
      },
    );
    expect(kept.map(({ tensor }) => Array.from(tensor.dataSync()))).toEqual(kept.map(({ values }) => values));
    expect(read.map(({ array }) => Array.from(array))).toEqual(read.map(({ values }) => values));
    expect(kept.length).toBeGreaterThan(40);
    expect(kept.at(-1)!.values).not.toEqual(kept[3]!.values);
    tf.dispose(kept.map(({ tensor }) => tensor));
    model.dispose();
  },
);

test.each(steps)('a training on cpu goes on where the model was asked on another backend between two steps: step %s', async (step) => {
  const spec = {
    network: { input: [2], layers: [{ type: 'dense', units: 3 }, { type: 'batchNormalization' }, { type: 'dense', units: 1 }] },
  };
  await useBackend('wasm'); // is there
  const trained = async (asked: readonly string[]) => {
    const onBatchEnd: Callback['onBatchEnd'] = async ({ epoch, batch }, { layersModel }) => {
      if (epoch !== 3 || batch !== 1) return;
      for (const backend of asked) {
        await tf.setBackend(backend);
        tf.tidy(() => (layersModel.predict(tf.ones([2, 2])) as Tensor).dataSync());
      }
      await tf.setBackend('cpu');
    };
    const given = { xs: [[1, 2], [3, 4], [5, 6], [0, 1]], ys: [[1], [2], [3], [4]] }; // prettier-ignore
    const options = { epochs: 8, batchSize: 2, validationSplit: 0, seed: 1, step, backend: 'cpu', loss: 'meanSquaredError' } as const;
    const model = await train(spec as ModelSpec, given, { ...options, callbacks: [{ onBatchEnd }] });
    const { history } = model;
    model.dispose();
    return history;
  };
  expect(await trained(['wasm'])).toEqual(await trained([]));
  expect(await trained(['wasm', 'cpu'])).toEqual(await trained([]));
});
