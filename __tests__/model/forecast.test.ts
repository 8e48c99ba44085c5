import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { evaluate, load, save, train, type Model, type ModelSpec, type Row } from 'netspec';
import { load as loadInPage, predict as predictInPage } from 'netspec/browser';
import { tf } from '#tf';
import { root } from '../docs/run.ts';
import { readData } from '../../src/model/model.ts';
import { monthly, rounded } from '../train/seriesRows.ts';

const spec: ModelSpec = {
  forecast: { window: 12, horizon: 3, time: 'month', series: 'shop', known: ['price'] },
  features: { month: { type: 'date', parts: ['month'] }, price: 'number', shop: 'category' },
  target: { sold: { type: 'number', scale: 'log' } },
  network: {
    layers: [
      { type: 'gru', id: 'memory', units: 4, from: 'past' },
      { type: 'concatenate', from: ['memory', 'features'] },
    ],
  },
};
const rows: readonly Row[] = [...monthly(60, { shop: 'south' }), ...monthly(58, { shop: 'north', level: 40 })];
/** What is known of the three months after. */
const after: readonly Row[] = [...monthly(63, { shop: 'south' }).slice(60), ...monthly(61, { shop: 'north', level: 40 }).slice(58)].map(
  (row) => ({ ...row, sold: null }),
);

let model: Model;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-forecast-'));
  model = await train(spec, rows, { epochs: 5, seed: 2, backend: 'cpu', testSplit: 0.2 });
  await save(model, join(folder, 'model'));
});
afterAll(async () => {
  model.dispose();
  await rm(folder, { recursive: true });
});

const forecast = async (given: readonly Row[], by: Model = model) => (await by.predict(given)) as readonly Row[];

describe('a forecast', () => {
  test('is of the steps after the last row with a target, for each series, with their times', async () => {
    const tensors = tf.memory().numTensors;
    const answers = await forecast([...rows, ...after]);
    expect(answers.map(({ shop, month }) => `${String(shop)} ${String(month)}`)).toEqual([
      'north 2019-11-01',
      'north 2019-12-01',
      'north 2020-01-01',
      'south 2020-01-01',
      'south 2020-02-01',
      'south 2020-03-01',
    ]);
    const sold = answers.map((answer) => answer['sold'] as number);
    expect(Math.max(...sold.slice(0, 3))).toBeLessThan(Math.min(...sold.slice(3)));
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test('tells of levels that training did not have, in the windows that it reads alone', async () => {
    const told: unknown[] = [];
    const move = (to: string) => [...rows, ...after].map((row) => (row['shop'] === 'south' ? { ...row, shop: to } : row));
    await model.predict(move('west'), { onWarning: (warning) => void told.push(warning) });
    const message = 'column "shop": training did not have the levels of 12 cells ("west"), so that they count as no level';
    expect(told).toEqual([{ about: 'unseenLevels', message }]);
  });

  test('tells series apart only where a feature does, and says nothing of new ones where none does', async () => {
    const told: unknown[] = [];
    const features = Object.fromEntries(Object.entries(spec.features!).filter(([name]) => name !== 'shop'));
    const other = await train({ ...spec, features }, rows, { seed: 1, epochs: 1, backend: 'cpu' });
    try {
      const all = [...rows, ...after].filter(({ shop }) => shop === 'south');
      const renamed = all.map((row) => ({ ...row, shop: 'west' }));
      const soldOf = (answers: readonly Row[]) => answers.map(({ sold }) => sold);
      const answers = (await other.predict(renamed, { onWarning: (warning) => void told.push(warning) })) as readonly Row[];
      expect(soldOf(answers)).toEqual(soldOf(await forecast(all, other)));
      expect(told).toEqual([]);
    } finally {
      other.dispose();
    }
  });

  test('reads the last window and what is known in advance, and nothing else', async () => {
    const all = await forecast([...rows, ...after]);
    const window = rows.filter(({ shop, month }) => String(month) >= (shop === 'south' ? '2019-01' : '2018-11'));
    expect(window).toHaveLength(24);
    expect(await forecast([...after, ...window].reverse())).toEqual(all);
    expect(await forecast([...rows, ...after.map((row) => ({ ...row, price: 1 }))])).not.toEqual(all);
    const more = monthly(70, { shop: 'south' }).slice(63).map((row) => ({ ...row, sold: null, price: 1 })); // prettier-ignore
    expect(await forecast([...rows, ...after, ...more])).toEqual(all);
  });

  test('of an earlier moment is the same whatever came after it', async () => {
    const until = (month: string) => rows.map((row) => (String(row['month']) <= month ? row : { ...row, sold: null }));
    const now = await forecast(until('2018-06-01'));
    expect(now[0]!['month']).toBe('2018-07-01');
    expect(now.map(({ sold }) => sold)).not.toContain(undefined);
    const changed = until('2018-06-01').map((row) => (String(row['month']) > '2018-09-01' ? { ...row, price: 77 } : row));
    expect(await forecast(changed)).toEqual(now);
  });

  test('is nothing for no rows', async () => expect(await forecast([])).toEqual([]));

  test('where what is known in advance is missing is refused', async () => {
    await expect(forecast(rows)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       series "north": expected a row for each of the 3 steps after "2019-10-01", with "price", known in advance, received none for "2019-11-01", "2019-12-01", "2020-01-01"
         fix: add rows with an empty "sold"
       series "south": expected a row for each of the 3 steps after "2019-12-01", with "price", known in advance, received none for "2020-01-01", "2020-02-01", "2020-03-01"
         fix: add rows with an empty "sold""
    `);
    await expect(forecast([...rows, ...after.slice(1)])).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       series "south": expected a row for each of the 3 steps after "2019-12-01", with "price", known in advance, received none for "2020-01-01"
         fix: add rows with an empty "sold""
    `);
    await expect(forecast([...rows, ...after.map((row, i) => i === 1 ? { ...row, price: null } : row)])).rejects.toThrowErrorMatchingInlineSnapshot(`
"the data has a problem
  column "price": expected a number in each row, received null in row 120
    fix: correct the cells or leave the rows out (texts in rows are read with a decimal point, or as the table of the training writes them); a model trained with "missing": "mean" for the column takes empty ones, and texts that its "missingValues" list"
`); // prettier-ignore
  });

  const short = rows.filter(({ shop, month }) => shop === 'south' || String(month) >= '2019-03');

  test('leaves out series of fewer rows than the window, or behind a gap, and tells of them', async () => {
    const [north, south] = [(await forecast([...rows, ...after])).slice(0, 3), (await forecast([...rows, ...after])).slice(3)];
    const told: string[] = [];
    const onWarning = ({ message }: { readonly message: string }) => void told.push(message);
    expect(await model.predict([...short, ...after], { onWarning })).toEqual(south);
    const torn = rows.filter(({ shop, month }) => shop === 'north' || month !== '2019-06-01');
    expect(await model.predict([...torn, ...after], { onWarning })).toEqual(north);
    expect(told).toMatchInlineSnapshot(`
     [
       "1 series is not forecast, as the network reads 12 rows with a target, 1 month apart, up to the last: "north" (8)",
       "1 series is not forecast, as the network reads 12 rows with a target, 1 month apart, up to the last: "south" (6 after a gap before "2019-07-01")",
     ]
    `);
  });

  test('of fewer rows than the window in all series is refused', async () => {
    const none = short.filter(({ shop }) => shop === 'north');
    await expect(forecast([...none, ...after])).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       series "north": expected 12 rows with a target, 1 month apart, up to the last: the window that the network reads, received 8
         fix: give more rows before, and fill in those that are missing
       series "south": expected 12 rows with a target, 1 month apart, up to the last: the window that the network reads, received 0
         fix: give more rows before, and fill in those that are missing"
    `);
  });

  test('looks at no cells but those of its windows', async () => {
    const broken = rows.map((row) => (String(row['month']) < '2018-01' ? { ...row, price: 'unknown', sold: 'many' } : row));
    expect(await forecast([...broken, ...after])).toEqual(await forecast([...rows, ...after]));
  });
});

test('a saved model forecasts the same, here and in a page', async () => {
  const answers = await forecast([...rows, ...after]);
  const again = await load(join(folder, 'model'));
  expect(rounded(await forecast([...rows, ...after], again))).toEqual(rounded(answers));
  again.dispose();

  const server = createServer((request, response) => {
    readFile(join(folder, 'model', request.url!.split('/').at(-1)!)).then(
      (bytes) => response.writeHead(200).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(globalThis, { location: { href: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } });
  const inPage = await loadInPage('model/');
  expect(rounded(await predictInPage(inPage, [...rows, ...after]))).toEqual(rounded(answers));
  inPage.dispose();
  Reflect.deleteProperty(globalThis, 'location');
  await new Promise((resolve) => server.close(resolve));
});

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
  console.log(JSON.stringify(model.predict(JSON.parse(readFileSync(inputs)).map(({ values, shape }) => tf.tensor(values, shape))).arraySync())));
`;

test('stock TF.js alone answers the same, the last value added back', async () => {
  const inputs = await readData(model, [...rows, ...after]);
  const tensors = inputs.map(({ values, shape, rows: count }) => ({ values: [...values], shape: [count, ...shape] }));
  await writeFile(join(folder, 'inputs.json'), JSON.stringify(tensors));
  const args = ['-e', program, join(folder, 'model'), join(folder, 'inputs.json')];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const answers = (JSON.parse(stdout) as number[][]).flat();
  const { shift, factor } = model.record.encoders!.targets[0] as unknown as { readonly shift: number; readonly factor: number };
  const sold = answers.map((answer) => Math.exp(answer / factor + shift));
  const ours = await forecast([...rows, ...after]);
  ours.forEach((answer, i) => expect(sold[i]! / (answer['sold'] as number)).toBeCloseTo(1, 5));
});

describe('evaluate', () => {
  test('judges only what is later than what training has seen, as the report of the training did', async () => {
    expect(rounded(await evaluate(model, rows))).toEqual(rounded(model.heldOut));
    const few = rows.filter(({ month }) => String(month) < '2018-01');
    await expect(evaluate(model, few)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected rows with a target of 3 months or more after "2018-11-01", up to which training has seen them, and the 12 before, received none among 72 rows
         fix: give later rows too: what a network was trained on tells nothing of it"
    `);
  });

  test('looks at no cells but those of the windows that it judges and a season before, and tells of their levels alone', async () => {
    const told: string[] = [];
    const onWarning = ({ message }: { readonly message: string }) => void told.push(message);
    const report = await evaluate(model, rows, { onWarning });
    const broken = rows.map((row) => (String(row['month']) < '2017-01' ? { ...row, price: 'unknown', sold: 'many' } : row));
    expect(await evaluate(model, broken, { onWarning })).toEqual(report);
    expect(told).toEqual([]);
    const moved = rows.map((row) => (row['shop'] === 'south' ? { ...row, shop: 'west' } : row));
    await evaluate(model, moved, { onWarning });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchInlineSnapshot(
      `"column "shop": training did not have the levels of 25 cells ("west"), so that they count as no level"`,
    );
  });
});

test('quantiles are answered for each step, rising', async () => {
  const of: ModelSpec = {
    forecast: { window: 6, horizon: 2, time: 't' },
    target: { y: { type: 'quantiles', quantiles: [0.25, 0.5, 0.75] } },
  };
  const numbers = Array.from({ length: 60 }, (_, t) => ({ t, y: Math.sin(t) + t / 10 }));
  const own = await train(of, numbers, { epochs: 3, seed: 1, backend: 'cpu' });
  const answers = (await own.predict(numbers)) as readonly Row[];
  expect(answers.map(({ t }) => t)).toEqual([60, 61]);
  for (const { y, quantiles } of answers) {
    const all = Object.values(quantiles as object) as number[];
    expect(Object.keys(quantiles as object)).toEqual(['0.25', '0.5', '0.75']);
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(y).toBe(all[1]);
  }
  own.dispose();
});

test('numbers that tell the time may be a feature too, milliseconds among them', async () => {
  for (const [first, by] of [[Date.UTC(2020, 0), 3_600_000], [1.7e9, 0.1], [0, 1]] as const) {
    const of: ModelSpec = { forecast: { window: 3, horizon: 2, time: 't' }, features: { t: 'number' }, target: { y: 'number' } };
    const numbers = Array.from({ length: 30 }, (_, t) => ({ t: first + t * by, y: Math.sin(t) }));
    const own = await train(of, numbers, { epochs: 1, seed: 1, backend: 'cpu' });
    expect(((await own.predict(numbers)) as readonly Row[]).map(({ t }) => t)).toEqual([30, 31].map((t) => first + t * by));
    own.dispose();
  }
}); // prettier-ignore

test('times are answered as the column has them', async () => {
  const of: ModelSpec = { forecast: { window: 3, horizon: 1, time: 't' }, target: { y: 'number' } };
  const cases: readonly (readonly [(t: number) => unknown, unknown])[] = [
    [(t) => 2000 + t, 2030],
    [(t) => new Date(Date.UTC(2020, t)).toISOString().slice(0, 7), '2022-07'],
    [(t) => new Date(Date.UTC(2020, t + 1, 0)), '2022-07-31'],
    [(t) => Date.UTC(2020, 0, 1, t), Date.UTC(2020, 0, 2, 6)],
    [(t) => new Date(Date.UTC(2020, 0, 1, t)).toISOString(), '2020-01-02T06:00:00.000Z'],
    [(t) => 20200101 + t, 20200131],
  ];
  for (const [write, next] of cases) {
    const numbers = Array.from({ length: 30 }, (_, t) => ({ t: write(t), y: Math.sin(t) }));
    const own = await train(of, numbers, { epochs: 1, seed: 1, backend: 'cpu' });
    expect(((await own.predict(numbers)) as readonly Row[])[0]!['t']).toEqual(next);
    own.dispose();
  }
});

test('times with a zone are answered with it, and tell the network what their moments do', async () => {
  const of: ModelSpec = {
    forecast: { window: 3, horizon: 2, time: 't', known: [] },
    features: { t: { type: 'date', parts: ['hour', 'dayOfWeek'] } },
    target: { y: 'number' },
  };
  const moments = Array.from({ length: 40 }, (_, t) => Date.UTC(2024, 1, 27, 7 * t));
  const iso = (time: number) => new Date(time).toISOString().slice(0, 19);
  const answers = async (write: (time: number) => string) => {
    const numbers = moments.map((time, t) => ({ t: write(time), y: Math.sin(t) }));
    const own = await train(of, numbers, { epochs: 1, seed: 1, backend: 'cpu' });
    const found = (await own.predict(numbers)) as readonly Row[];
    own.dispose();
    return { ys: found.map(({ y }) => y), ts: found.map(({ t }) => t) };
  };
  const [plain, zoned] = [await answers((time) => `${iso(time)}Z`), await answers((time) => `${iso(time - 5.5 * 3_600_000)}-05:30`)];
  expect(zoned.ys).toEqual(plain.ys);
  expect([plain.ts, zoned.ts]).toEqual([
    ['2024-03-09T16:00:00Z', '2024-03-09T23:00:00Z'],
    ['2024-03-09T10:30:00-05:30', '2024-03-09T17:30:00-05:30'],
  ]);
});
