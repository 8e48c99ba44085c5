import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { evaluate, exportModel, load, save, train, type Model } from 'netspec';

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
    expect(error.message.replace(place, 'PLACE')).toMatchSnapshot();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('exportModel', () => {
  test('to tfjs writes the stock layers model alone', async () => {
    await exportModel(model, { to: 'tfjs', path: join(folder, 'stock') });
    expect((await readdir(join(folder, 'stock'))).sort()).toEqual(['model.json', 'weights.bin']);
  });

  test('to a format that is not known names the closest', async () => {
    await expect(exportModel(model, { to: 'tfsj' as 'tfjs', path: join(folder, 'x') })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the options has a problem
       to: expected a format: tfjs, received "tfsj"
         fix: did you mean "tfjs"?"
    `);
  });
});
