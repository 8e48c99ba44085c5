import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { eventsOf, trainingPlace } from './commands.ts';

const { place, train, told, weights, record } = trainingPlace();
const again = (...words: string[]) => train(['--again', place('runs/first'), ...words]);

beforeAll(async () => {
  await copyFile('examples/data/iris.csv', place('data.csv'));
  const options = ['--epochs', '4', '--batch-size', '20', '--learning-rate', '0.05', '--patience', '3', '--step', 'eager'];
  // No seed is told: one is drawn, and kept.
  await train(['models/iris.json', '--data', place('data.csv'), '--out', place('first'), '--backend', 'cpu', ...options]);
});

describe('--again', () => {
  test('repeats a run with all that it was told, and says that it came to the same', async () => {
    const { code, stdout } = await again('--out', place('second'));
    expect(code).toBe(0);
    expect(told(stdout)).toMatch(
      /\nsaved in second \(seed \d+\), the run in runs\/second\nthe same losses as in runs\/first, to the last digit\n$/,
    );
    expect(await weights('second')).toEqual(await weights('first'));
    const { options, seed } = await record('first');
    expect(await record('second')).toMatchObject({ seed, options: { ...(options as object), seed } });
  });

  test('saves where that run did, unless it is told where', async () => {
    const before = await weights('first');
    const { stdout } = await again();
    expect(told(stdout)).toMatch(/\nsaved in first \(seed \d+\), the run in runs\/first-2\nthe same losses/);
    expect(await weights('first')).toEqual(before);
  });

  test('knows a run by its name alone', async () => {
    const { code, stdout } = await train(['--again', 'first', '--out', place('named'), '--json']);
    expect(code).toBe(0);
    expect(eventsOf(stdout).at(-1)).toMatchObject({ event: 'end', sameLosses: true });
  });

  test('says from which epoch on losses are others, and how many there are', async () => {
    expect(told((await again('--out', place('other'), '--batch-size', '7')).stdout)).toMatch(
      /\nother losses than in runs\/first, from epoch 1 on: 0\.\d+, there 0\.\d+\n$/,
    );
    const { stdout } = await again('--out', place('fewer'), '--epochs', '2');
    expect(told(stdout)).toMatch(/\nthe same losses as in runs\/first for 2 epochs, but not as many: 2, there 4\n$/);
  });

  test('compares epoch by epoch where the record of the run lacks some', async () => {
    const [metrics, kept] = [place('runs/first/metrics.jsonl'), await readFile(place('runs/first/metrics.jsonl'), 'utf8')];
    const lines = kept.split('\n');
    await writeFile(metrics, [lines[0], lines[3], ''].join('\n'));
    const { stdout } = await again('--out', place('lacking'));
    expect(told(stdout)).toMatch(/\nthe same losses as in runs\/first as far as its record tells, which lacks epoch 2 to 3\n$/);
    await writeFile(metrics, [lines[0], lines[3]!.replace('"loss":0', '"loss":1'), ''].join('\n'));
    expect(told((await again('--out', place('lacking'))).stdout)).toMatch(
      /\nother losses than in runs\/first, from epoch 4 on: 0\.\d+, there 1\.\d+\n$/,
    );
    await writeFile(metrics, kept);
  });

  test('says that the data have changed', async () => {
    await writeFile(place('data.csv'), (await readFile(place('data.csv'), 'utf8')).replaceAll('\n5.', '\n6.')); // too many rows to be all held out
    const { code, stdout } = await again('--out', place('changed'));
    expect(code).toBe(0);
    expect(told(stdout)).toMatch(/\nother losses than in runs\/first, from epoch 1 on: .*; the data have changed since\n$/);
  });

  test('of a run whose data came from standard input needs them again', async () => {
    const data = await readFile('examples/data/iris.csv', 'utf8');
    const words = ['models/iris.json', '--data', '-', '--out', place('piped'), '--epochs', '1', '--backend', 'cpu'];
    await train(words, { stdin: data });
    const { code, stderr } = await train(['--again', place('runs/piped')]);
    expect([code, told(stderr)]).toMatchInlineSnapshot(`
     [
       1,
       "UsageError: the command line of netspec train has a problem
       --data: expected a file, as runs/piped names none, received nothing
         fix: that run read its data from standard input: give the same data
     ",
     ]
    `);
    const { stdout } = await train(['--again', place('runs/piped'), '--data', '-'], { stdin: data });
    expect(told(stdout)).toMatch(/\nthe same losses as in runs\/piped, to the last digit\n$/);
  });

  test('of no run is refused', async () => {
    const { code, stderr } = await train(['--again', 'nothing']);
    expect([code, stderr]).toMatchInlineSnapshot(`
     [
       1,
       "UsageError: the run has a problem
       nothing: expected the folder of a run, received no run.json there
         fix: netspec runs lists those that are there
     ",
     ]
    `);
  });
});
