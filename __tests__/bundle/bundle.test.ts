import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { checksum } from '../../src/bundle/checksum.ts';
import { BundleError } from '../../src/errors.ts';
import { evaluate, exportModel, load, registerLayer, save, train, type Model, type NetworkSpec } from 'netspec';

const rows = Array.from({ length: 30 }, (_, i) => ({ size: i, colour: ['red', 'green', 'blue'][i % 3]!, price: 3 * i + (i % 3) }));
let folder: string;
let model: Model;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-'));
  const network = { layers: [{ type: 'dense', units: 8, activation: 'relu' }] } as const;
  const spec = { name: 'prices', features: { size: 'number', colour: 'category' }, target: { price: 'number' }, network } as const;
  model = await train(spec, rows, { epochs: 3, seed: 1, backend: 'cpu' });
  await save(model, join(folder, 'prices'));
});
afterAll(async () => {
  model.dispose();
  await rm(folder, { recursive: true });
});

describe('a saved model', () => {
  test('answers as before once it is loaded, and can be evaluated, and nothing leaks', async () => {
    const before = tf.memory().numTensors;
    const loaded = await load(join(folder, 'prices'));
    expect(await loaded.predict(rows)).toEqual(await model.predict(rows));
    expect(loaded.record).toEqual(JSON.parse(JSON.stringify(model.record)));
    expect((await evaluate(loaded, rows)).metrics).toEqual((await evaluate(model, rows)).metrics);
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is a stock layers model that stock TF.js opens without anything of ours', async () => {
    const read = async (file: string) => await readFile(join(folder, 'prices', file));
    const { modelTopology, weightsManifest } = JSON.parse((await read('model.json')).toString());
    const weightData = new Uint8Array(await read('weights.bin')).buffer;
    const stock = await tfl.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }));
    const values = tf.tidy(() => (stock.predict(tf.ones([2, 4])) as Tensor).arraySync());
    expect(values).toEqual(tf.tidy(() => (model.layersModel.predict(tf.ones([2, 4])) as Tensor).arraySync()));
    stock.dispose();
  });

  test('opens by a file:// address, ours and TF.js’s own, without the native bindings', async () => {
    const address = pathToFileURL(join(folder, 'by-address')).href;
    await save(model, address);
    (await load(address)).dispose();
    const stock = await tfl.loadLayersModel(`${address}/model.json`);
    await stock.save(`${address}-stock`);
    stock.dispose();
    expect((await readdir(join(folder, 'by-address-stock'))).sort()).toEqual(['model.json', 'weights.bin']);
  });

  test('leaves no temporary file, and replaces an older model', async () => {
    await save(model, join(folder, 'twice'));
    await save(model, join(folder, 'twice'));
    expect((await readdir(join(folder, 'twice'))).sort()).toEqual(['model.json', 'netspec.json', 'weights.bin']);
  });

  test('goes into no folder with other things in it', async () => {
    await mkdir(join(folder, 'mine'));
    await writeFile(join(folder, 'mine', 'thesis.txt'), 'years of work');
    await expect(save(model, join(folder, 'mine'))).rejects.toThrow(
      'expected an empty folder, or one with a netspec model, received a folder with "thesis.txt"',
    );
    expect(await readdir(join(folder, 'mine'))).toEqual(['thesis.txt']);
  });
});

describe('a damaged bundle', () => {
  const damages: readonly [string, string, (bytes: Buffer) => Buffer | string | undefined][] = [
    ['weights with one bit changed', 'weights.bin', (bytes) => (bytes.writeUInt8(bytes[9]! ^ 1, 9), bytes)],
    ['truncated weights', 'weights.bin', (bytes) => bytes.subarray(0, 40)],
    ['no weights', 'weights.bin', () => undefined],
    ['a topology with a letter changed', 'model.json', (bytes) => bytes.toString().replace('relu', 'selu')],
    ['a truncated description', 'netspec.json', (bytes) => bytes.subarray(0, 200)],
    ['a scale changed by hand', 'netspec.json', (bytes) => bytes.toString().replace(/"shift": \d/, '"shift": 7')],
    ['a foreign description', 'netspec.json', () => '{"hello": "world"}'],
    ['a description that is a list', 'netspec.json', () => '[1]'],
    ['a later format', 'netspec.json', (bytes) => bytes.toString().replace('"netspec": 1', '"netspec": 99')],
    ['no description', 'netspec.json', () => undefined],
  ];
  test.each(damages)('is one clear error: %s', async (name, file, damage) => {
    const place = join(folder, name.replaceAll(' ', '-'));
    await save(model, place);
    const changed = damage(await readFile(join(place, file)));
    if (changed === undefined) await rm(join(place, file));
    else await writeFile(join(place, file), changed);
    const before = tf.memory().numTensors;
    const error = (await load(place).catch((caught: unknown) => caught)) as Error;
    expect(error.name).toBe('BundleError');
    expect(error.message.replace(place, 'PLACE').replaceAll(/\b[0-9a-f]{8}\b/g, 'CRC')).toMatchSnapshot();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('weights of another model are found by the samples, though every checksum is right', async () => {
  const place = join(folder, 'swapped');
  await save(model, place);
  const weights = await readFile(join(place, 'weights.bin'));
  const manifest = JSON.parse((await readFile(join(place, 'netspec.json'))).toString());
  for (let at = 0; at < weights.length; at += 4) weights.writeFloatLE(weights.readFloatLE(at) * -3, at);
  manifest.checksums['weights.bin'] = checksum(weights);
  await writeFile(join(place, 'weights.bin'), weights);
  await writeFile(join(place, 'netspec.json'), JSON.stringify(manifest));
  const before = tf.memory().numTensors;
  await expect(load(place)).rejects.toThrow(/weights.bin: expected the answer .* to a sample/);
  expect(tf.memory().numTensors).toBe(before);
});

test('two saves to one folder at once leave one whole model', async () => {
  const place = join(folder, 'at-once');
  await Promise.all([save(model, place), save(model, place)]);
  (await load(place)).dispose();
});

test('a model whose layer is not registered, or is not made of what was saved, says so when it is loaded', async () => {
  let isRefused = false;
  class Twice extends tfl.layers.Layer {
    static className = 'TwiceUnknown';
    constructor(config: object) {
      super(config);
      if (isRefused) throw new Error('no factor');
    }
    override call(inputs: Tensor | Tensor[]): Tensor {
      return tf.mul(Array.isArray(inputs) ? inputs[0]! : inputs, 2);
    }
  }
  registerLayer({
    type: 'twiceUnknown',
    doc: 'Doubles.',
    options: {},
    ranks: { in: 'any', out: 'same' },
    outputShape: ([input]) => input!,
    layer: Twice,
  });
  const spec = { input: [2], layers: [{ type: 'twiceUnknown' }, { type: 'dense', units: 1 }] } as unknown as NetworkSpec;
  const custom = await train(spec, { xs: [[1, 2]], ys: [1] }, { epochs: 1, loss: 'meanSquaredError', backend: 'cpu' });
  const place = join(folder, 'custom');
  await save(custom, place);
  (await load(place)).dispose();
  isRefused = true;
  await expect(load(place)).rejects.toThrow(BundleError);
  await expect(load(place)).rejects.toThrow(
    'model.json: expected layers that class Twice makes of what it has saved, received Error: no factor\n' +
      '    fix: have its getConfig give all that its constructor takes',
  );
  const classes = tf.serialization.SerializationMap.getMap().classNameMap;
  delete classes['TwiceUnknown'];
  await expect(load(place)).rejects.toThrow('received the layer TwiceUnknown\n    fix: call registerLayer for it before load');
  custom.dispose();
});

test('a stock model with its weights in several files opens by file://', async () => {
  const place = join(folder, 'shards');
  await exportModel(model, { to: 'tfjs', path: place });
  const bytes = await readFile(join(place, 'weights.bin'));
  const json = JSON.parse((await readFile(join(place, 'model.json'))).toString());
  json.weightsManifest[0].paths = ['a.bin', 'b.bin'];
  await writeFile(join(place, 'a.bin'), bytes.subarray(0, 12));
  await writeFile(join(place, 'b.bin'), bytes.subarray(12));
  await writeFile(join(place, 'model.json'), JSON.stringify(json));
  await rm(join(place, 'weights.bin'));
  const stock = await tfl.loadLayersModel(`${pathToFileURL(place).href}/model.json`);
  expect(stock.getWeights().map((weight) => [...weight.dataSync()])).toEqual(
    model.layersModel.getWeights().map((weight) => [...weight.dataSync()]),
  );
  stock.dispose();
});

describe('exportModel', () => {
  test('leaves a saved model as it is, and says where it cannot write', async () => {
    await expect(exportModel(model, { to: 'tfjs', path: join(folder, 'prices') })).rejects.toThrow(
      'received a folder with a netspec model',
    );
    await expect(exportModel(model, { to: 'tfjs', path: join(folder, 'prices', 'model.json') })).rejects.toThrow('EEXIST');
    (await load(join(folder, 'prices'))).dispose();
  });

  test('to tfjs writes the stock layers model alone', async () => {
    await exportModel(model, { to: 'tfjs', path: join(folder, 'stock') });
    expect((await readdir(join(folder, 'stock'))).sort()).toEqual(['model.json', 'weights.bin']);
  });

  test('to a format that is not known names the closest', async () => {
    await expect(exportModel(model, { to: 'tfsj' as 'tfjs', path: join(folder, 'x') })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       to: expected a format: tfjs, received "tfsj"
         fix: did you mean "tfjs"?"
    `);
  });
});
