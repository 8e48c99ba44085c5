import { readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { load } from 'netspec';
import { eventsOf, stopAt, trainingPlace } from './commands.ts';

const { place, train, iris, told, weights, record } = trainingPlace();
const isThere = async (name: string) => (await readdir(place(''))).includes(name);

/** Steps far too large: the loss of each is as much larger as the numbers of 32 bits let it be. */
const spec = (optimizer: object, batchSize: number, more: object = {}) =>
  JSON.stringify({
    features: { x: 'number' },
    target: { y: 'number' },
    network: { layers: [{ type: 'dense', units: 4 }] },
    training: { optimizer, batchSize, epochs: 50, seed: 1, ...more },
  });
const diverge = (out: string, more: readonly string[] = []) =>
  train([place('late.json'), '--data', place('data.csv'), '--out', place(out), '--backend', 'cpu', ...more]);

beforeAll(async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(3 * i - 20).toFixed(1)}`);
  await writeFile(place('data.csv'), ['x,y', ...rows, ''].join('\n'));
  await writeFile(place('early.json'), spec({ type: 'sgd', learningRate: 1e6 }, 4));
  // Of one step each, some epochs come through: of these the first five, and of the others none, make the loss smaller.
  const schedule = { type: 'piecewiseConstant', boundaries: [5], factors: [1, 1e7] };
  await writeFile(place('late.json'), spec({ type: 'sgd', learningRate: 0.1 }, 40, { schedule, validationSplit: 0.2 }));
  await writeFile(place('worse.json'), spec({ type: 'sgd', learningRate: 1e6 }, 40));
});

describe('a training whose loss becomes infinite', () => {
  test('in the first epoch saves nothing, and says so in one message', async () => {
    const before = tf.memory().numTensors;
    const words = [place('early.json'), '--data', place('data.csv'), '--out', place('early'), '--backend', 'cpu'];
    const { code, stdout, stderr } = await train(words);
    expect([code, stdout]).toEqual([1, '']);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "backend cpu: asked for
     TrainingError: the training has 2 problems
       epoch 1, step 3: learning rate: expected a finite loss, received Infinity (the loss grew from 2.09 to 2.51e+25 over the last 2 batches: steps at 1000000 overshoot)
         fix: take a tenth, 100000, or clip the gradients; findLearningRate (--find-learning-rate) suggests one
       epoch 1, step 3: head: expected a finite loss, received Infinity (the first layer whose answers are NaN or infinite: 4 of 4 numbers for this batch, though all that it reads is finite; its weights reach 3.24e+25)
         fix: scale what goes in, or put a batchNormalization or layerNormalization before it
       kept: the weights that the run began with
     nothing was saved; the run is in runs/early
     "
    `);
    expect(await isThere('early')).toBe(false);
    expect(await record('early')).toMatchObject({ state: 'diverged', epochs: 0, message: expect.stringContaining('learning rate') });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('later saves the weights of the best epoch, which load', async () => {
    const { code, stdout, stderr } = await diverge('late');
    expect(code).toBe(1);
    expect(told(stdout)).toMatch(/\nsaved in late \(seed 1\), the run in runs\/late\n$/);
    expect(told(stderr)).toMatch(/\n {2}kept: the weights after epoch 5, the best by val_loss\nthese weights are saved in late; the run is in runs\/late\n$/); // prettier-ignore
    const { epochs, state, bestEpoch } = await record('late');
    expect([state, bestEpoch]).toEqual(['diverged', 5]);
    expect(epochs).toBeGreaterThan(5);
    const model = await load(place('late'));
    expect(Array.from(await weights('late')).length).toBeGreaterThan(0);
    model.dispose();
    // A run that is ended there comes to the same weights.
    expect((await diverge('there', ['--epochs', '5'])).code).toBe(0);
    expect(await weights('late')).toEqual(await weights('there'));
  });

  test('later, after epochs that each left worse weights than it began with, saves nothing', async () => {
    const words = [place('worse.json'), '--data', place('data.csv'), '--out', place('worse'), '--backend', 'cpu'];
    const { code, stderr } = await train(words);
    expect(code).toBe(1);
    expect(told(stderr)).toMatch(/\n {2}kept: the weights that the run began with\nnothing was saved; the run is in runs\/worse\n$/);
    expect((await record('worse'))['epochs']).toBeGreaterThan(0);
    expect(await isThere('worse')).toBe(false);
  });

  test('tells a program so', async () => {
    const { code, stdout, stderr } = await diverge('program', ['--json']);
    const events = eventsOf(stdout);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^TrainingError: the training has /);
    expect(events.slice(-2)).toMatchObject([{ event: 'stopped', reason: 'diverged', message: expect.any(String) }, { event: 'end' }]);
  });
});

describe('a model that was there before stays, bit for bit, where the training', () => {
  let before: Buffer;
  beforeAll(async () => {
    await iris('old');
    before = await weights('old');
  });
  const stays = async () => {
    expect(await weights('old')).toEqual(before);
    (await load(place('old'))).dispose();
  };

  test('diverges in its first epoch', async () => {
    const { stderr } = await train([place('early.json'), '--data', place('data.csv'), '--out', place('old'), '--backend', 'cpu']);
    expect(told(stderr)).toMatch(/\nnothing was saved; the run is in runs\/old-\d\n$/);
    await stays();
  });

  test('is stopped before it begins, which makes no run', async () => {
    const runs = await readdir(place('runs'));
    const { code, stdout, stderr } = await iris('old', ['--seed', '2'], { signal: AbortSignal.abort() });
    expect([code, stdout, stderr]).toEqual([130, '', 'backend cpu: asked for\nstopped; nothing was written\n']);
    expect(await readdir(place('runs'))).toEqual(runs);
    await stays();
  });

  test('is stopped between its beginning and the first step', async () => {
    const given = stopAt((text) => text.includes('"event":"start"'));
    const { code, stdout, stderr } = await iris('old', ['--seed', '2', '--json'], given);
    expect([code, stderr]).toEqual([130, '']);
    expect(eventsOf(stdout).at(-1)).toEqual({ event: 'stopped', reason: 'interrupted', epoch: 0 });
    await stays();
    expect((await iris('none', [], stopAt((text) => text.includes('backend')))).stderr).toContain('stopped; nothing was written'); // prettier-ignore
    expect(await isThere('none')).toBe(false);
  });

  test('fails on the way, as it is told to by a place for TensorBoard that is a file', async () => {
    const { code, stdout, stderr } = await iris('old', ['--seed', '2', '--tensorboard', place('data.csv')]);
    expect([code, stdout]).toEqual([1, '']);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "backend cpu: asked for
     UsageError: the folder for TensorBoard has a problem
       data.csv/old-4/train: expected a place that can be written, received a file where a folder is needed
         fix: choose a folder that can be written
     the run is kept in runs/old-4; once that is mended, go on with the same command and --resume
     "
    `);
    await stays();
    const runs = await readdir(place('runs'));
    const failed = await Promise.all(runs.map(record));
    expect(failed.filter(({ state }) => state === 'failed')).toHaveLength(1);
  });

  test('cannot be saved since its folder was filled with other things meanwhile; --resume then saves it', async () => {
    const given = { onWrite: (text: string) => (text.includes('"epoch":4') ? void fill() : undefined) };
    const { mkdirSync, rmSync, writeFileSync } = await import('node:fs');
    const fill = () => {
      mkdirSync(place('filled'), { recursive: true });
      writeFileSync(place('filled/notes.txt'), 'mine');
    };
    const { code, stderr } = await iris('filled', ['--json'], given);
    expect([code, told(stderr)]).toMatchInlineSnapshot(`
     [
       1,
       "BundleError: "filled" has a problem
       filled: expected an empty folder, or one with a netspec model, received a folder with "notes.txt"
         fix: choose another folder
     the run is kept in runs/filled; once that is mended, go on with the same command and --resume
     ",
     ]
    `);
    expect(await readFile(place('filled/notes.txt'), 'utf8')).toBe('mine');
    rmSync(place('filled'), { recursive: true });
    expect((await iris('filled', ['--resume'])).code).toBe(0);
    expect(await weights('filled')).toEqual(before);
  });
});
