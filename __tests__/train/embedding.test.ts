import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { crossValidate, load, save, train, type ModelSpec, type Report, type Row } from 'netspec';
import { load as loadInPage } from '../../src/browser.ts';
import type { Source } from '../../src/data/frame.ts';
import { frameOfRows } from '../../src/data/read/memoryFrame.ts';
import { chooseLevels, joinInputs } from '../../src/model/baselineColumns.ts';
import { createRandom } from '../../src/random.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { trainWith } from '../../src/train/train.ts';
import { root } from '../docs/run.ts';
import { testOfWhole } from '../long/spread.ts';
import { atOnce } from '../../src/turns/inTurns.ts';
import { leaveNoTensors } from './tensors.ts';

leaveNoTensors();

/** y = an effect of the level, which is drawn for each, + x. */
function makeRows(levels: number, count: number): Row[] {
  const random = createRandom(3);
  const effects = Array.from({ length: levels }, () => 10 + 4 * (random.next() - 0.5));
  return Array.from({ length: count }, (_, row) => {
    const x = random.next();
    return { town: `t${row % levels}`, x, y: effects[row % levels]! + x };
  });
}

const spec = (town: object = {}): ModelSpec => ({
  features: { town: { type: 'category', ...town }, x: 'number' },
  target: { y: 'number' },
  network: { layers: [{ type: 'dense', units: 16, activation: 'relu' }] },
  training: { seed: 1, epochs: 12, batchSize: 32, optimizer: { type: 'adam', learningRate: 0.02 } },
});
const maeOf = (report: unknown) => (report as Report).metrics as unknown as { readonly mae: number };
const baselinesOf = (report: unknown) => (report as Report).baselines as unknown as Record<'trivial' | 'linear', { readonly mae: number }>;

// A program with stock TensorFlow.js and nothing of ours.
const program = `
const { readFileSync } = require('node:fs');
const tf = require('@tensorflow/tfjs-core');
const { loadLayersModel } = require('@tensorflow/tfjs-layers');
require('@tensorflow/tfjs-backend-cpu');
console.warn = () => {};
const [folder, inputs] = process.argv.slice(1);
const { modelTopology, weightsManifest } = JSON.parse(readFileSync(folder + '/model.json'));
const weightData = new Uint8Array(readFileSync(folder + '/weights.bin')).buffer;
loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData })).then((model) =>
  console.log(JSON.stringify(model.predict(JSON.parse(inputs).map((rows) => tf.tensor(rows))).arraySync())));
`;

describe('a column of 300 levels', () => {
  const rows = makeRows(300, 2400);
  const asked: Row[] = [...rows.slice(0, 4), { town: 'never', x: 0.5 }];

  test('teaches an embedding what each level does, which answers alike when loaded, in a page and by stock TF.js', async () => {
    const model = await train(spec(), rows);
    const folder = await mkdtemp(join(tmpdir(), 'netspec-embedding-'));
    const server = createServer((request, response) => {
      readFile(join(folder, request.url!)).then((bytes) => response.end(bytes), () => response.writeHead(404).end()); // prettier-ignore
    });
    try {
      expect(model.record.spec.network.layers.map(({ id }) => id)).toEqual([
        'town_embedding',
        'town_flatten',
        'features',
        'dense_1',
        'head',
      ]);
      const { mae } = maeOf(model.heldOut);
      expect(mae).toBeLessThan(0.25 * baselinesOf(model.heldOut).trivial.mae);

      // Of a level that no row had, the answer is that of one that does nothing out of the usual.
      const answers = (await model.predict(asked)) as unknown as readonly { readonly y: number }[];
      const mean = rows.reduce((sum, { y }) => sum + (y as number), 0) / rows.length;
      expect(Math.abs(answers.at(-1)!.y - mean)).toBeLessThan(0.3);
      const numbers = model.layersModel.getLayer('town_embedding').getWeights()[0]!.dataSync();
      expect([...numbers.subarray(0, 39)]).toEqual(new Array(39).fill(0));

      await save(model, folder);
      const loaded = await load(folder);
      expect(await loaded.predict(asked)).toEqual(answers);
      expect(loaded.record).toEqual(model.record);
      loaded.dispose();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const href = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      Object.assign(globalThis, { location: { href } });
      const inPage = await loadInPage(href);
      expect(await inPage.predict(asked)).toEqual(answers);
      inPage.dispose();

      const { inputs } = model.record.encoders!;
      const [x] = inputs[0]!.features as unknown as readonly [{ readonly shift: number; readonly factor: number }];
      const [town] = inputs[1]!.features as unknown as readonly [{ readonly levels: readonly string[] }];
      const read = [
        asked.map((row) => [((row['x'] as number) - x.shift) * x.factor]),
        asked.map((row) => [town.levels.indexOf(row['town'] as string) + 1]),
      ];
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', program, folder, JSON.stringify(read)], { cwd: root });
      const { shift, factor } = model.record.encoders!.targets[0] as unknown as { readonly shift: number; readonly factor: number };
      (JSON.parse(stdout) as [number][]).forEach(([z], i) => expect(z / factor + shift).toBeCloseTo(answers[i]!.y, 4));
    } finally {
      Reflect.deleteProperty(globalThis, 'location');
      model.dispose();
      server.close();
      await rm(folder, { recursive: true });
    }
  });

  testOfWhole('has the same linear model beside it as one-hot has', async () => {
    const linear = async (encoding: string) => {
      const model = await train(spec({ encoding, minFrequency: 1 }), rows, { epochs: 1, backend: 'cpu' });
      const { linear } = baselinesOf(model.heldOut);
      model.dispose();
      return linear;
    };
    const oneHot = await linear('oneHot');
    expect(oneHot.mae).toBeLessThan(0.2);
    expect((await linear('embedding')).mae).toBeCloseTo(oneHot.mae, 9);
  });
});

test('an embedding learns the same on WebAssembly as on plain JavaScript', async () => {
  const rows = makeRows(45, 450);
  const lossOn = async (backend: 'cpu' | 'wasm') => {
    const model = await train(spec(), rows, { backend, epochs: 4 });
    const { history } = model;
    model.dispose();
    return history['loss']!;
  };
  const [cpu, wasm] = [await lossOn('cpu'), await lossOn('wasm')];
  expect(cpu.at(-1)!).toBeLessThan(0.6 * cpu[0]!);
  wasm.forEach((loss, epoch) => expect(loss).toBeCloseTo(cpu[epoch]!, 4));
});

test('an embedding of a column alone learns', async () => {
  const rows = makeRows(45, 450);
  const { network: _, ...rest } = spec();
  const model = await train({ ...rest, features: { town: 'category' } }, rows, { backend: 'cpu' });
  expect(maeOf(model.heldOut).mae).toBeLessThan(0.6 * baselinesOf(model.heldOut).trivial.mae);
  model.dispose();
});

test('rows that are read anew for each epoch teach the same levels as rows in memory', async () => {
  const rows = [...makeRows(45, 450), { town: 'once', x: 0.5, y: 10 }];
  const source: Source = {
    name: 'made.csv',
    isRepeatable: true,
    async *frames() {
      for (let i = 0; i < rows.length; i += 64) yield frameOfRows(rows.slice(i, i + 64), { source: 'made.csv', before: i });
    },
  };
  const learned = async (data: Source | Row[]) => {
    const model = await trainWith(await createTrainer(spec(), data as Row[], { epochs: 1, validationSplit: 0 }));
    const { encoders } = model.record;
    model.dispose();
    return encoders;
  };
  const inMemory = await learned(rows);
  expect(await learned(source)).toEqual(inMemory);
  expect(JSON.stringify(inMemory)).toContain('"levels":["t0","t1"');
  expect(JSON.stringify(inMemory)).not.toContain('once');
});

test('folds that have more levels and fewer than one-hot takes are one ensemble', async () => {
  // 39 levels in all folds, and four that come often enough in some of them.
  const rows = [...makeRows(39, 468), ...Array.from({ length: 24 }, (_, i) => ({ town: `rare${i % 4}`, x: 0.5, y: 10 }))];
  const { ensemble, reports } = await crossValidate(spec({ minFrequency: 5 }), rows, { folds: 3, seed: 6, epochs: 1, ensemble: true });
  expect(reports).toHaveLength(3);
  const [answer] = (await ensemble!.predict([{ town: 'never', x: 0.5 }])) as unknown as readonly { readonly y: number }[];
  expect(answer!.y).toBeGreaterThan(5);
  ensemble!.dispose();
});

describe('a linear model', () => {
  const inputs = [{ id: 'town', shape: [1], dtype: 'float32', levels: 1001 }] as const;
  const tableOf = (numbers: readonly number[]) => ({ values: Float32Array.from(numbers), shape: [1], rows: numbers.length, dtype: 'float32' }) as const; // prettier-ignore

  test('reads each level that rows have as one 0 or 1', () => {
    const table = tableOf([3, 0, 3, 7]);
    const reading = chooseLevels([table], inputs, { outputs: 1, task: 'regression' });
    expect(reading).toEqual({ levels: { town: [0, 3, 7] } });
    expect([...atOnce(joinInputs([table], inputs, reading)).xs]).toEqual([0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect([...atOnce(joinInputs([tableOf([9, 7])], inputs, reading)).xs]).toEqual([0, 0, 0, 0, 0, 1]);
  });

  test('reads the most frequent levels where it could not be fitted with all of them', () => {
    // Levels above 900 come eleven times, the others ten times.
    const numbers = Array.from({ length: 10_110 }, (_, i) => (i < 10_010 ? i % 1001 : 901 + (i % 100)));
    const { levels } = chooseLevels([tableOf(numbers)], inputs, { outputs: 1, task: 'regression' });
    expect(levels!['town']).toEqual([...Array.from({ length: 150 }, (_, i) => i), ...Array.from({ length: 100 }, (_, i) => 901 + i)]);
  });
});
