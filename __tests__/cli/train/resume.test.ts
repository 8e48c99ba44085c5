import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { stopAt, trainingPlace } from './commands.ts';

const { place, train, iris, told, weights, record } = trainingPlace();
/** Stopped at the first step: the terminal shows each, by a clock of which it thinks that it is slow. */
async function stopMidEpoch(out: string) {
  let now = performance.now();
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 60));
  try {
    return await iris(out, [], { isTTY: true, ...stopAt((text) => text.includes('epoch 1/')) });
  } finally {
    clock.mockRestore();
  }
}
const epochsOf = async (run: string) =>
  (await readFile(join(place('runs'), run, 'metrics.jsonl'), 'utf8')).replace(/"milliseconds":[^,]*,/g, '');
const filesOf = async (folder: string) => {
  const names = (await readdir(place(folder), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return await Promise.all(paths.map(async (path) => [path, (await readFile(path)).toString('base64')]));
};

beforeAll(async () => {
  await iris('whole');
  await stopMidEpoch('stopped');
});

describe('stopped in the middle of an epoch, a training', () => {
  test('ends with 130, what there is saved, and tells how to go on', async () => {
    const { code, stdout, stderr } = await stopMidEpoch('half');
    expect(code).toBe(130);
    expect(told(stdout)).toMatch(/\nsaved in half \(seed 1\), the run in runs\/half\n$/);
    expect(told(stderr)).toMatch(/stopped in epoch 1, after step 1 of it; go on with the same command and --resume\n$/);
    expect(stderr).toContain('stopping after this step; what there is will be saved (Ctrl-C again quits at once)\n');
    expect(await record('half')).toMatchObject({ state: 'stopped', epochs: 0 });
    expect(await readdir(place('half'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
    expect(await weights('half')).not.toEqual(await weights('whole'));
  });

  test('goes on by --resume to the same weights and losses as one that was not, bit for bit', async () => {
    const { code, stderr } = await iris('half', ['--resume']);
    expect(code).toBe(0);
    expect(told(stderr)).toMatch(/\nruns\/half goes on in epoch 1, after step 1 of it\nepoch 1\/4 /);
    expect(await weights('half')).toEqual(await weights('whole'));
    expect(await epochsOf('half')).toBe(await epochsOf('whole'));
    expect(await record('half')).toMatchObject({ state: 'complete', epochs: 4 });
  });

  test('may be stopped again and again, between epochs too', async () => {
    await stopMidEpoch('often');
    for (let epoch = 1; epoch < 4; epoch++) {
      const { code, stderr } = await iris('often', ['--resume', '--json'], stopAt((text) => text.includes(`"epoch":${epoch},`))); // prettier-ignore
      expect([code, stderr]).toEqual([130, '']);
    }
    expect((await iris('often', ['--resume', '--quiet'])).stderr).toBe('');
    expect(await weights('often')).toEqual(await weights('whole'));
    expect(await epochsOf('often')).toBe(await epochsOf('whole'));
  });
});

test('--resume begins a run where there is none yet, and says so, so that a supervisor may give it always', async () => {
  const words = ['--resume', '--epochs', '2'];
  const first = await iris('new', words);
  expect([first.code, told(first.stderr).split('\n').slice(0, 2)]).toMatchInlineSnapshot(`
   [
     0,
     [
       "backend cpu: asked for",
       "there is no run of new in runs to resume yet: a new one begins",
     ],
   ]
  `);
  expect(await record('new')).toMatchObject({ state: 'complete', epochs: 2 });
  const second = await iris('new', words);
  expect([second.code, second.stderr.includes('there is nothing to resume')]).toEqual([1, true]);
});

test('--resume with more epochs trains on, also where the run is complete, to the same bits as one that had them from the start', async () => {
  await iris('short', ['--epochs', '2']);
  const longer = await iris('short', ['--resume']);
  expect([longer.code, told(longer.stderr)]).toEqual([0, expect.stringContaining('runs/short goes on after epoch 2\n')]);
  expect(await weights('short')).toEqual(await weights('whole'));
  expect((await epochsOf('short')).trim().split('\n')).toHaveLength(4);
  expect(await record('short')).toMatchObject({ state: 'complete', epochs: 4, options: { epochs: 4 } });
  expect((await iris('short', ['--resume', '--epochs', '3'])).code).toBe(1);
});

test('--resume with more epochs is refused where a schedule asks how long the run is', async () => {
  const spec = JSON.parse(await readFile('models/iris.json', 'utf8')) as { readonly training: object };
  await writeFile(place('cosine.json'), JSON.stringify({ ...spec, training: { ...spec.training, schedule: 'cosineDecay' } }));
  const words = [place('cosine.json'), '--data', 'examples/data/iris.csv', '--seed', '1', '--backend', 'cpu', '--out', place('cosine')];
  await train([...words, '--epochs', '2']);
  const before = await filesOf('runs/cosine');
  const { code, stderr } = await train([...words, '--epochs', '4', '--resume']);
  expect([code, told(stderr)]).toMatchInlineSnapshot(`
   [
     1,
     "backend cpu: asked for
   UsageError: resumeFrom has a problem
     training.epochs: expected 2, as the run began, received 4
       fix: give as many (epochs, or --epochs): the schedule asks how long the run is
   ",
   ]
  `);
  expect((await filesOf('runs/cosine')).filter((file) => !/sessions/.test(file[0]!))).toEqual(
    before.filter((file) => !/sessions/.test(file[0]!)),
  );
});

describe('--resume refuses, and changes nothing:', () => {
  test('where the run is complete', async () => {
    const before = await filesOf('runs/whole');
    const { code, stderr } = await iris('whole', ['--resume']);
    expect([code, told(stderr)]).toMatchInlineSnapshot(`
     [
       1,
       "UsageError: the run has a problem
       runs/whole: expected a run that has not come to its end, received one that is complete: there is nothing to resume
         fix: to train on, say more epochs than it has
     ",
     ]
    `);
    expect(await filesOf('runs/whole')).toEqual(before);
  });

  test('where spec, data and options are others than the run began with, all told at once', async () => {
    const spec = JSON.parse(await readFile('models/iris.json', 'utf8')) as object;
    const training = { epochs: 60, batchSize: 16, optimizer: { type: 'adam', learningRate: 0.5 } };
    await writeFile(place('other.json'), JSON.stringify({ ...spec, training }));
    await writeFile(place('other.csv'), `${await readFile('examples/data/iris.csv', 'utf8')}5,3,1,0,setosa\n`);
    const files = await filesOf('');
    const words = ['--out', place('stopped'), '--epochs', '3', '--batch-size', '8', '--backend', 'cpu', '--resume'];
    const { code, stderr } = await train([place('other.json'), '--data', place('other.csv'), ...words]);
    expect([code, told(stderr)]).toMatchInlineSnapshot(`
     [
       1,
       "UsageError: the run in runs/stopped has 5 problems
       other.csv: expected the data that the run began with (SHA-256 9cc1c345c71b…, 3858 bytes), received others (SHA-256 f7d3ecaffa3f…, 3873 bytes)
       epochs: expected 4, as the run began, received 3
       seed: expected 1, as the run began, received nothing
       batchSize: expected nothing, as the run began, received 8
       spec training.optimizer.learningRate: expected 0.02, as in runs/stopped/spec.json, received 0.5
         fix: give the same command again, or leave --resume out to begin a new run
     ",
     ]
    `);
    expect(await filesOf('')).toEqual(files);
  });

  test('where another process works on the run', async () => {
    const words = [
      'models/iris.json',
      '--data',
      'examples/data/iris.csv',
      '--out',
      place('busy'),
      '--epochs',
      '100000000',
      '--backend',
      'cpu',
    ];
    const child = spawn(process.execPath, ['dist/bin/main.js', 'train', ...words, '--runs', place('runs'), '--json']);
    try {
      await new Promise<void>((resolve) => child.stdout.on('data', (text) => String(text).includes('"event":"epoch"') && resolve()));
      const { code, stderr } = await train([...words, '--resume']);
      expect(code).toBe(1);
      expect(
        told(stderr)
          .replace(/process \d+/, 'process N')
          .replace(/since \S+/, 'since THEN'),
      ).toMatchInlineSnapshot(`
       "UsageError: the run has a problem
         runs/busy: expected a run that no other process works on, received one that process N has worked on since THEN
           fix: wait until it ends, or end it
       "
      `);
    } finally {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
    // Killed, it can be taken up.
    const { code } = await train([...words, '--resume', '--json'], stopAt((text) => text.includes('"event":"epoch"'))); // prettier-ignore
    expect(code).toBe(130);
  });
});
