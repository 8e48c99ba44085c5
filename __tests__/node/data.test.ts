import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTrainer, load, openSource, predict, train, type Model } from 'netspec';

let folder = '';
let model: Model;
const place = (name: string) => join(folder, name);
const header = 'x,z,y';
const lines = Array.from({ length: 60 }, (_, i) => `${(i * 7) % 20},${(i * 11) % 13},${(2 * ((i * 7) % 20)) / 4}`);
const table = (rows: readonly string[]) => [header, ...rows, ''].join('\n');
const spec = { features: { x: 'number', z: 'number' }, target: { y: 'number' }, network: { layers: [] } } as const;
const options = { epochs: 2, seed: 1, backend: 'cpu' } as const;
const run = (name: string, more: object = {}) => ({ folder: place('runs'), name, ...more });
const recordOf = async (name: string) => JSON.parse(await readFile(join(place('runs'), name, 'run.json'), 'utf8')) as object;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-'));
  await writeFile(place('all.csv'), table(lines));
  await writeFile(place('part-1.csv'), table(lines.slice(0, 20)));
  await writeFile(place('part-2.csv'), table(lines.slice(20)));
  model = await train(spec, place('all.csv'), options);
});
afterAll(async () => {
  model.dispose();
  await rm(folder, { recursive: true });
});

test('predict answers a file, a pattern, a list, a stream and a source as it answers rows', async () => {
  const rows = lines.map((line) => ({ x: Number(line.split(',')[0]), z: Number(line.split(',')[1]) }));
  const expected = await model.predict(rows);
  for (const data of [
    place('all.csv'),
    place('part-*.csv'),
    [place('part-1.csv'), place('part-2.csv')],
    createReadStream(place('all.csv')),
    await openSource(place('all.csv')),
    rows,
  ]) {
    expect(await predict(model, data)).toEqual(expected);
  }
});

test('predict of a network without features refuses files', async () => {
  const arrays = await train({ input: [1], layers: [{ type: 'dense', units: 1 }] }, { xs: [[0]], ys: [[0]] }, { ...options, loss: 'mse' });
  await expect(predict(arrays, place('all.csv'))).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the call has a problem
     data: expected arrays, as the network has no features, received rows
       fix: give arrays or tensors"
  `);
  arrays.dispose();
});

describe('a recorded run', () => {
  test('keeps each file of a pattern, and how it was read', async () => {
    const read = { stream: true, onBadRow: 'skip' } as const;
    const first = await train(spec, place('part-*.csv'), { ...options, read, run: run('files', { out: place('files') }) });
    expect(await recordOf('files')).toMatchObject({
      data: [{ given: place('part-1.csv') }, { given: place('part-2.csv') }],
      options: { read },
    });
    const loaded = await load(place('files'));
    expect(await predict(loaded, place('all.csv'))).toEqual(await predict(first, place('all.csv')));
    first.dispose();
    loaded.dispose();
  });

  test('goes on only where its data are read as before', async () => {
    const begin = (stream: boolean, resume: boolean) =>
      createTrainer(spec, place('all.csv'), { ...options, epochs: 3, read: { stream }, run: run('held', { resume }) });
    const trainer = await begin(true, false);
    await trainer.next();
    trainer.dispose();
    await expect(begin(false, true)).rejects.toThrow(/ read: expected \{.*\}, as the run began, received/);
    const same = await begin(true, true);
    expect(await same.next()).toMatchObject({ epoch: 2 });
    same.dispose();
  });

  test('of a source is known by the rows that it gives', async () => {
    const source = await openSource(place('all.csv'));
    (await train(spec, source, { ...options, run: run('source') })).dispose();
    (await train(spec, await openSource([place('part-1.csv'), place('part-2.csv')]), { ...options, run: run('parts') })).dispose();
    const { data } = (await recordOf('source')) as { data: readonly object[] };
    expect(data).toHaveLength(1);
    expect(await recordOf('parts')).toMatchObject({ data });
  });
});
