import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../src/evaluate/report.ts';
import { createRandom } from '../../src/random.ts';
import { capture } from './capture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-table-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('a table without a spec is trained on by one that is made for it, rows without a target left out', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i % 7},${'abc'[i % 3]},${i === 5 ? '' : i % 3 === 0 ? 'yes' : 'no'}`);
  await writeFile(join(folder, 'table.csv'), `x,kind,y\n${lines.join('\n')}\n`);
  const given = ['--data', join(folder, 'table.csv'), '--target', 'y', '--out', join(folder, 'model'), '--runs', join(folder, 'runs')];
  const trained = await capture(['train', ...given, '--seed', '1', '--epochs', '5', '--backend', 'cpu']);
  expect(trained.code).toBe(0);
  expect(trained.stderr).toMatch(/^kind +category/m);
  expect(trained.stderr).toContain('1 row');
  const again = ['--again', join(folder, 'runs', 'model'), '--out', join(folder, 'again'), '--runs', join(folder, 'runs')];
  const repeated = await capture(['train', ...again]);
  expect(repeated.stdout).toContain('the same losses');
  expect(repeated.code).toBe(0);
});

test.each([[[]], [['--stream']]])('a table with gaps in its target is evaluated on as it was trained on (%j)', async (how) => {
  const cells = ['', 'NA', 'yes', 'no', 'yes', 'no', 'yes', 'no', 'yes', 'no'];
  const lines = Array.from({ length: 200 }, (_, i) => `${i % 7},${'abc'[i % 3]},${cells[i % 10]}`);
  const path = join(folder, 'gaps.csv');
  await writeFile(path, `x,kind,y\n${lines.join('\n')}\n`);
  const model = join(folder, `gaps${how.length}`);
  const options = ['--seed', '1', '--epochs', '2', '--backend', 'cpu', '--runs', join(folder, 'runs'), ...how];
  const trained = await capture(['train', '--data', path, '--target', 'y', '--out', model, '--json', ...options]);
  expect(trained.code).toBe(0);
  const { heldOut } = JSON.parse(trained.stdout.trim().split('\n').at(-1)!) as { heldOut: Report };
  // So it is with the spec that init writes.
  const spec = join(folder, `gaps${how.length}.json`);
  expect((await capture(['init', '--data', path, '--target', 'y', '--out', spec, '--seed', '1', ...how])).code).toBe(0);
  const written = await capture(['train', spec, '--data', path, '--out', join(folder, 'written'), '--json', ...options]);
  expect((JSON.parse(written.stdout.trim().split('\n').at(-1)!) as { heldOut: Report }).heldOut).toEqual(heldOut);
  const evaluated = await capture(['evaluate', model, '--data', path, '--json', ...how]);
  expect(evaluated.code).toBe(0);
  const { rows, leftOut, withoutTarget, seen, metrics } = JSON.parse(evaluated.stdout) as Report;
  expect({ withoutTarget, seen, all: rows + leftOut! }).toEqual({ withoutTarget: 40, seen: undefined, all: 160 });
  expect(rows).toBe(heldOut.rows);
  // Numbers differ in their last digits by backend.
  const { accuracy } = heldOut.metrics as { accuracy: number };
  expect(metrics).toMatchObject({ accuracy });
  const told = await capture(['evaluate', model, '--data', path, '--all-rows', ...how]);
  expect(told.stdout).toContain('40 rows of the data have no target');
});

test('a spec and a target do not go together, and one of them must be there', async () => {
  const both = await capture(['train', 'models/iris.json', '--data', 'x.csv', '--target', 'y', '--out', join(folder, 'm')]);
  const none = await capture(['train', '--data', 'x.csv', '--out', join(folder, 'm')]);
  expect([both.code, none.code]).toEqual([1, 1]);
  expect(`${both.stderr}${none.stderr}`).toMatchInlineSnapshot(`
   "UsageError: the command line of netspec train has a problem
     --target: expected nothing beside a spec, which says its target, received "y"
       fix: leave one of the two out
   UsageError: the command line of netspec train has a problem
     SPEC: expected a JSON file, received nothing
       fix: write one, or give --target COLUMN, for which one is made
   "
  `);
});

test('warnings about the columns are told where all else is quiet, and as events to a program', async () => {
  const lines = Array.from({ length: 80 }, (_, i) => `${i},${i % 2},${i % 2 === 0 ? 'yes' : 'no'}`);
  await writeFile(join(folder, 'leak.csv'), `x,twin,y\n${lines.join('\n')}\n`);
  const given = ['train', '--data', join(folder, 'leak.csv'), '--target', 'y', '--dry-run', '--seed', '1', '--backend', 'cpu'];
  const quiet = await capture([...given, '--quiet']);
  const json = await capture([...given, '--json']);
  expect([quiet.code, json.code]).toEqual([0, 0]);
  expect(quiet.stderr).toContain('warning: column "twin" gives the target away');
  expect(json.stderr).toBe('');
  const events = json.stdout.trim().split('\n').map((line) => JSON.parse(line) as { event: string; about?: string; message?: string }); // prettier-ignore
  const warnings = events.filter(({ event }) => event === 'warning');
  expect(warnings.map(({ message }) => `warning: ${message}\n`).join('')).toBe(quiet.stderr);
  expect(warnings.map(({ about }) => about)).toContain('givesTargetAway');
  expect(quiet.stderr).not.toContain('since');
});

test('a first column without a name is told once, and is no feature', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i},${i % 7},${i % 3 === 0 ? 'yes' : 'no'}`);
  await writeFile(join(folder, 'index.csv'), `,x,y\n${lines.join('\n')}\n`);
  const { code, stdout, stderr } = await capture(['describe', join(folder, 'index.csv'), '--json']);
  expect([code, stderr.replace(folder, '.')]).toEqual([
    0,
    'the first column of ./index.csv has no name: it is taken as an index, and ignored\n',
  ]);
  expect(stdout).toContain('"x"');
});

test.each([
  ['itself', (x: number, noise: number) => 2.5 * x + 3 * noise - 4],
  ['its logarithm', (x: number, noise: number) => 2.5 * Math.log1p(x) + 0.2 * noise - 4],
])('a number with a long tail tells what follows %s', async (name, answer) => {
  const { next } = createRandom(1);
  const lines = Array.from({ length: 400 }, () => {
    const x = Math.exp(1.2 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()));
    return `${x},${next()},${answer(x, next())}`;
  });
  const path = join(folder, `${name}.csv`);
  await writeFile(path, `x,other,y\n${lines.join('\n')}\n`);
  const options = ['--out', join(folder, name), '--runs', join(folder, 'runs'), '--epochs', '1', '--backend', 'cpu', '--json'];
  const { stdout } = await capture(['train', '--data', path, '--target', 'y', ...options]);
  const { heldOut } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { heldOut: { baselines: { linear: { r2: number } } } };
  // Of what the network reads a line knows it, so the network can.
  expect(heldOut.baselines.linear.r2).toBeGreaterThan(0.95);
});

test('folds on a table without a spec are the same again without a seed', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 7 > 3 ? 'yes' : 'no'}`);
  await writeFile(join(folder, 'folds.csv'), `x,y\n${lines.join('\n')}\n`);
  const given = [
    'train',
    '--data',
    join(folder, 'folds.csv'),
    '--target',
    'y',
    '--folds',
    '2',
    '--epochs',
    '1',
    '--backend',
    'cpu',
    '--json',
  ];
  const last = async () => JSON.parse((await capture(given)).stdout.trim().split('\n').at(-1)!) as { seed: number };
  const first = await last();
  expect(first.seed).toBe(0);
  expect(await last()).toEqual(first);
});
