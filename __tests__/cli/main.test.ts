import { describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spread, testOfWhole } from '../long/spread.ts';
import { temporaryFolder } from './temporary.ts';

// The built program as a process: what only main.ts can do wrong. (`npm test` builds it first.)

const place = temporaryFolder();
const listLoaded = `data:text/javascript,import module from 'node:module';process.on('exit',()=>console.error(Object.keys(module._cache).join()))`;

const start = (args: readonly string[], nodeArgs: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, [...nodeArgs, 'dist/bin/main.js', ...args], { env: { ...process.env, NO_COLOR: '1', ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const end = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, end };
};

describe('start-up', () => {
  test.each(spread([[['--version']], [['--help']], [['check', 'models/digits.json', '--summary']], [['runs']]], 2))(
    'netspec %j loads no TensorFlow.js',
    async (args) => {
      const { code, stderr } = await start(args, ['--import', listLoaded]).end;
      expect(code).toBe(0);
      expect(stderr).not.toContain('tensorflow');
    },
  );

  test('netspec predict answers the rows of a small network without it', async () => {
    const data = ['--data', 'examples/data/iris.csv'];
    await start(['train', 'models/iris.json', ...data, '--epochs', '2', '--out', place('iris'), '--runs', place('runs')]).end;
    const { code, stdout, stderr } = await start(['predict', place('iris'), ...data], ['--import', listLoaded]).end;
    expect([code, stdout.trimEnd().split('\n').length]).toEqual([0, 151]);
    expect(stderr).not.toContain('tensorflow');
  });

  testOfWhole('netspec xor trains small networks without it, drawings included', async () => {
    const { code, stdout, stderr } = await start(['xor', '--seed', '1', '--out', place('xor.svg')], ['--import', listLoaded]).end;
    expect([code, stdout.match(/olved in \d+ steps/g)]).toEqual([0, ['olved in 51 steps', 'olved in 300 steps']]);
    expect(stderr).not.toContain('tensorflow');
  });

  test('netspec xor loads it for others, and no backend but the plain one', async () => {
    const { stderr } = await start(['xor', '--activation', 'swish'], ['--import', listLoaded]).end;
    expect(stderr).toContain('tfjs-backend-cpu');
    expect(stderr).not.toContain('tfjs-backend-wasm');
  });
});

test('an older Node is told in one line, before it meets what it cannot load', async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });`;
  expect(await start(['--version'], ['--import', pretend, '--import', listLoaded]).end).toMatchInlineSnapshot(`
   {
     "code": 1,
     "stderr": "Node 18.20.8: expected 20.19 or later (of Node 22, 22.12 or later; none of 21)

   ",
     "stdout": "",
   }
  `);
});

test('a reader that goes away ends it without a word', async () => {
  const { child, end } = start(['xor', '--json']);
  child.stdout.destroy();
  expect(await end).toEqual({ code: 0, stdout: '', stderr: '' });
});

const full = existsSync('/dev/full') ? test : test.skip;
full('an output that is full is told in one line', async () => {
  const to = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['dist/bin/main.js', '--version'], { stdio: ['ignore', to, 'pipe'] });
  let stderr = '';
  child.stderr!.on('data', (text) => (stderr += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  closeSync(to);
  expect([code, stderr]).toEqual([1, 'error: the output cannot be written: ENOSPC: no space left on device, write\n']);
});

test('standard input, output and exit code are those of the process', async () => {
  const { child, end } = start(['check', '-', '--json']);
  child.stdin.end('{ "layers": [] }');
  const { code, stdout } = await end;
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ valid: false });
});

describe('netspec train', () => {
  const long = (out: string) => [
    ...['train', 'models/xor.json', '--data', 'examples/data/xor.csv', '--out', place(out), '--runs', place('runs')],
    ...['--epochs', '100000000', '--json'],
  ];
  /** What has happened when this returns. */
  const until = (child: ChildProcessWithoutNullStreams, event: string) =>
    new Promise<void>((resolve) => child.stdout.on('data', (text) => void (String(text).includes(`"event":"${event}"`) && resolve())));

  const signals = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const;
  test.each(spread(signals, 3))('stopped by %s, as by Ctrl-C, saves what there is, and ends with %d', async (signal, exitCode) => {
    const { child, end } = start(long(signal));
    await until(child, 'epoch');
    child.kill(signal);
    const { code, stdout, stderr } = await end;
    expect([code, stderr]).toEqual([exitCode, '']);
    const events = stdout.trimEnd().split('\n').slice(-2);
    expect(events.map((line) => JSON.parse(line) as object)).toMatchObject([{ event: 'stopped', reason: 'interrupted' }, { event: 'end' }]);
    expect(await readdir(place(signal))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
  });

  testOfWhole('is told of a closed terminal more than once, and saves all the same', async () => {
    const { child, end } = start(long('closed'));
    await until(child, 'epoch');
    for (let i = 0; i < 3; i++) child.kill('SIGHUP');
    expect((await end).code).toBe(129);
    expect(await readdir(place('closed'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
  });

  test('whose reader goes away stops, saves what there is, says so, and ends with 141; --resume goes on', async () => {
    const { child, end } = start(long('unread'));
    await until(child, 'epoch');
    child.stdout.destroy();
    const { code, stderr } = await end;
    expect([code, stderr]).toEqual([141, 'nobody reads the output any more: what still runs is stopped\n']);
    expect(await readdir(place('unread'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
    const record = async () => JSON.parse(await readFile(place('runs/unread/run.json'), 'utf8')) as { state: string; epochs: number };
    const before = await record();
    expect(before).toMatchObject({ state: 'stopped', epochs: expect.any(Number) });
    const again = start([...long('unread'), '--resume']);
    await until(again.child, 'epoch');
    again.child.kill('SIGINT');
    expect((await again.end).code).toBe(130);
    expect((await record()).epochs).toBeGreaterThan(before.epochs);
  });

  test('whose reader goes away once all is saved ends as ever', async () => {
    const words = [...long('saved').slice(0, -3), '--epochs', '2'];
    const { child, end } = start(words);
    child.stdout.destroy();
    expect((await end).code).toBe(0);
    expect(await readdir(place('saved'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
  });

  test('quits at once by a second Ctrl-C', async () => {
    // What comes after the step, the evaluation, takes long.
    const data = ['x,y', ...Array.from({ length: 30_000 }, (_, i) => `${i % 97},${i % 7}`), ''].join('\n');
    await writeFile(place('large.csv'), data);
    const layers = Array.from({ length: 8 }, () => ({ type: 'dense', units: 256, activation: 'relu' }));
    const spec = { features: { x: 'number' }, target: { y: 'number' }, network: { layers }, training: { validationSplit: 0.9 } };
    await writeFile(place('large.json'), JSON.stringify(spec));
    const words = ['train', place('large.json'), '--data', place('large.csv'), '--out', place('twice'), '--runs', place('runs'), '--backend', 'cpu', '--json']; // prettier-ignore
    const { child, end } = start(words);
    await until(child, 'start');
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGINT');
    expect((await end).code).toBe(null);
    expect(child.signalCode).toBe('SIGINT');
  }, 30_000);

  const calls = [
    { words: ['--tensorboard', 'logs'], loads: ['record', 'tensorBoard', 'trainInRun'] },
    { words: [], loads: ['record', 'trainInRun'] },
    { words: ['--dry-run'], loads: ['dryRun'] },
  ];
  test.each(spread(calls, 3, 1))('loads what $words needs, and no more', async ({ words, loads }) => {
    const seen = place(`loaded-${words.length}-${loads.length}`);
    const here = words.map((word) => (word === 'logs' ? place(word) : word));
    const few = ['train', 'models/xor.json', '--data', 'examples/data/xor.csv', '--out', place('quick'), '--runs', place('runs'), '--epochs', '1', '--quiet']; // prettier-ignore
    const { end } = start([...few, ...here], [], { NODE_V8_COVERAGE: seen });
    expect((await end).code).toBe(0);
    const [file] = await readdir(seen);
    const { result } = JSON.parse(await readFile(join(seen, file!), 'utf8')) as { result: readonly { readonly url: string }[] };
    const names = result.map(({ url }) => /\/dist\/bin\/(\w+)-\w+\.js$/.exec(url)?.[1]);
    const parts = [
      'record',
      'tensorBoard',
      'trainInRun',
      'dryRun',
      'folds',
      'overfitBatch',
      'findLearningRate',
      'crossValidate',
      'sameLosses',
    ];
    expect(parts.filter((name) => names.includes(name)).sort()).toEqual(loads);
  });
});
