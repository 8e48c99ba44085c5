import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runsTable } from '../../src/cli/runsTable.ts';
import { sideBySide } from '../../src/cli/sideBySide.ts';
import { createRun } from '../../src/node/runs/createRun.ts';
import { listRuns } from '../../src/node/runs/listRuns.ts';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';

const place = temporaryFolder();
const told = (text: string) => text.replaceAll(`${place('')}/`, '');
const runs = (...words: string[]) => capture(['runs', ...words, '--folder', place('runs')]);

const spec = (learningRate: number) => ({
  features: { length: 'number' },
  target: { species: 'category' },
  network: { layers: [{ type: 'dense', units: 8 }] },
  training: { optimizer: { type: 'adam', learningRate } },
});

interface Story {
  readonly out: string;
  readonly learningRate: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly losses: readonly number[];
  readonly minute: number;
  readonly seed: number;
}

async function tell({ out, learningRate, options = {}, losses, minute, seed }: Story) {
  const run = await createRun({
    ...{ folder: place('runs'), out, spec: spec(learningRate), options, seed, backend: 'cpu' },
    data: [{ given: '-', sha256: '0'.repeat(64), bytes: 15 }],
    now: () => new Date(2026, 0, 31, 12, minute), // in the time of this place, as it is shown
  });
  for (const [i, loss] of losses.entries()) {
    const metrics = { loss, val_loss: loss * 2 };
    const best = loss <= Math.min(...losses.slice(0, i));
    await run.appendEpoch({ epoch: i + 1, epochs: 100, metrics, learningRate, rows: 120, milliseconds: 40_000, best });
  }
  return run;
}

beforeAll(async () => {
  const one = await tell({ out: 'models/iris', learningRate: 0.01, losses: [1, 0.5, 0.25, 0.3], minute: 1, seed: 1 });
  await one.finish('complete', { scores: { accuracy: 0.9667, logLoss: 0.1234, f1Macro: 0.96 } });
  const two = await tell({
    ...{ out: 'models/iris', learningRate: 0.1, losses: [1, 0.125], minute: 2, seed: 2 },
    options: { epochs: 2, batchSize: 8 },
  });
  await two.finish('stopped', { scores: { accuracy: 0.9, logLoss: 0.25, f1Macro: 0.9 } });
  const three = await tell({ out: 'models/iris', learningRate: 10, losses: [7, NaN], minute: 3, seed: 2 });
  await three.finish('diverged', { message: 'the loss is NaN' });
  await (await tell({ out: 'prices', learningRate: 0.01, losses: [], minute: 4, seed: 4 })).close();
});

describe('netspec runs', () => {
  test('lists the runs, the newest last, with everything where there is no terminal', async () => {
    const { code, stdout, stderr } = await runs();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchInlineSnapshot(`
     "run     state        started           epochs  best    loss  val_loss  accuracy  logLoss  f1Macro        time  seed  backend  learningRate  batchSize
     iris    complete     2026-01-31 12:01   4/100     3  0.3000    0.6000    0.9667   0.1234   0.9600  2 min 40 s     1  cpu              0.01          -
     iris-2  stopped      2026-01-31 12:02   2/100     2  0.1250    0.2500    0.9000   0.2500   0.9000  1 min 20 s     2  cpu               0.1          8
     iris-3  diverged     2026-01-31 12:03   2/100     1     NaN       NaN         -        -        -  1 min 20 s     2  cpu                10          -
     prices  interrupted  2026-01-31 12:04       0     -       -         -         -        -        -        0 ms     4  cpu              0.01          -
     "
    `);
  });

  test('leaves out in a terminal what has no room', async () => {
    const { stdout } = await capture(['runs', '--folder', place('runs')], { isTTY: true });
    expect(stdout).toMatchInlineSnapshot(`
     "run     state        started           epochs    loss  val_loss  accuracy
     iris    complete     2026-01-31 12:01   4/100  0.3000    0.6000    0.9667
     iris-2  stopped      2026-01-31 12:02   2/100  0.1250    0.2500    0.9000
     iris-3  diverged     2026-01-31 12:03   2/100     NaN       NaN         -
     prices  interrupted  2026-01-31 12:04       0       -         -         -
     "
    `);
  });

  test('keeps to the width of the terminal', async () => {
    const { runs: all } = await listRuns(place('runs'));
    for (let width = 21; width < 200; width++) {
      for (const line of `${runsTable(all, width)}${sideBySide(all.slice(0, 1), width)}`.split('\n')) {
        expect(line.length).toBeLessThanOrEqual(Math.max(width, 26));
      }
      for (const line of sideBySide(all, Math.max(60, width)).split('\n')) expect(line.length).toBeLessThanOrEqual(Math.max(60, width));
    }
  });

  test('--json gives an object for each', async () => {
    const { stdout } = await runs('--json');
    const objects = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects).toHaveLength(4);
    expect(objects[0]).toMatchObject({
      path: join(place('runs'), 'iris'),
      name: 'iris',
      state: 'complete',
      seed: 1,
      epochs: 4,
      bestEpoch: 3,
      milliseconds: 160_000,
      metrics: { loss: 0.3, val_loss: 0.6 },
      bestMetrics: { loss: 0.25, val_loss: 0.5 },
      scores: { accuracy: 0.9667 },
    });
    expect(objects[2]).toMatchObject({ name: 'iris-3', state: 'diverged', metrics: { loss: null } });
    expect(objects[3]).toMatchObject({ name: 'prices', state: 'interrupted', epochs: 0 });
  });

  test('says so where there are none', async () => {
    const { code, stdout, stderr } = await capture(['runs', '--folder', place('none')]);
    expect([code, stdout, told(stderr)]).toEqual([0, '', 'no runs in none: netspec train makes one each time\n']);
  });

  test('lists what it can beside a run that is damaged', async () => {
    await mkdir(place('some'));
    await createRun({ folder: place('some'), out: 'a', spec: {}, options: {}, data: [], seed: 1, backend: 'cpu' });
    await mkdir(join(place('some'), 'b'));
    await writeFile(join(place('some'), 'b', 'run.json'), '{ "netspecRun": 2 }');
    const { code, stdout, stderr } = await capture(['runs', '--folder', place('some')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\na +running /);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "the folder some has a problem
       some/b/run.json netspecRun: expected format 1, received 2
         fix: open it with the version of netspec that wrote it, or a later one
     "
    `);
    const named = await capture(['runs', 'b', '--folder', place('some')]);
    expect([named.code, named.stdout]).toEqual([1, '']);
    expect(named.stderr).toMatch(/^BundleError: the run has a problem\n.*expected format 1, received 2/);
  });
});

describe('netspec runs NAME', () => {
  test('sets runs side by side, with what differs between them', async () => {
    const { code, stdout, stderr } = await runs('iris', 'iris-2', 'iris-3');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchInlineSnapshot(`
     "                                        iris              iris-2            iris-3
       state                                 complete          stopped           diverged
       started                               2026-01-31 12:01  2026-01-31 12:02  2026-01-31 12:03
       epochs                                4/100             2/100             2/100
       best epoch                            3                 2                 1
       time                                  2 min 40 s        1 min 20 s        1 min 20 s
       seed                                  1                 2                 2
       backend                               cpu               cpu               cpu
       data                                  standard input    standard input    standard input
       saved in                              models/iris       models/iris       models/iris
       message                               -                 -                 the loss is NaN

     what differs
       spec.training.optimizer.learningRate  0.01              0.1               10
       options.epochs                        -                 2                 -
       options.batchSize                     -                 8                 -

     last epoch
       loss                                  0.3000            0.1250            NaN
       val_loss                              0.6000            0.2500            NaN

     best epoch
       loss                                  0.2500            0.1250            7.0000
       val_loss                              0.5000            0.2500            14.000

     on rows held out
       accuracy                              0.9667            0.9000            -
       logLoss                               0.1234            0.2500            -
       f1Macro                               0.9600            0.9000            -
     "
    `);
  });

  test('alone tells of that run, also by the path of its folder', async () => {
    const { stdout } = await runs('iris-2');
    expect(stdout).toMatchInlineSnapshot(`
     "              iris-2
       state       stopped
       started     2026-01-31 12:02
       epochs      2/100
       best epoch  2
       time        1 min 20 s
       seed        2
       backend     cpu
       data        standard input
       saved in    models/iris

     options
       epochs      2
       batchSize   8

     last epoch
       loss        0.1250
       val_loss    0.2500

     best epoch
       loss        0.1250
       val_loss    0.2500

     on rows held out
       accuracy    0.9000
       logLoss     0.2500
       f1Macro     0.9000
     "
    `);
    expect((await capture(['runs', join(place('runs'), 'iris-2')])).stdout).toBe(stdout);
  });

  test('twice says that nothing differs', async () => {
    expect((await runs('iris', 'iris')).stdout).toMatch(/\n\nSpec, options, data and environment are the same\.\n$/);
  });

  test('--json gives the runs and the differences', async () => {
    const { runs: found, differences } = JSON.parse((await runs('iris', 'iris-2', '--json')).stdout);
    expect(found).toMatchObject([{ name: 'iris' }, { name: 'iris-2' }]);
    expect(differences).toEqual([
      { path: 'spec.training.optimizer.learningRate', values: [0.01, 0.1] },
      { path: 'options.epochs', values: [null, 2] },
      { path: 'options.batchSize', values: [null, 8] },
    ]);
  });

  test('of a run that is not there names the closest', async () => {
    const { code, stderr } = await runs('irsi', 'iris', 'bread');
    expect(code).toBe(1);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec runs has 2 problems
       NAME: expected a run in runs, received "irsi"
         fix: did you mean "iris"?
       NAME: expected a run in runs, received "bread"
         fix: netspec runs lists them all
     "
    `);
  });
});

describe('netspec runs, of other runs', () => {
  const begin = async (folder: string, out: string, training: object, seed: number) => {
    const data = [{ given: '-', sha256: '0'.repeat(64), bytes: 15 }];
    const run = await createRun({ folder, out, spec: { ...spec(0.1), training }, options: {}, data, seed, backend: 'cpu' });
    await run.finish('complete');
  };

  test('has one column for the seed, and says of what a type is', async () => {
    const folder = place('kinds');
    await begin(folder, 'a', { seed: 1, optimizer: { type: 'adam' }, schedule: { type: 'constant' } }, 1);
    await begin(folder, 'b', { seed: 2, optimizer: { type: 'sgd' }, schedule: { type: 'cosineDecay' } }, 2);
    const [titles] = (await capture(['runs', '--folder', folder])).stdout.split('\n');
    expect(titles!.split(/\s+/).slice(-4)).toEqual(['seed', 'backend', 'optimizer.type', 'schedule.type']);
  });

  test('finds one whose folder was renamed, by its new name and by the one that it had', async () => {
    const folder = place('renamed');
    await begin(folder, 'first', {}, 1);
    await rename(join(folder, 'first'), join(folder, 'zz'));
    for (const name of ['zz', 'first']) {
      const { code, stdout, stderr } = await capture(['runs', name, '--folder', folder, '--json']);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(join(folder, 'zz'));
    }
  });
});
