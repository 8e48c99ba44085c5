import { expect, test } from '@jest/globals';
import { compile, predict, train, type ModelSpec } from 'netspec';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { leaveNoTensors } from '../train/tensors.ts';

leaveNoTensors();

const masked = {
  network: { input: [null, 2], layers: [{ type: 'masking' }, { type: 'softmax', axis: -1 }, { type: 'gru', units: 3 }, { type: 'dense', units: 1 }] }, // prettier-ignore
  training: { loss: 'meanSquaredError', epochs: 3, validationSplit: 0, seed: 1 },
} as const satisfies ModelSpec;

test('a softmax behind masking hands the mask on: steps that are masked count as if they were not there', async () => {
  await useBackend('cpu');
  const model = compile(masked);
  const answer = (steps: number[][]) => tf.tidy(() => (model.predict(tf.tensor3d([steps])) as Tensor).dataSync()[0]!);
  expect(answer([[0, 0], [0, 0], [1, 2], [3, -1]])).toBeCloseTo(answer([[1, 2], [3, -1]]), 6); // prettier-ignore
  expect(answer([[1, 1], [1, 1], [1, 2], [3, -1]])).not.toBeCloseTo(answer([[1, 2], [3, -1]]), 3); // prettier-ignore
  model.dispose();
});

test.each(['masking', 'embedding'])('a softmax behind %s trains', async (first) => {
  const words = { network: { input: { shape: [3], dtype: 'int32' }, layers: [{ type: 'embedding', inputDim: 5, outputDim: 2, maskZero: true }, ...masked.network.layers.slice(1)] } } as const; // prettier-ignore
  const spec = { ...masked, ...(first === 'masking' ? {} : words) } as ModelSpec;
  const row = first === 'masking' ? [[0, 0], [1, 2], [3, 4]] : [0, 1, 2]; // prettier-ignore
  const model = await train(spec, { xs: [row, row], ys: [[1], [1]] }, { backend: 'cpu' });
  const { loss } = model.history as { readonly loss: readonly number[] };
  expect(loss.at(-1)).toBeLessThan(loss[0]!);
  expect(await predict(model, [row])).toHaveLength(1);
  model.dispose();
});

test('a mask of the shape of what softmax reads leaves those values out of its sum', () => {
  tf.tidy(() => {
    const layer = tfl.layers.softmax({ axis: -1 });
    const answer = layer.apply(tf.tensor2d([[1, 5, 2]]), { mask: tf.tensor2d([[1, 0, 1]], undefined, 'bool') }) as Tensor;
    const [first, none, last] = answer.dataSync();
    expect([first, none, last]).toEqual([expect.closeTo(1 / (1 + Math.E), 6), 0, expect.closeTo(Math.E / (1 + Math.E), 6)]);
  });
});
