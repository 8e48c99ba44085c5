import { readdir, readFile, writeFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { trainEventJsonSchema } from '../../../src/cli/trainEvents.ts';
import { eventsOf, stopAt, trainingPlace } from './commands.ts';

const { place, train, iris, told, record } = trainingPlace();
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(trainEventJsonSchema());

describe.each([
  { mode: 'a training', words: [], kinds: ['backend', 'step', 'start', 'epoch', 'end'] },
  { mode: 'one that ends early', words: ['--patience', '1', '--learning-rate', '1', '--epochs', '50'], kinds: ['backend', 'step', 'start', 'epoch', 'stopped', 'end'] }, // prettier-ignore
  { mode: '--folds', words: ['--folds', '2'], kinds: ['fold', 'backend', 'step', 'epoch', 'folds'] },
  { mode: '--dry-run', words: ['--dry-run'], kinds: ['backend', 'step', 'dryRun'] },
  { mode: '--overfit-batch', words: ['--overfit-batch'], kinds: ['backend', 'step', 'overfitBatch'] },
  { mode: '--find-learning-rate', words: ['--find-learning-rate'], kinds: ['backend', 'step', 'learningRates'] },
])('$mode', ({ mode, words, kinds }) => {
  test('writes by --json lines that are all valid, and nothing else', async () => {
    const { stdout, stderr } = await iris(`json ${mode}`.replace(/\W+/g, '-'), [...words, '--json']);
    expect(stderr).toBe('');
    const events = eventsOf(stdout);
    for (const event of events) expect([validate(event), validate.errors, event]).toEqual([true, null, event]);
    expect([...new Set(events.map(({ event }) => event))].filter((kind) => kind !== 'warning')).toEqual(kinds);
  });

  test('shows by --quiet nothing but what came of it', async () => {
    const { stdout, stderr } = await iris(`quiet ${mode}`.replace(/\W+/g, '-'), [...words, '--quiet']);
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning: '))).toEqual([]);
    expect(stdout).not.toBe('');
  });
});

describe('the record of a run', () => {
  test('is called as --name says, or as --out with a number where that is taken', async () => {
    expect(told((await iris('model', ['--epochs', '1'])).stdout)).toMatch(/the run in runs\/model\n$/);
    expect(told((await iris('model', ['--epochs', '1'])).stdout)).toMatch(/the run in runs\/model-2\n$/);
    expect(told((await iris('model', ['--epochs', '1', '--name', 'mine'])).stdout)).toMatch(/the run in runs\/mine\n$/);
  });

  test('is written where --runs says', async () => {
    expect(told((await iris('elsewhere', ['--epochs', '1', '--runs', place('a/b')])).stdout)).toMatch(/the run in a\/b\/elsewhere\n$/);
    expect(await readdir(place('a/b'))).toEqual(['elsewhere']);
  });

  test('keeps as many checkpoints as --keep-checkpoints says, at least', async () => {
    await iris('kept', ['--checkpoint-seconds', '0', '--keep-checkpoints', '2', '--epochs', '3']);
    expect(await readdir(place('runs/kept/checkpoints'))).toHaveLength(2);
    expect(await readdir(place('runs/kept/checkpoints'))).toContain('000003-000000.ckpt');
  });

  test('has spec, options, seed, scores and the best model', async () => {
    await iris('full', ['--learning-rate', '0.1']);
    expect(JSON.parse(await readFile(place('runs/full/spec.json'), 'utf8'))).toEqual(
      JSON.parse(await readFile('models/iris.json', 'utf8')),
    );
    expect(await record('full')).toMatchObject({
      ...{ state: 'complete', seed: 1, epochs: 4, scores: { accuracy: expect.any(Number) } },
      options: { epochs: 4, seed: 1, backend: 'cpu', learningRate: 0.1 },
      out: { path: place('full') },
    });
    expect(await readdir(place('runs/full/best'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
  });
});

test('--learning-rate and --patience stand for what the spec says', async () => {
  const { stdout } = await iris('own', ['--learning-rate', '0.3', '--patience', '2', '--epochs', '200', '--json']);
  const events = eventsOf(stdout);
  const epochs = events.filter(({ event }) => event === 'epoch');
  expect(epochs[0]).toMatchObject({ learningRate: 0.3 });
  const best = epochs.filter((epoch) => epoch['best']).at(-1)!['epoch'] as number;
  expect(epochs).toHaveLength(best + 2);
  expect(events.slice(-2)).toMatchObject([{ event: 'stopped', reason: 'earlyStopping', epoch: best + 2 }, { bestEpoch: best }]);
});

test('in the end it is told whose weights are saved, and what would keep the best', async () => {
  const spec = JSON.parse(await readFile('models/iris.json', 'utf8')) as { readonly training: object };
  const lines: string[] = [];
  for (const [out, training] of Object.entries({
    best: { keepBest: true },
    last: {},
    stopped: { earlyStopping: { patience: 3, restoreBestWeights: false } },
    named: { keepBest: 'val_accuracy', earlyStopping: { patience: 3 } },
  })) {
    const all = {
      ...spec.training,
      optimizer: { type: 'sgd', learningRate: 3 },
      earlyStopping: undefined,
      keepBest: undefined,
      ...training,
    };
    await writeFile(place(`${out}.json`), JSON.stringify({ ...spec, training: all }));
    const words = [place(`${out}.json`), '--data', 'examples/data/iris.csv', '--seed', '1', '--backend', 'cpu', '--epochs', '30'];
    lines.push(
      told((await train([...words, '--out', place(out)])).stdout)
        .split('\n')
        .at(-3)!,
    );
  }
  expect(lines.join('\n')).toMatchInlineSnapshot(`
   "the weights are those of epoch 10, the best by val_loss
   the weights are the last; epoch 10 was the best by val_loss: "keepBest": true in "training" keeps its weights
   ended after epoch 9, as val_loss got no better: the weights are the last; epoch 6 was the best by val_loss: "keepBest": true in "training" keeps its weights
   ended after epoch 9, as val_loss got no better: the weights are those of epoch 6, the best by val_accuracy"
  `);
});

test('--tensorboard writes events there, of each run in a folder of its own, with histograms where they are asked for', async () => {
  await iris('shown', ['--tensorboard', place('logs')]);
  expect((await readdir(place('logs/shown'))).sort()).toEqual(['train', 'validation']);
  const sizeOf = async (run: string) => {
    const [file] = await readdir(place(`logs/${run}/train`));
    return (await readFile(place(`logs/${run}/train/${file!}`))).length;
  };
  await iris('shown', ['--tensorboard', place('logs'), '--histograms', '1']);
  expect((await readdir(place('logs'))).sort()).toEqual(['shown', 'shown-2']);
  expect(await sizeOf('shown-2')).toBeGreaterThan((await sizeOf('shown')) + 1000);
});

test('a Ctrl-C that comes when all is done changes nothing', async () => {
  const { code, stderr } = await iris('done', ['--json'], stopAt((text) => text.includes('"event":"end"'))); // prettier-ignore
  expect([code, stderr]).toEqual([0, '']);
  expect(await record('done')).toMatchObject({ state: 'complete' });
});
