import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { testOfWhole } from '../../long/spread.ts';
import { eventsOf, trainingPlace } from './commands.ts';

const { place, train, iris, told } = trainingPlace();

describe('writes nothing at all, and leaves no tensor:', () => {
  let before: readonly string[];
  let tensors: number;
  beforeEach(async () => {
    await mkdir(place('other'), { recursive: true });
    before = [...(await readdir('.')), ...(await readdir(place('')))];
    tensors = tf.memory().numTensors;
  });
  afterEach(async () => {
    expect([...(await readdir('.')), ...(await readdir(place('')))]).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test('--dry-run goes through everything twice', async () => {
    const { code, stdout, stderr } = await iris('out', ['--dry-run', '--tensorboard', place('logs')]);
    expect([code, stderr]).toEqual([0, 'backend cpu: asked for\n']);
    expect(stdout.replace(/\d+\.\d+/g, 'N')).toMatchInlineSnapshot(`
     "2 steps went through everything in N s; nothing was written
       120 rows to train on, 30 held out, 131 parameters
       losses N, N
       a checkpoint takes N kB, the saved model N kB
     "
    `);
    expect(eventsOf((await iris('out', ['--dry-run', '--json'])).stdout).at(-1)).toMatchObject({
      event: 'dryRun',
      steps: 2,
      rows: 120,
      heldOutRows: 30,
      parameters: 131,
    });
  });

  test('--dry-run takes two steps where a batch holds all rows too', async () => {
    const { stdout } = await iris('out', ['--dry-run', '--json', '--batch-size', '1000']);
    expect(eventsOf(stdout).at(-1)).toMatchObject({ steps: 2 });
  });

  test('--overfit-batch says whether a batch was learned, and so does its exit code', async () => {
    const learned = await iris('out', ['--overfit-batch']);
    expect(learned.code).toBe(0);
    expect(learned.stdout).toMatch(/^The network learned a batch of 16 rows by heart \(.*\): it can learn\. \d+ steps\.\n$/);
    const not = await iris('out', ['--overfit-batch', '--learning-rate', '1e-9']);
    expect(not.code).toBe(1);
    expect(not.stdout).toMatch(
      /^The network did not learn a batch of 16 rows by heart \(.*\): try another learning rate \(findLearningRate, or --find-learning-rate, suggests one\), /,
    );
  }, 30_000);

  testOfWhole(
    '--overfit-batch says by --json whether a batch was learned',
    async () => {
      const { code, stdout } = await iris('out', ['--overfit-batch', '--json']);
      expect([code, eventsOf(stdout).at(-1)]).toMatchObject([0, { event: 'overfitBatch', learned: true, rows: 16 }]);
    },
    30_000,
  );

  test('--find-learning-rate plots the losses, and suggests a rate that trains', async () => {
    const { code, stdout, stderr } = await iris('out', ['--find-learning-rate']);
    expect([code, stderr]).toEqual([0, 'backend cpu: asked for\n']);
    expect(stdout).toContain('•');
    const [, rate] = /\nsuggested: --learning-rate (\S+)\n$/.exec(stdout)!;
    const { stdout: json } = await iris('out', ['--find-learning-rate', '--json']);
    const { suggestion, rates, losses } = eventsOf(json).at(-1) as { suggestion: number; rates: number[]; losses: number[] };
    expect(Number(rate)).toBeCloseTo(suggestion, 2);
    expect(rates).toHaveLength(losses.length);
    expect((await iris('out', ['--overfit-batch', '--learning-rate', rate!])).code).toBe(0);
  }, 30_000);

  test.each(['--overfit-batch', '--find-learning-rate'])('%s stopped by the user', async (trial) => {
    const { code, stderr } = await iris('out', [trial], { signal: AbortSignal.abort() });
    expect([code, stderr]).toEqual([130, 'stopped; nothing was written\n']);
  });
});

test('--dry-run of a spec that does not fit its data tells so', async () => {
  await writeFile(place('wrong.json'), (await readFile('models/iris.json', 'utf8')).replace('petal_width', 'petal_wide'));
  const { code, stderr } = await train([place('wrong.json'), '--data', 'examples/data/iris.csv', '--dry-run', '--backend', 'cpu']);
  expect([code, told(stderr)]).toMatchInlineSnapshot(`
   [
     1,
     "DataError: examples/data/iris.csv has a problem
     column "petal_wide": expected a column of that name, received the columns sepal_length, sepal_width, petal_length, petal_width, species
       fix: did you mean "petal_width"?
   ",
   ]
  `);
});
