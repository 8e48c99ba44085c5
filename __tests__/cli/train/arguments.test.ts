import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { trainGroups, trainOptions } from '../../../src/cli/train/options.ts';
import { trainingPlace } from './commands.ts';

const { place, train, iris, told } = trainingPlace();
const refused = async (words: readonly string[], given = {}) => {
  const { code, stdout, stderr } = await train(words, given);
  expect([code, stdout]).toEqual([1, '']);
  return told(stderr);
};

const onWebgpu = `BackendError: backend has a problem
  backend: expected one whose numbers can be read at once, as each step of a training does, received "webgpu", which in Node gives them later
    fix: train on "auto"; predict and evaluate run on it (predict --backend webgpu, in code after useBackend("webgpu"))
`;

test('every option stands in one group of the help, or among those of every command', () => {
  const grouped: readonly string[] = Object.values(trainGroups).flat();
  expect([...new Set(grouped)]).toEqual(grouped);
  expect(Object.keys(trainOptions).filter((name) => !grouped.includes(name))).toEqual(['quiet', 'json']);
});

describe('netspec train', () => {
  test('tells at once all that is missing', async () => {
    expect(await refused([])).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has 3 problems
       SPEC: expected a JSON file, received nothing
         fix: write one, or give --target COLUMN, for which one is made
       --data: expected a file, received nothing
       --out: expected a folder, received nothing
     "
    `);
  });

  test('needs --out only where a model is to be kept', async () => {
    expect(await refused(['models/iris.json', '--data', 'none.csv'])).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has a problem
       --out: expected a folder, received nothing
     "
    `);
    for (const trial of [['--dry-run'], ['--overfit-batch'], ['--find-learning-rate'], ['--folds', '3']]) {
      expect(await refused(['models/iris.json', '--data', 'none.csv', ...trial])).toContain('none.csv: expected a CSV file');
    }
  });

  test('tells what does not go together, beside what is wrong by itself', async () => {
    const words = ['a.json', '--again', 'runs/a', '--dry-run', '--folds', '3', '--group', 'x', '--epochs', '0'];
    expect(await refused([...words, '--name', 'a', '--tensorboard', 'b'])).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has 5 problems
       --epochs: expected a positive integer, received 0
       SPEC: expected nothing beside --again, received "a.json"
         fix: leave SPEC out: the spec is the one of that run
       --dry-run --folds: expected one of them, received 2 of them
         fix: run the command once for each
       --name: expected nothing beside --folds, which keeps no runs, received "a"
       --tensorboard: expected nothing beside --folds, which keeps no runs, received "b"
     "
    `);
    expect(await refused(['-', '--data', '-', '--out', 'a', '--histograms', '2', '--group', 'x'])).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has 2 problems
       --data: expected a file, as SPEC comes from standard input, received "-"
         fix: give one of the two as a file
       --tensorboard: expected a folder, as --histograms is given, received nothing
     "
    `);
  });

  test('refuses other folders inside that of the model, before anything is made', async () => {
    await mkdir(place('new'));
    const words = ['models/iris.json', '--data', 'examples/data/iris.csv', '--out', place(''), '--tensorboard', place('new/logs')];
    expect(await refused(words)).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has 2 problems
       --runs: expected a folder outside --out (.), received "runs"
         fix: choose another for one of the two
       --tensorboard: expected a folder outside --out (.), received "new/logs"
         fix: choose another for one of the two
     "
    `);
  });

  test('refuses a place for runs that cannot be one, and leaves no model folder', async () => {
    await writeFile(place('file'), '');
    const { code, stderr } = await iris('not', ['--runs', place('file')]);
    expect([code, told(stderr)]).toMatchInlineSnapshot(`
     [
       1,
       "backend cpu: asked for
     UsageError: the run has a problem
       file: expected a folder that can be written, received a file where a folder is needed
     ",
     ]
    `);
  });

  test.each([[[]], [['--dry-run']], [['--overfit-batch']], [['--find-learning-rate']], [['--folds', '3']]])(
    'says why no training is on WebGPU, and writes nothing: %j',
    async (more) => {
      const { code, stderr } = await iris('card', ['--backend', 'webgpu', ...more]);
      expect(code).toBe(1);
      expect(told(stderr).endsWith(onWebgpu)).toBe(true);
      expect(existsSync(place('card'))).toBe(false);
      expect(existsSync(place('runs/card'))).toBe(false);
    },
  );

  test('names the native bindings to whom asks for a graphics card by another word', async () => {
    expect(await refused(['models/iris.json', '--data', 'none.csv', '--dry-run', '--backend', 'gpu'])).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has a problem
       --backend: expected "auto" or "native" or "wasm" or "cpu" or "webgpu", received "gpu"
         fix: did you mean "native"?
     "
    `);
  });

  test('refuses a name that is taken', async () => {
    expect((await iris('one', ['--name', 'mine', '--epochs', '1'])).code).toBe(0);
    const { code, stderr } = await iris('two', ['--name', 'mine']);
    expect([code, told(stderr)]).toMatchInlineSnapshot(`
     [
       1,
       "backend cpu: asked for
     UsageError: the run has a problem
       runs/mine: expected a name that is not taken, received one that is
         fix: choose another name, or leave it out to have one made
     ",
     ]
    `);
  });
});
