import { describe, expect, test } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';

const place = temporaryFolder();
const iris = ['init', '--data', 'examples/data/iris.csv', '--target', 'species'];

test('netspec init writes a spec with a line for each column, and tells what it saw', async () => {
  const { code, stdout, stderr } = await capture(iris);
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
   "{
     "$schema": "node_modules/netspec/dist/schema.json",
     "netspec": 1,
     "name": "iris",
     "notes": {
       "sepal_length": "numbers from 4.3 to 7.7, half of them below 5.8 -> a number",
       "sepal_width": "numbers from 2 to 4.2, half of them below 3 -> a number",
       "petal_length": "numbers from 1 to 6.9, half of them below 4.45 -> a number",
       "petal_width": "numbers from 0.1 to 2.5, half of them below 1.3 -> a number",
       "species": "3 levels: setosa (40), versicolor (40), virginica (40) -> classes"
     },
     "features": {
       "sepal_length": "number",
       "sepal_width": "number",
       "petal_length": "number",
       "petal_width": "number"
     },
     "target": {
       "species": "category"
     },
     "network": {
       "layers": [
         { "type": "dense", "units": 32, "activation": "relu" },
         { "type": "dropout", "rate": 0.1 }
       ]
     },
     "training": {
       "epochs": 200,
       "batchSize": 8,
       "optimizer": { "type": "adamW", "learningRate": 0.005, "weightDecay": 0.67 },
       "schedule": "cosineDecay",
       "seed": 0
     }
   }
   "
  `);
  expect(stderr).toMatchInlineSnapshot(`
   "column        is                    since
   sepal_length  number                numbers from 4.3 to 7.7, half of them below
                                       5.8 -> a number
   sepal_width   number                numbers from 2 to 4.2, half of them below 3
                                       -> a number
   petal_length  number                numbers from 1 to 6.9, half of them below
                                       4.45 -> a number
   petal_width   number                numbers from 0.1 to 2.5, half of them below
                                       1.3 -> a number
   species       category, the target  3 levels: setosa (40), versicolor (40),
                                       virginica (40) -> classes

   chosen by 120 of 150 rows: those to train on
   "
  `);
  expect(checkModel(JSON.parse(stdout))).toEqual([]);
});

test('warnings stand below the table', async () => {
  const { stderr } = await capture(['init', '--data', '-', '--target', 'y'], { stdin: `x,same,y\n${'1,a,0\n0,a,1\n1,a,1\n'.repeat(4)}` });
  expect(stderr).toMatchInlineSnapshot(`
   "column  is                    since
   x       boolean               1 (6), 0 (4) -> one of two
   same    ignore                only a -> nothing to learn from
   y       category, the target  1 (7), 0 (3) -> two classes

   chosen by 10 of 12 rows: those to train on
   warning: 12 rows with a target: a linear model is the better tool here
   warning: column "same" has one value only: it is ignored
   "
  `);
});

test('how rows are parted is written into the spec, and only those to train on decide what else is', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ x: (i * 7) % 11, y: (i * 5) % 17, part: i % 3 === 0 ? 'validation' : 'train' }));
  const text = (factor: number) =>
    `x,y,part\n${rows.map(({ x, y, part }) => `${part === 'train' ? x : x * factor},${part === 'train' ? y : y * factor},${part}\n`).join('')}`;
  const init = async (stdin: string, ...how: readonly string[]) =>
    await capture(['init', '--data', '-', '--target', 'y', '--seed', '3', ...how], { stdin });
  const [first, other] = [await init(text(1), '--split-column', 'part'), await init(text(1e6), '--split-column', 'part')];
  expect(first.code).toBe(0);
  expect(other).toEqual(first);
  expect(JSON.parse(first.stdout)).toMatchObject({
    features: { x: 'number', part: 'ignore' },
    training: { seed: 3, split: { type: 'column', column: 'part' } },
  });
});

test('two ways to part rows, and a stream that would be read twice, are refused', async () => {
  const { code, stderr } = await capture(['init', '--data', '-', '--target', 'y', '--group', 'a', '--time', 'b', '--stream']);
  expect(code).toBe(1);
  expect(stderr).toMatchInlineSnapshot(`
   "UsageError: the command line of netspec init has 2 problems
     --stream: expected a file, as standard input is read once, received true
       fix: give a file, or leave --stream out
     --group --time: expected one of them, received 2 of them
       fix: run the command once for each
   "
  `);
});

test('--json gives spec, reasons and warnings to machines', async () => {
  const { stdout, stderr } = await capture([...iris, '--json']);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ spec: { target: { species: 'category' } }, reasons: { petal_width: expect.any(String) }, warnings: [] }); // prettier-ignore
});

describe('--out', () => {
  test('takes the spec, whole, and nothing else is left beside it', async () => {
    const { code, stdout, stderr } = await capture([...iris, '--out', place('iris.json')]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(`${place('iris.json')} is written\n`);
    expect(JSON.parse(await readFile(place('iris.json'), 'utf8'))).toMatchObject({ name: 'iris', target: { species: 'category' } });
    expect((await readdir(place(''))).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  test('does not write over a file without --force', async () => {
    await writeFile(place('mine.json'), 'mine');
    const { code, stderr } = await capture([...iris, '--out', place('mine.json')]);
    expect(code).toBe(1);
    expect(stderr.replaceAll(place(''), 'FOLDER')).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec init has a problem
       --out: expected a new file, received "FOLDER/mine.json", which is there
         fix: name another, or add --force
     "
    `);
    expect(await readFile(place('mine.json'), 'utf8')).toBe('mine');
    expect((await capture([...iris, '--out', place('mine.json'), '--force'])).code).toBe(0);
    expect(await readFile(place('mine.json'), 'utf8')).toContain('"species"');
  });

  test('in a folder that is not there is one message', async () => {
    const { code, stderr } = await capture([...iris, '--out', place('no/iris.json')]);
    expect([code, stderr.split('\n')[0]]).toEqual([1, expect.stringContaining('UsageError')]);
  });
});

test('a target that the table does not have is one message with the nearest name', async () => {
  const { code, stdout, stderr } = await capture(['init', '--data', 'examples/data/iris.csv', '--target', 'specie']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatchInlineSnapshot(`
   "DataError: examples/data/iris.csv has a problem
     column "specie": expected a column of that name, received the columns sepal_length, sepal_width, petal_length, petal_width, species
       fix: did you mean "species"?
   "
  `);
});

describe('a spec that is written is one that can be trained', () => {
  const u = Array.from({ length: 120 }, (_, i) => (i * 7919) % 120);
  const list = u.map((k) => [k, 1, k % 5]);
  const words = u.map((k) => `some words of text ${k}`);
  const levels = u.map((k) => `level${k % 45}`);
  const y = u.map((k) => (k % 2 === 0 ? 'a' : 'b'));
  const tables: readonly (readonly [string, Readonly<Record<string, readonly unknown[]>>])[] = [
    ['sequences alone', { list, y }],
    ['sequences alone, and a number as the target', { list, y: u.map((k) => k + 0.5) }],
    ['two columns of sequences', { list, other: list.map(([a]) => [a]), y }],
    ['sequences and numbers', { list, x: u, y }],
    ['sequences and what is ignored', { list, same: u.map(() => 1), y }],
    ['sequences and an embedding', { list, levels, y }],
    ['an embedding alone', { levels, y }],
    ['two embeddings', { levels, others: [...levels].reverse(), y }],
    ['text alone', { words, y }],
    ['dates alone', { when: u.map((k) => new Date(k * 864e5).toISOString().slice(0, 10)), y }],
    ['yes and no alone', { flag: u.map((k) => (k % 3 === 0 ? 'yes' : 'no')), y }],
    ['columns with the names of layers', { input: list, features: u, dense: levels, y }],
    ['sequences by an odd name', { ' .my list/1': list, y }],
    ['all with gaps', { levels: levels.map((level, i) => (i % 9 === 0 ? null : level)), x: u.map((k) => (k % 8 === 0 ? null : k)), y }],
  ];
  test.each(tables)('for a table of %s', async (_, columns) => {
    const rows = u.map((_, i) => Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[i]])));
    const stdin = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const { code, stdout } = await capture(['init', '--data', '-', '--format', 'jsonl', '--target', 'y'], { stdin });
    expect(code).toBe(0);
    expect(parseModel(JSON.parse(stdout)).network.layers.length).toBeGreaterThan(1);
  });
});

test('netspec init does not write over the table that it reads, whatever is forced', async () => {
  const path = place('own.csv');
  const table = `x,y\n${Array.from({ length: 20 }, (_, i) => `${i % 7},${i % 2 === 0 ? 'a' : 'b'}`).join('\n')}\n`;
  await writeFile(path, table);
  const { code, stderr } = await capture(['init', '--data', path, '--target', 'y', '--out', path, '--force']);
  expect(code).toBe(1);
  expect(stderr).toMatchInlineSnapshot(`
   "UsageError: the command line of netspec init has a problem
     --out: expected a file of its own, received a file of --data
       fix: give another name
   "
  `);
  expect(await readFile(path, 'utf8')).toBe(table);
});
