import { describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { train, type Model, type ModelSpec } from 'netspec';
import { packBundle } from '../../src/bundle/bundle.ts';
import type { BundleContent, BundleFile } from '../../src/bundle/manifest.ts';
import { openPlainModel } from '../../src/bundle/plainModel.ts';
import { encodeFeatures } from '../../src/data/encode.ts';
import { frameOf } from '../../src/data/read/memoryFrame.ts';
import { computeOutputs } from '../../src/model/outputs.ts';

// More than a batch, and an odd number of them.
const rows = Array.from({ length: 1501 }, (_, i) => ({
  size: 40 * Math.sin(i),
  age: (i * 7) % 31,
  colour: ['red', 'green', 'blue'][i % 3]!,
  town: `town ${i % 50}`,
  price: 3 * Math.sin(i) + ((i * 7) % 31),
  visits: i % 7,
  kind: ['a', 'b', 'c', 'd', 'e'][((i * 7) % 31) % 5]!,
  sold: (i * 7) % 31 > 12 ? 'yes' : 'no',
}));
const features = { size: 'number', age: 'number', colour: 'category' } as const;
const dense = (units: number, activation: string, more: object = {}) => ({ type: 'dense', units, activation, ...more });

const trained = async (given: object): Promise<Model> =>
  await train(
    { features, target: { price: 'number' }, network: { layers: [dense(6, 'relu')] }, ...given } as ModelSpec,
    rows.slice(0, 200),
    {
      epochs: 2,
      seed: 1,
      backend: 'cpu',
    },
  );
const open = async (content: BundleContent) => await openPlainModel((file: BundleFile) => Promise.resolve(content[file]), '"saved"');

describe('the rows of a small network of dense layers are answered without TF.js, bit for bit as it answers them', () => {
  test.each<[string, object]>([
    ['a number', {}],
    ['a count', { target: { visits: 'count' } }],
    ['quantiles', { target: { price: 'quantiles' } }],
    ['two classes', { target: { sold: 'category' } }],
    ['two classes by softmax', { target: { sold: { type: 'category', head: 'softmax' } } }],
    ['five classes', { target: { kind: 'category' } }],
    ['an order of classes', { target: { kind: { type: 'ordinal', classes: ['a', 'b', 'c', 'd', 'e'] } } }],
    ['tanh, sigmoid and linear', { network: { layers: [dense(9, 'tanh'), dense(7, 'sigmoid'), dense(3, 'linear')] } }],
    ['softmax in between', { network: { layers: [dense(5, 'softmax'), dense(5, 'relu')] } }],
    ['no biases', { network: { layers: [dense(8, 'relu', { useBias: false })] } }],
    [
      'dropout and penalties',
      { network: { layers: [dense(8, 'relu', { kernelRegularizer: { type: 'l2' } }), { type: 'dropout', rate: 0.5 }] } },
    ],
    ['many units', { network: { layers: [dense(120, 'tanh'), dense(130, 'relu')] } }],
  ])('%s', async (_, given) => {
    const model = await trained(given);
    const before = tf.memory().numTensors;
    const { encoders, compute } = (await open(await packBundle(model)))!;
    const inputs = encodeFeatures(encoders, frameOf(rows));
    expect(await compute(inputs)).toEqual(await computeOutputs(model.layersModel, inputs));
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

describe('it is left to TF.js to answer for', () => {
  test.each<[string, object]>([
    ['an activation that it computes in another way', { network: { layers: [dense(6, 'elu')] } }],
    ['another layer', { network: { layers: [dense(6, 'relu'), { type: 'batchNormalization' }] } }],
    ['a branch', { network: { layers: [{ type: 'residual', layers: [dense(5, 'relu')] }] } }],
    ['an embedding', { features: { size: 'number', town: { type: 'category', encoding: 'embedding' } }, network: undefined }],
    ['several targets', { target: { price: 'number', sold: 'category' } }],
    ['more than 20 000 weights', { network: { layers: [dense(150, 'relu'), dense(150, 'relu')] } }],
  ])('%s', async (_, given) => {
    const model = await trained(given);
    expect(await open(await packBundle(model))).toBeUndefined();
    model.dispose();
  });
});

test('weights that answer otherwise than where they were saved, or were damaged, are refused', async () => {
  const [one, other] = [await trained({}), await trained({ target: { price: { type: 'number', scale: 'none' } } })];
  const [content, foreign] = [await packBundle(one), await packBundle(other)];
  await expect(open({ ...content, 'weights.bin': foreign['weights.bin'] })).rejects.toThrowErrorMatchingInlineSnapshot(`
   ""saved" has a problem
     weights.bin: expected checksum 7d8f4681, received c99f2cd8 (172 bytes)
       fix: the file is damaged or was changed by hand: save the model again, or copy the folder anew"
  `);
  one.dispose();
  other.dispose();
});

test('a prediction that is stopped ends with the reason', async () => {
  const model = await trained({});
  const { encoders, compute } = (await open(await packBundle(model)))!;
  const stop = new AbortController();
  stop.abort(new Error('enough'));
  await expect(compute(encodeFeatures(encoders, frameOf(rows)), stop.signal)).rejects.toThrow('enough');
  model.dispose();
});
