import { afterEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { registerLayer, train, useBackend, type Model } from 'netspec';
import { tf, tfl } from '#tf';
import { toLayersModel } from '../../src/compile/toLayersModel.ts';
import { rowsAtOnce } from '../../src/model/rowsAtOnce.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { chain, dense, head, specOf, squares } from '../train/recorded/networks.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { wave } from '../train/watch/runs.ts';

class Same extends tfl.layers.Layer {
  static className = 'SameLayer';
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.add([inputs].flat()[0]!, 0));
  }
}
registerLayer({ type: 'same', doc: 'Nothing.', options: {}, ranks: { in: 'any', out: 'same' }, outputShape: ([x]) => x!, layer: Same });

const models: Model[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});
leaveNoTensors();

interface Chain {
  readonly input: number[];
  readonly layers: readonly { readonly units: number }[];
}
const networks = {
  narrow: chain([3], dense(4), head(2)),
  usual: chain([784], dense(128), head(10)),
  wide: chain([256], dense(1024), dense(1024), head(2)),
  images: chain([28, 28, 1], { type: 'conv2d', filters: 8, kernelSize: 3 }, { type: 'flatten' }, head(2)),
  recurrent: chain([20, 3], { type: 'gru', units: 32 }, head(2)),
  'recurrent and large': chain([100, 3], { type: 'gru', units: 256 }, head(2)),
  wrapped: chain([20, 3], { type: 'bidirectional', layer: { type: 'gru', units: 32 } }, head(2)),
  'of the program': chain([784], dense(128), { type: 'same' }, head(10)),
};
const rowsOf = {
  cpu: { narrow: 1024, usual: 64, wide: 32, images: 64, recurrent: 128, 'recurrent and large': 32, wrapped: 64, 'of the program': 32 },
  wasm: {
    narrow: 1024,
    usual: 512,
    wide: 64,
    images: 256,
    recurrent: 512,
    'recurrent and large': 32,
    wrapped: 256,
    'of the program': 32,
  },
} as const;
const kinds = Object.keys(networks) as (keyof typeof networks)[];

/** Lists how many rows each batch has that a model answers from here on. */
function watchSizes({ layersModel }: Model): number[] {
  const sizes: number[] = [];
  const { predictOnBatch } = layersModel;
  layersModel.predictOnBatch = function (this: LayersModel, x) {
    sizes.push([x as Tensor | Tensor[]].flat()[0]!.shape[0]!);
    return predictOnBatch.call(this, x);
  };
  return sizes;
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  async function made(kind: keyof typeof networks): Promise<Model> {
    const network = networks[kind] as Chain;
    const rows = tf.tidy(() => tf.zeros([1, ...network.input]).arraySync()) as never;
    const ys = wave(1, network.layers.at(-1)!.units);
    const options = { backend, epochs: 1, seed: 1, validationSplit: 0, step: 'eager' } as const;
    const model = await train(specOf(network, squares), { xs: rows, ys }, options);
    models.push(model);
    return model;
  }

  test.each(kinds)('a network (%s) answers so many rows at once that other work has its turn', async (kind) => {
    await useBackend(backend);
    const layersModel = toLayersModel(parseModel(specOf(networks[kind], squares)), 1);
    expect(rowsAtOnce(layersModel, 5000)).toBe(rowsOf[backend][kind]);
    layersModel.dispose();
  });

  test('a layer may be shared by sequences of several lengths', async () => {
    const network = {
      inputs: { short: [5, 3], long: [7, 3] },
      layers: [
        { type: 'dense', units: 4, id: 'each', from: 'short' },
        { type: 'shared', of: 'each', id: 'again', from: 'long' },
        { type: 'globalAveragePooling1d', id: 'one', from: 'each' },
        { type: 'globalAveragePooling1d', id: 'other', from: 'again' },
        { type: 'concatenate', from: ['one', 'other'] },
        { type: 'dense', units: 1 },
      ],
    } as const;
    const sequences = (length: number) => Array.from({ length: 12 }, (_, row) => wave(length, 3).map(([a, b, c]) => [a! + row, b!, c!]));
    const xs = { short: sequences(5), long: sequences(7) };
    const data = { xs, ys: wave(12, 1) };
    const model = await train({ network, training: squares }, data, { backend, epochs: 1, seed: 1, validationSplit: 0.25 });
    models.push(model);
    expect(await model.predict(xs)).toHaveLength(12);
  });

  test('layers of the program see 32 rows at a time, as those of TensorFlow.js do that get a function of it later', async () => {
    const model = await made('of the program');
    const sizes = watchSizes(model);
    await model.predict(wave(70, 784), { step: 'eager' });
    expect(sizes.splice(0)).toEqual([32, 32, 6]);
    const stock = await made('narrow');
    const others = watchSizes(stock);
    await stock.predict(wave(70, 3));
    expect(others.splice(0)).toEqual([70]);
    const layer = stock.layersModel.layers[1]!;
    const { call } = layer;
    layer.call = function (this: typeof layer, inputs, options) {
      const answers = call.call(this, inputs, options) as Tensor;
      return tf.tidy(() => tf.sub(answers, tf.max(answers, 0))); // looks at all rows of a batch
    };
    const rows = wave(70, 3);
    const answers = (await stock.predict(rows, { step: 'eager' })) as unknown as number[][];
    expect(others).toEqual([32, 32, 6]);
    const asStock = tf.tidy(() => (stock.layersModel.predict(tf.tensor2d(rows)) as Tensor).arraySync());
    expect(answers).toEqual(asStock);
  });

  test('rows are answered alike however many come at once, and in batches of the size that leaves others their turn', async () => {
    const model = await made('usual');
    const rows = wave(1100, 784);
    const { predictOnBatch } = model.layersModel;
    const sizes = watchSizes(model);
    const answers = (await model.predict(rows, { step: 'eager' })) as unknown as number[][];
    const size = rowsOf[backend].usual;
    expect(sizes).toEqual([...Array<number>(Math.floor(1100 / size)).fill(size), 1100 % size]);
    const whole = tf.tidy(() => (predictOnBatch.call(model.layersModel, tf.tensor2d(rows)) as Tensor).arraySync());
    expect(answers).toEqual(whole);
    for (let i = 0; i < 3; i++) expect(await model.predict(rows)).toEqual(whole);
  });
});
