import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { temporaryFolder } from './temporary.ts';

// The built program as a process: what only main.ts can do wrong. (`npm test` builds it first.)

const place = temporaryFolder();
const listLoaded = `data:text/javascript,import module from 'node:module';process.on('exit',()=>console.error(Object.keys(module._cache).join()))`;

const start = (args: readonly string[], nodeArgs: readonly string[] = []) => {
  const child = spawn(process.execPath, [...nodeArgs, 'dist/bin/main.js', ...args], { env: { ...process.env, NO_COLOR: '1' } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const end = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, end };
};

describe('start-up', () => {
  test.each([[['--version']], [['--help']], [['check', 'models/digits.json', '--summary']], [['runs']]])(
    'netspec %j loads no TensorFlow.js',
    async (args) => {
      const { code, stderr } = await start(args, ['--import', listLoaded]).end;
      expect(code).toBe(0);
      expect(stderr).not.toContain('tensorflow');
    },
  );

  test('netspec xor loads it, and no backend but the plain one', async () => {
    const { stderr } = await start(['xor'], ['--import', listLoaded]).end;
    expect(stderr).toContain('tfjs-backend-cpu');
    expect(stderr).not.toContain('tfjs-backend-wasm');
  });
});

test('a reader that goes away ends it without a word', async () => {
  const { child, end } = start(['xor', '--json']);
  child.stdout.destroy();
  expect(await end).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('standard input, output and exit code are those of the process', async () => {
  const { child, end } = start(['check', '-', '--json']);
  child.stdin.end('{ "layers": [] }');
  const { code, stdout } = await end;
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ valid: false });
});

test('Ctrl-C while training ends with 130 and leaves nothing', async () => {
  const { child, end } = start([
    'train',
    'models/xor.json',
    '--data',
    'examples/data/xor.csv',
    '--out',
    place('model'),
    '--epochs',
    '100000000',
    '--json',
  ]);
  child.stdout.once('data', () => child.kill('SIGINT'));
  expect(await end).toMatchObject({ code: 130, stderr: 'stopped; nothing was written\n' });
  expect(existsSync(place('model'))).toBe(false);
});
