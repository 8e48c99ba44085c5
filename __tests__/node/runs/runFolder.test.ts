import { spawn } from 'node:child_process';
import { appendFile, cp, mkdir, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createRun, type NewRun } from '../../../src/node/runs/createRun.ts';
import { describeBytes, describeData, otherData, type DataSource } from '../../../src/node/runs/dataSource.ts';
import { newestRun, listRuns, readRun } from '../../../src/node/runs/listRuns.ts';
import { openRun } from '../../../src/node/runs/openRun.ts';
import type { Run } from '../../../src/node/runs/run.ts';
import type { EpochEvent } from '../../../src/train/events.ts';
import { temporaryFolder } from '../../cli/temporary.ts';

const place = temporaryFolder();
const told = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error) => String(error).replaceAll(folder, 'runs').replaceAll(String(process.pid), 'PID'),
  );

let folder: string;
let count = 0;
beforeEach(() => void (folder = place(`runs-${++count}`)));

// A second later each time it is asked.
let second = 0;
const now = () => new Date(Date.UTC(2026, 0, 1, 0, 0, second++));

const iris = { features: { length: 'number' }, target: 'species', network: { layers: [] } };
const start = (given: Partial<NewRun> = {}) =>
  createRun({ folder, out: 'models/iris', spec: iris, options: { epochs: 9 }, data: [], seed: 7, backend: 'cpu', now, ...given });

const epoch = (number: number, loss = 1 / number, best = true): EpochEvent => ({
  epoch: number,
  epochs: 9,
  metrics: { loss },
  learningRate: 0.01,
  rows: 120,
  milliseconds: 10,
  best,
});

/** As a process that was killed leaves it: its session is not ended, and nobody is there. */
async function kill(run: Run): Promise<void> {
  const [file] = (await readdir(join(run.path, 'sessions'))).slice(-1);
  const session = JSON.parse(await readFile(join(run.path, 'sessions', file!), 'utf8'));
  await writeFile(join(run.path, 'sessions', file!), JSON.stringify({ ...session, mark: 'an earlier process' }));
}

/** The whole of standard input, described while it is read. */
async function describePiped(content: string | Uint8Array): Promise<DataSource> {
  const { chunks, describe } = describeBytes('-', Readable.from([content]));
  for await (const _ of chunks());
  return describe();
}

describe('a new run', () => {
  test('writes down what it takes to repeat it', async () => {
    const data = await describeData('examples/data/iris.csv');
    const run = await start({ data });
    expect(JSON.parse(await readFile(join(run.path, 'spec.json'), 'utf8'))).toEqual(iris);
    expect(JSON.parse(await readFile(join(run.path, 'run.json'), 'utf8'))).toEqual({
      netspecRun: 1,
      name: 'iris',
      state: 'running',
      started: expect.stringMatching(/^2026-01-01T00:00:\d\d\.000Z$/),
      out: { given: 'models/iris', path: join(process.cwd(), 'models/iris') },
      data: [
        {
          given: 'examples/data/iris.csv',
          path: join(process.cwd(), 'examples/data/iris.csv'),
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          bytes: expect.any(Number),
        },
      ],
      options: { epochs: 9 },
      seed: 7,
      environment: {
        netspec: '0.1.0',
        node: process.versions.node,
        tfjs: '4.22.0',
        backend: 'cpu',
        platform: process.platform,
        arch: process.arch,
        cpus: expect.any(Number),
      },
    });
  });

  test('has a name of its own, also where several begin at once', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => start()));
    expect(runs.map(({ name }) => name).sort()).toEqual(['iris', 'iris-2', 'iris-3', 'iris-4']);
  });

  test.each([
    ['a b/My model!', 'My-model-'],
    ['.hidden', 'hidden'],
    ['größe', 'größe'],
    ['/', 'run'],
  ])('that goes to %j is called %j', async (out, name) => {
    expect((await start({ out })).name).toBe(name);
  });

  test.each([
    ['an empty folder', []],
    ['a folder for sessions', ['sessions']],
    ['a spec', ['sessions', 'spec.json']],
  ])('takes the place of one that had not begun when it was killed, of which is left: %s', async (_, left) => {
    const path = join(folder, 'iris');
    await mkdir(path, { recursive: true });
    for (const name of left) await (name === 'sessions' ? mkdir(join(path, name)) : writeFile(join(path, name), '{"an": "older one"}'));
    const runs = await Promise.all([start(), start()]);
    expect(runs.map((run) => run.path).sort()).toEqual([path, join(folder, 'iris-2')]);
    expect(JSON.parse(await readFile(join(path, 'spec.json'), 'utf8'))).toEqual(iris);
    for (const run of runs) await run.close();
  });

  test('leaves alone a folder that holds other things, or that another process begins in', async () => {
    await mkdir(join(folder, 'iris/sessions'), { recursive: true });
    const session = { pid: 1, host: `not ${hostname()}`, started: new Date().toISOString() };
    await writeFile(join(folder, 'iris/sessions/000001.json'), JSON.stringify(session));
    await mkdir(join(folder, 'iris-2'));
    await writeFile(join(folder, 'iris-2/notes.txt'), 'mine');
    const run = await start();
    expect(run.path).toBe(join(folder, 'iris-3'));
    await run.close();
  });

  test('cannot take a name that is taken, or is none', async () => {
    await start({ name: 'night' });
    expect(await told(start({ name: 'night' }))).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/night: expected a name that is not taken, received one that is
         fix: choose another name, or leave it out to have one made"
    `);
    expect(await told(start({ name: '../up' }))).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       name: expected a name of letters, digits and . _ -, which does not begin with . or -, received "../up""
    `);
  });

  test('needs a folder that can be written', async () => {
    await writeFile(folder, '');
    expect(await told(start())).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs: expected a folder that can be written, received a file where a folder is needed"
    `);
  });
});

describe('data', () => {
  test('from a file and from standard input have the same checksum', async () => {
    const [{ sha256, bytes }] = (await describeData('examples/data/iris.csv')) as [DataSource];
    expect(await describePiped(await readFile('examples/data/iris.csv'))).toEqual({ given: '-', sha256, bytes });
  });

  test('of a pattern are all its files, in the order of their names', async () => {
    const all = await describeData('examples/data/{xor,iris}.csv');
    expect(all.map(({ given }) => given)).toEqual(['examples/data/iris.csv', 'examples/data/xor.csv']);
    expect(all).toEqual(await describeData(['examples/data/iris.csv', 'examples/data/xor.csv']));
  });

  test('that are not there, or others than before, are told', async () => {
    expect(await told(describeData('no.csv'))).toMatchInlineSnapshot(`
     "DataError: the data has a problem
       no.csv: expected a file, received nothing there"
    `);
    const one = await describePiped('a,b\n1,2\n');
    const other = await describePiped('a,b\n1,3\n');
    expect(otherData([one], [one])).toEqual([]);
    expect(otherData([one, one], [one, other])).toEqual([
      {
        path: '-',
        expected: 'the data that the run began with (SHA-256 492d5ea49605…, 8 bytes)',
        received: 'others (SHA-256 8baab0330389…, 8 bytes)',
      },
    ]);
    expect(otherData([one], [one, other])).toEqual([{ path: '-, -', expected: '1 file, as the run began', received: '2 files' }]);
  });
});

describe('a run', () => {
  test('keeps its epochs, numbers that are not finite as NaN', async () => {
    const run = await start();
    await run.appendEpoch(epoch(1));
    await run.appendEpoch(epoch(2, NaN, false));
    const { epochs, best, milliseconds, state } = await readRun(run.path);
    expect(epochs).toEqual([epoch(1), epoch(2, NaN, false)]);
    expect([best?.epoch, milliseconds, state]).toEqual([1, 20, 'running']);
  });

  test('keeps the newest checkpoints', async () => {
    const run = await start();
    expect(await run.latestCheckpoint()).toBeUndefined();
    for (let n = 1; n <= 5; n++) await run.saveCheckpoint({ n }, { epoch: n, batch: 0 }, 2);
    await run.saveCheckpoint({ n: 5.5 }, { epoch: 5, batch: 12 }, 2);
    expect(await readdir(join(run.path, 'checkpoints'))).toEqual(['000005-000000.ckpt', '000005-000012.ckpt']);
    expect(await run.latestCheckpoint()).toEqual({ snapshot: { n: 5.5 }, epoch: 5, batch: 12 });
  });

  test('passes over a damaged checkpoint, tells it, and takes it away once it is overtaken', async () => {
    const run = await start();
    for (let n = 1; n <= 3; n++) await run.saveCheckpoint({ n }, { epoch: n, batch: 0 });
    await truncate(join(run.path, 'checkpoints', '000003-000000.ckpt'), 30);
    const { note, ...checkpoint } = (await run.latestCheckpoint())!;
    expect(checkpoint).toEqual({ snapshot: { n: 2 }, epoch: 2, batch: 0 });
    expect(note!.replace(folder, 'runs')).toMatchInlineSnapshot(
      `"runs/iris/checkpoints/000003-000000.ckpt: expected 36 bytes, received the first 30 of them"`,
    );
    await run.saveCheckpoint({ n: 2.5 }, { epoch: 2, batch: 5 });
    expect(await readdir(join(run.path, 'checkpoints'))).toEqual(['000001-000000.ckpt', '000002-000000.ckpt', '000002-000005.ckpt']);
  });

  test('with no checkpoint that is whole says so', async () => {
    const run = await start();
    for (const n of [1, 2]) await run.saveCheckpoint({ n }, { epoch: n, batch: 0 });
    for (const n of [1, 2]) await writeFile(join(run.path, 'checkpoints', `00000${n}-000000.ckpt`), '');
    expect(await told(run.latestCheckpoint())).toMatchInlineSnapshot(`
     "BundleError: "runs/iris" has 2 problems
       runs/iris/checkpoints/000002-000000.ckpt: expected a checkpoint of netspec, received an empty file
         fix: none of its checkpoints is whole: train anew
       runs/iris/checkpoints/000001-000000.ckpt: expected a checkpoint of netspec, received an empty file
         fix: none of its checkpoints is whole: train anew"
    `);
    const empty = new Uint8Array(0);
    await run.saveBest({ 'model.json': empty, 'weights.bin': empty, 'netspec.json': empty }, 1);
    expect(await told(run.latestCheckpoint())).toMatch(/train anew, or load the best model so far, runs\/iris\/best$/);
  });

  test('passes over a checkpoint that cannot be read, and says where one cannot be taken away', async () => {
    const run = await start();
    await run.saveCheckpoint({ n: 1 }, { epoch: 1, batch: 0 });
    const inTheWay = join(run.path, 'checkpoints', '000002-000000.ckpt');
    await mkdir(inTheWay);
    const { note, ...checkpoint } = (await run.latestCheckpoint())!;
    expect([checkpoint, note!.replace(folder, 'runs')]).toMatchInlineSnapshot(`
     [
       {
         "batch": 0,
         "epoch": 1,
         "snapshot": {
           "n": 1,
         },
       },
       "runs/iris/checkpoints/000002-000000.ckpt: expected a file that can be read, received a folder where a file is needed",
     ]
    `);
    const atOnce = new Promise((resolve) => resolve(run.saveCheckpointAtOnce({ n: 1.5 }, { epoch: 1, batch: 5 })));
    const refused =
      /^UsageError: what was to be written has a problem\n {2}runs\/iris\/checkpoints: expected a place that can be written, /;
    expect(await told(atOnce)).toMatch(refused);
    expect(await told(run.saveCheckpoint({ n: 1.6 }, { epoch: 1, batch: 6 }))).toMatch(refused);
    await rm(inTheWay, { recursive: true });
    expect(await run.latestCheckpoint()).toMatchObject({ snapshot: { n: 1.6 } });
    await rm(join(run.path, 'checkpoints'), { recursive: true });
    await writeFile(join(run.path, 'checkpoints'), '');
    expect(await told(run.latestCheckpoint())).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/iris/checkpoints: expected a folder of checkpoints, received a file where a folder is needed"
    `);
  });

  test('has the best model so far as a whole folder, also where there was one without a link', async () => {
    const files = (text: string) => {
      const bytes = new TextEncoder().encode(text);
      return { 'model.json': bytes, 'weights.bin': bytes, 'netspec.json': bytes };
    };
    const best = (run: Run) => readFile(join(run.path, 'best', 'weights.bin'), 'utf8');
    const run = await start();
    for (const text of ['first', 'second']) {
      await run.saveBest(files(text), 1);
      expect(await best(run)).toBe(text);
    }
    const copy = await start();
    await cp(join(run.path, 'best'), join(copy.path, 'best'), { recursive: true, dereference: true });
    await copy.saveBest(files('third'), 2);
    expect(await best(copy)).toBe('third');
    expect(await readdir(join(copy.path, 'best'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
    expect((await readdir(copy.path)).filter((name) => name.startsWith('best'))).toEqual(['best']);
  });

  test('that cannot be written to says where', async () => {
    const run = await start();
    await writeFile(join(run.path, 'checkpoints'), '');
    expect(await told(run.saveCheckpoint({}, { epoch: 1, batch: 0 }))).toMatchInlineSnapshot(`
     "UsageError: what was to be written has a problem
       runs/iris/checkpoints: expected a place that can be written, received a file where a folder is needed"
    `);
    await rm(join(run.path, 'metrics.jsonl'));
    await mkdir(join(run.path, 'metrics.jsonl'));
    expect(await told(run.appendEpoch(epoch(1)))).toMatchInlineSnapshot(`
     "UsageError: what was to be written has a problem
       runs/iris/metrics.jsonl: expected a place that can be written, received a folder where a file is needed"
    `);
    await rm(run.path, { recursive: true });
    const files = { 'model.json': new Uint8Array(), 'weights.bin': new Uint8Array(), 'netspec.json': new Uint8Array() };
    expect((await told(run.saveBest(files, 1))).replace(/-[0-9a-f]{8}:/, '-ID:')).toMatchInlineSnapshot(`
     "UsageError: what was to be written has a problem
       runs/iris/best-000001-ID: expected a place that can be written, received nothing there"
    `);
  });

  test('tells in the end what it came to', async () => {
    const run = await start();
    await run.appendEpoch(epoch(1));
    await run.appendEpoch(epoch(2, 3, false));
    await run.finish('diverged', { scores: { accuracy: 0.5, r2: null }, message: 'the loss is NaN' });
    const { record } = await readRun(run.path);
    expect(record).toEqual(run.record);
    expect(record).toMatchObject({
      state: 'diverged',
      ended: expect.stringMatching(/^2026/),
      epochs: 2,
      bestEpoch: 1,
      scores: { accuracy: 0.5, r2: null },
      message: 'the loss is NaN',
    });
  });
});

describe('a run that was interrupted', () => {
  test('is taken up where its checkpoint is, and what was half written is gone', async () => {
    const run = await start();
    for (const n of [1, 2, 3]) await run.appendEpoch(epoch(n));
    await run.saveCheckpoint({ n: 2 }, { epoch: 2, batch: 0 });
    await appendFile(join(run.path, 'metrics.jsonl'), '{"epoch":4,"me');
    await writeFile(join(run.path, 'checkpoints', '000003-000000.ckpt.1234.tmp'), 'half');
    await writeFile(join(run.path, 'run.json.1234.tmp'), 'half');
    await mkdir(join(run.path, 'best-000003-12345678'));
    await kill(run);
    expect((await readRun(run.path)).state).toBe('interrupted');

    const again = await openRun(run.path, { now });
    const last = (await again.latestCheckpoint())!;
    expect(await again.goOn(last.epoch)).toBeUndefined();
    expect(await readdir(run.path)).toEqual(['checkpoints', 'metrics.jsonl', 'run.json', 'sessions', 'spec.json']);
    expect(await readdir(join(run.path, 'checkpoints'))).toEqual(['000002-000000.ckpt']);
    await again.appendEpoch(epoch(3, 0.25));
    expect((await readRun(run.path)).epochs).toEqual([epoch(1), epoch(2), epoch(3, 0.25)]);
    expect((await readRun(run.path)).state).toBe('running');
  });

  test('is taken up by one process only', async () => {
    const run = await start();
    await kill(run);
    const opened = await Promise.allSettled([1, 2, 3, 4].map(() => openRun(run.path)));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('forgets how it ended before', async () => {
    const run = await start();
    await run.finish('stopped', { scores: { mae: 1 }, message: 'Ctrl-C' });
    const again = await openRun(run.path, { now });
    await again.goOn(0);
    const { ended: _, epochs: __, scores: ___, message: ____, ...beginning } = run.record;
    expect(again.record).toEqual({ ...beginning, state: 'running' });
  });

  test('is as it was until it goes on', async () => {
    const run = await start();
    for (const n of [1, 2]) await run.appendEpoch(epoch(n));
    await run.saveCheckpoint({ n: 1 }, { epoch: 1, batch: 0 });
    await run.finish('failed', { message: 'boom' });
    await appendFile(join(run.path, 'metrics.jsonl'), '{"epoch":3,"me');
    await writeFile(join(run.path, 'run.json.1234.tmp'), 'half');
    const files = async () => await Promise.all(['run.json', 'metrics.jsonl', 'run.json.1234.tmp'].map((file) => readFile(join(run.path, file), 'utf8'))); // prettier-ignore
    const before = await files();
    const again = await openRun(run.path, { now });
    await again.latestCheckpoint();
    await again.close();
    expect(await files()).toEqual(before);
    expect(await readRun(run.path)).toMatchObject({ state: 'failed', record: { message: 'boom', epochs: 2 } });
  });

  test('by a power cut that took lines of its metrics goes on from its checkpoint, and says which are missing', async () => {
    const run = await start();
    for (const n of [1, 2, 3, 4, 5]) await run.appendEpoch(epoch(n));
    await run.saveCheckpoint({ n: 5 }, { epoch: 5, batch: 0 });
    await kill(run);
    const line = (n: number) => `${JSON.stringify(epoch(n))}\n`;
    await writeFile(join(run.path, 'metrics.jsonl'), `${line(1)}${'\0'.repeat(2 * line(1).length)}${line(4)}\0\0\0`);
    expect((await readRun(run.path)).epochs).toEqual([epoch(1)]);

    const again = await openRun(run.path, { now });
    expect((await again.goOn((await again.latestCheckpoint())!.epoch))!.replace(folder, 'runs')).toMatchInlineSnapshot(
      `"runs/iris/metrics.jsonl: expected a line for each of 5 epochs, received none for 2 to 5; the checkpoint has them"`,
    );
    await again.appendEpoch(epoch(6));
    expect((await readRun(run.path)).epochs).toEqual([epoch(1), epoch(6)]);
    expect(await readFile(join(run.path, 'metrics.jsonl'), 'utf8')).toBe(line(1) + line(6));
  });

  test('and given up without a word can be taken up at once', async () => {
    const run = await start();
    await run.close();
    expect((await readRun(run.path)).state).toBe('interrupted');
    await (await openRun(run.path)).close();
  });
});

describe('a run that cannot be taken up', () => {
  test('is at work', async () => {
    const run = await start();
    expect(await told(openRun(run.path))).toMatch(
      /^UsageError: the run has a problem\n {2}runs\/iris: expected a run that nobody works on, received one that this process itself has worked on since 2026-01-01T\S+\n {4}fix: finish\(\) or dispose\(\) the trainer that holds it$/,
    );
  });

  test('may be at work on another host', async () => {
    const run = await start();
    const session = join(run.path, 'sessions', '000001.json');
    await writeFile(session, JSON.stringify({ pid: 12, host: `not-${hostname()}`, started: '2026-01-01T00:00:00.000Z' }));
    expect((await told(openRun(run.path))).replaceAll(hostname(), 'HOST')).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/iris: expected a run that no other process works on, received one that process 12 on not-HOST has worked on since 2026-01-01T00:00:00.000Z
         fix: wait until it ends; where it no longer runs, delete runs/iris/sessions/000001.json"
    `);
  });

  test('is complete', async () => {
    const run = await start();
    await run.finish('complete');
    expect(await told(openRun(run.path))).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/iris: expected a run that has not come to its end, received one that is complete: there is nothing to resume
         fix: to train on, say more epochs than it has"
    `);
  });

  test('is none', async () => {
    expect(await told(openRun(join(folder, 'nowhere')))).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/nowhere: expected the folder of a run, received no run.json there
         fix: netspec runs lists those that are there"
    `);
  });

  test.each(['', '[1]', '{ "netspecRun": 2 }', '{ "netspecRun": 1, "name": "iris", "state": "asleep" }'])(
    'has the record %j',
    async (text) => {
      const run = await start();
      await run.close();
      await writeFile(join(run.path, 'run.json'), text);
      expect(await told(openRun(run.path))).toMatchSnapshot();
    },
  );

  test('has a line of metrics that is none', async () => {
    const run = await start();
    await run.close();
    await writeFile(join(run.path, 'metrics.jsonl'), `${JSON.stringify(epoch(1))}\nepoch 2\n`);
    expect(await told(openRun(run.path))).toMatchInlineSnapshot(`
     "BundleError: the run has a problem
       runs/iris/metrics.jsonl line 2: expected an epoch in JSON, received "epoch 2"
         fix: take this line out"
    `);
  });
});

test('a process that is gone holds nothing, though a file says so', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  const run = await start();
  await run.close();
  const session = { pid: child.pid, host: hostname(), started: '2026-01-01T00:00:00.000Z' };
  await writeFile(join(run.path, 'sessions', '000002.json'), JSON.stringify(session));
  await (await openRun(run.path)).close();
  expect(await readdir(join(run.path, 'sessions'))).toEqual(['000001.json', '000002.json', '000003.json']);
});

describe('a session without content', () => {
  test('counts for some seconds as that of a process that is about to write it', async () => {
    const run = await start();
    await run.close();
    const session = join(run.path, 'sessions', '000002.json');
    const messages = new Set<string>();
    for (const text of ['', '{"pid":1', 'null', '{}']) {
      await writeFile(session, text);
      messages.add(await told(openRun(run.path)));
    }
    expect([...messages].join('\n')).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/iris: expected a run that no other process works on, received one that another has just begun to work on, or was killed in beginning
         fix: try again in 10 seconds"
    `);
    expect((await readRun(run.path)).state).toBe('running');
    expect(await readdir(join(run.path, 'sessions'))).toEqual(['000001.json', '000002.json']);
    await utimes(session, 0, 0);
    expect((await readRun(run.path)).state).toBe('interrupted');
    await (await openRun(run.path)).close();
  });

  test('of a folder that cannot be read is not taken for none', async () => {
    const run = await start();
    await run.close();
    await rm(join(run.path, 'sessions'), { recursive: true });
    await writeFile(join(run.path, 'sessions'), '');
    expect(await told(readRun(run.path))).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/iris/sessions: expected a run whose sessions can be read, received a file where a folder is needed"
    `);
    await rm(join(run.path, 'sessions'));
    await mkdir(join(run.path, 'sessions', '000001.json'), { recursive: true });
    expect(await told(openRun(run.path))).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/iris/sessions: expected a run whose sessions can be read, received a folder where a file is needed"
    `);
  });
});

describe('among several runs', () => {
  test('the newest of a folder is found, also through a link', async () => {
    await mkdir(`${folder}-models`);
    await symlink(`${folder}-models`, `${folder}-link`);
    await mkdir(`${folder}-models/iris`);
    for (const out of ['models/iris', `${folder}-models/iris`, `${folder}-models/iris`, 'models/digits']) await start({ out });
    expect((await newestRun({ folder, out: `${folder}-link/iris` }))?.record.name).toBe('iris-3');
    expect((await newestRun({ folder, out: 'models/digits' }))?.record.name).toBe('digits');
    expect(await newestRun({ folder, out: 'models/other' })).toBeUndefined();
    expect(await newestRun({ folder: join(folder, 'none'), out: 'models/iris' })).toBeUndefined();
    await rm(`${folder}-link`);
  });

  test('they are listed by age, with what is wrong with others', async () => {
    for (const name of ['c', 'b', 'a']) await start({ name });
    await writeFile(join(folder, 'b', 'run.json'), '{');
    await mkdir(join(folder, 'not-begun'));
    const { runs, issues } = await listRuns(folder);
    expect(runs.map(({ record }) => record.name)).toEqual(['c', 'a']);
    expect(issues.map(({ path }) => path)).toEqual([join(folder, 'b', 'run.json')]);
  });

  test('there are none where there is no folder', async () => {
    expect(await listRuns(folder)).toEqual({ runs: [], issues: [] });
  });
});
