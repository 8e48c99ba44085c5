import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { train, type ModelSpec } from 'netspec';
import { root } from '../docs/run.ts';
import { isLong } from '../long/isLong.ts';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';

const place = temporaryFolder();
const data = ['--data', 'examples/data/series.csv'];
const rows = readFileSync(join(root, 'examples/data/series.csv'), 'utf8').trim().split('\n').slice(1); // prettier-ignore
const values = rows.map((line) => Number(line.split(',')[1]));

let report: string;
beforeAll(async () => {
  const to = ['--out', place('forecast'), '--runs', place('runs'), '--seed', '0', '--backend', 'cpu', '--json'];
  const { code, stdout } = await capture(['train', 'models/forecast.json', ...data, ...to]);
  expect(code).toBe(0);
  report = JSON.stringify((JSON.parse(stdout.trim().split('\n').at(-1)!) as { readonly heldOut: unknown }).heldOut);
});

test('models/forecast.json beats the last value and the same month a year ago on the last two years, as anyone can compute them', () => {
  const origins = Array.from({ length: 19 }, (_, i) => 95 + i); // whose six months are all within the last 24
  const mae = (from: (origin: number, ahead: number) => number) => {
    const errors = origins.flatMap((origin) => [1, 2, 3, 4, 5, 6].map((k) => Math.abs(values[origin + k]! - from(origin, k))));
    return errors.reduce((sum, error) => sum + error, 0) / errors.length;
  };
  const { rows: count, metrics, baselines, verdict } = JSON.parse(report);
  expect(count).toBe(19);
  expect(baselines.trivial.mae).toBeCloseTo(mae((origin) => values[origin]!), 3); // prettier-ignore
  expect(baselines.seasonal.mae).toBeCloseTo(mae((origin, k) => values[origin + k - 12]!), 3); // prettier-ignore
  expect(metrics.mae).toBeLessThan(baselines.trivial.mae / 3);
  expect(metrics.mae).toBeLessThan(baselines.seasonal.mae / 2);
  expect(verdict).toMatch(/The network beats the last value .* The network beats the value a year ago /);
});

test('so it does with other seeds', async () => {
  const spec = JSON.parse(readFileSync(join(root, 'models/forecast.json'), 'utf8')) as ModelSpec;
  for (const seed of isLong ? [1, 2, 3, 4] : [1]) {
    const model = await train(spec, join(root, 'examples/data/series.csv'), { seed, backend: 'cpu' });
    expect((model.heldOut!.metrics as { readonly mae: number }).mae).toBeLessThan(15);
    model.dispose();
  }
});

test('netspec evaluate judges the rows after training, and tells each step ahead', async () => {
  const { code, stdout } = await capture(['evaluate', place('forecast'), ...data]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^19 forecasts of 6 months +network +linear +last value +a year ago\nMAE /);
  expect(stdout).toMatch(/\nMAE by steps ahead +network +linear +last value +a year ago\n1 (.*\n){6}\nThe network /);
  const { stdout: json } = await capture(['evaluate', place('forecast'), ...data, '--json']);
  const { metrics } = JSON.parse(json) as { readonly metrics: { readonly mae: number } };
  expect(metrics.mae).toBeCloseTo((JSON.parse(report) as { readonly metrics: { readonly mae: number } }).metrics.mae, 3);
  const { stdout: all } = await capture(['evaluate', place('forecast'), ...data, '--all-rows']);
  expect(all).toMatch(/^91 forecasts of 6 months /);
});

test('netspec predict tells the months that follow', async () => {
  const { stdout } = await capture(['predict', place('forecast'), ...data]);
  const [head, ...lines] = stdout.trim().split('\n');
  expect(head).toBe('date,value');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01']); // prettier-ignore
  for (const line of lines) expect(Math.abs(Number(line.split(',')[1]) / 380 - 1)).toBeLessThan(0.3);
});

test('netspec train --folds forecasts one part of time after another', async () => {
  const { code, stdout } = await capture([
    ...['train', 'models/forecast.json', ...data, '--folds', '3', '--epochs', '5', '--seed', '1', '--backend', 'cpu'],
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^69 forecasts of 6 months, 3 folds +network +linear +last value +a year ago\n/);
});

test('a table with a column of time is trained on without a spec as any other', async () => {
  const to = ['--out', place('plain'), '--runs', place('runs'), '--epochs', '2', '--backend', 'cpu'];
  const { code, stdout } = await capture(['train', ...data, '--target', 'value', '--time', 'date', ...to]);
  expect([code, stdout.includes('24 rows')]).toEqual([0, true]);
});

test('netspec predict tells which series it leaves out', async () => {
  const spec = { forecast: { window: 4, horizon: 1, time: 't', series: 'shop' }, target: { y: 'number' } };
  const lines = ['a', 'b'].flatMap((shop) => Array.from({ length: 30 }, (_, t) => `${shop},${t},${t % 5}`));
  const files = { spec: place('shops.json'), all: place('all.csv'), few: place('few.csv') };
  await Promise.all([
    writeFile(files.spec, JSON.stringify(spec)),
    writeFile(files.all, ['shop,t,y', ...lines, ''].join('\n')),
    writeFile(files.few, ['shop,t,y', ...lines.slice(0, 32), ''].join('\n')), // two of shop b
  ]);
  const to = ['--out', place('shops'), '--runs', place('runs'), '--epochs', '1', '--backend', 'cpu'];
  expect((await capture(['train', files.spec, '--data', files.all, ...to])).code).toBe(0);
  const { code, stdout, stderr } = await capture(['predict', place('shops'), '--data', files.few]);
  expect([code, stdout.match(/^a,30,.*$/m) !== null, stdout.includes('b,')]).toEqual([0, true, false]);
  expect(stderr).toContain(
    'warning: 1 series is not forecast, as the network reads 4 rows with a target, 1 step apart, up to the last: "b" (2)\n',
  );
});
