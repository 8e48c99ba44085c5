import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { run } from '../../src/cli/run.ts';
import { capture } from './capture.ts';

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await capture(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

describe('a wrong command line is told in one message, with exit code 1', () => {
  test('a command that is not known names the closest', async () => {
    const { code, stdout, stderr } = await capture(['trian', 'x.json']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec has a problem
       trian: expected a command: xor, check, describe, init, train, evaluate, predict, runs, export, doctor, native, received "trian"
         fix: did you mean "netspec train"?
     "
    `);
  });

  test('a command like none points to the help', async () => {
    expect((await capture(['constructor'])).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec has a problem
       constructor: expected a command: xor, check, describe, init, train, evaluate, predict, runs, export, doctor, native, received "constructor"
         fix: netspec --help lists them all
     "
    `);
  });

  test('everything wrong is told at once', async () => {
    const { code, stderr } = await capture([
      'train',
      'a.json',
      'b.json',
      '--epoch',
      '5',
      '--seed',
      '-1',
      '--batch-size',
      'ten',
      '-x',
      '--data',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has 7 problems
       b.json: expected SPEC and nothing more, received "b.json"
       --data: expected a file, received nothing
       --batch-size: expected a positive integer, received "ten"
       --seed: expected an integer >= 0, received -1
       --epoch: expected an option of this command, received "--epoch"
         fix: did you mean "--epochs"?
       -x: expected an option of this command, received "-x"
         fix: known are --help, --data, --validation-data, --test-data, --target, --out, --format, --delimiter, --quote, --decimal, --thousands, --no-header, --encoding, --on-bad-row, --stream, --epochs, --batch-size, --learning-rate, --validation-split, --test-split, --group, --time, --key, --split-column, --patience, --seed, --step, --backend, --resume, --again, --runs, --name, --checkpoint-seconds, --keep-checkpoints, --tensorboard, --histograms, --dry-run, --overfit-batch, --find-learning-rate, --folds, --quiet, --json
       --out: expected a folder, received nothing
     "
    `);
  });

  test('an option without its value is not filled with the next option', async () => {
    expect((await capture(['evaluate', 'm', '--data', '--json'])).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec evaluate has a problem
       --data: expected a file, received nothing
     "
    `);
  });

  test('an option given twice is refused', async () => {
    expect((await capture(['xor', '--steps', '5', '--steps', '6'])).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec xor has a problem
       --steps: expected one value, received 2: 5, 6
         fix: give it once
     "
    `);
  });

  test('a word where none belongs is refused', async () => {
    expect((await capture(['xor', 'file.json'])).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec xor has a problem
       file.json: expected nothing but options, received "file.json"
     "
    `);
  });

  test('a choice that is not known names the closest', async () => {
    expect((await capture(['train', 'a.json', '--data', 'b', '--out', 'c', '--backend', 'wsam'])).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has a problem
       --backend: expected "auto" or "native" or "wasm" or "cpu" or "webgpu", received "wsam"
         fix: did you mean "wasm"?
     "
    `);
  });
});

test('a fault of ours has exit code 2 and its stack', async () => {
  let stderr = '';
  const output = { isTTY: false, columns: 80, colour: 'none' as const };
  const broken = () => {
    throw new Error('no such pipe');
  };
  const io = {
    stdin: [] as never,
    stdout: { ...output, write: broken },
    stderr: { ...output, write: (text: string) => void (stderr += text) },
  };
  expect(await run(['--version'], io)).toBe(2);
  expect(stderr).toMatch(/^Error: no such pipe\n {4}at /);
});
