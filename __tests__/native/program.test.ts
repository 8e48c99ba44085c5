import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { linkPackage } from '../../src/node/native/linkPackage.ts';
import { bindingPath, here, nativePlaces, TFJS_NODE } from '../../src/node/native/places.ts';
import { isNativeAsked } from '../backends.ts';
import { spread, testOfWhole } from '../long/spread.ts';
import { temporaryFolder } from '../cli/temporary.ts';
import { root } from '../docs/run.ts';

const path = temporaryFolder();

/** Runs Node from the project's folder, with the user's native bindings in reach; gives what it wrote. */
async function node(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const surroundings = { ...process.env, NETSPEC_CACHE: process.env['NETSPEC_TEST_CACHE'] ?? '', NO_COLOR: '1', ...env };
  if (!('TF_CPP_MIN_LOG_LEVEL' in env)) delete (surroundings as Record<string, string | undefined>)['TF_CPP_MIN_LOG_LEVEL'];
  return await new Promise<{ readonly stdout: string; readonly stderr: string }>((resolve, reject) => {
    execFile(process.execPath, words, { cwd: root, env: surroundings }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${words.join(' ')} failed:\n${stderr}`));
      else resolve({ stdout, stderr });
    });
  });
}

const worker = `
import { isMainThread, Worker } from 'node:worker_threads';
if (isMainThread) new Worker(new URL(import.meta.url)).on('exit', () => console.log('ended'));
else await load();
`;

const program = `
import * as tf from '@tensorflow/tfjs-core';
import { train } from 'netspec';

const rows = Array.from({ length: 40 }, (_, i) => ({ x: i, y: 2 * i }));
const spec = { features: { x: 'number' }, target: { y: 'number' }, network: { layers: [{ type: 'dense', units: 4 }] } };
const model = await train(spec, rows, { epochs: 2, seed: 1, step: 'eager', backend: 'native' });
const product = tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).arraySync());
console.log(JSON.stringify({ backend: tf.getBackend(), product, level: process.env.TF_CPP_MIN_LOG_LEVEL }));
model.dispose();
console.log(tf.memory().numTensors);
`;

const endsEarly = `
import { createTrainer } from 'netspec';

const rows = Array.from({ length: 320 }, (_, row) => Array.from({ length: 64 }, (_, i) => Math.sin(7 * row + i)));
const layers = [{ type: 'dense', units: 64, activation: 'tanh' }, { type: 'dense', units: 1 }];
const spec = { network: { input: [64], layers }, training: { epochs: 1000, batchSize: 16, optimizer: 'adam', seed: 3, loss: 'meanSquaredError' } };
const trainer = await createTrainer(spec, { xs: rows, ys: rows.map(([first]) => [first]) }, { backend: 'native' });
const until = performance.now() + 700;
for await (const _ of trainer) if (performance.now() > until) break;
if (process.argv[2] === 'dispose') trainer.dispose();
`;

(isNativeAsked ? describe : describe.skip)("native bindings in a user's program", () => {
  // XLA is at work then, in a thread of its own.
  testOfWhole.each(['dispose', 'leave'])('end with it, also soon after a training that goes on (%s)', async (how) => {
    const file = join(root, 'build/programs/ends.mjs');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, endsEarly);
    expect(await node([file, how])).toEqual({ stdout: '', stderr: '' });
  });

  test('are on the engine of its own import of TensorFlow.js, and TensorFlow says nothing', async () => {
    const folder = join(root, 'build/programs');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'native.mjs'), program);
    const { stdout, stderr } = await node([join(folder, 'native.mjs')]);
    expect(stderr).toBe('');
    expect(stdout).toBe('{"backend":"tensorflow","product":[[11]]}\n0\n');
    const loud = await node([join(folder, 'native.mjs')], { TF_CPP_MIN_LOG_LEVEL: '0' });
    expect(loud.stdout).toBe('{"backend":"tensorflow","product":[[11]],"level":"0"}\n0\n');
    expect(loud.stderr).toContain('TensorFlow');
  });

  // In which TensorFlow's handler for the end of the process was not to be unloaded, and no variable can be set for it.
  test.each(spread(['their package', 'netspec'], 2))(
    'started by %s in a worker thread alone end with the process, and without a word',
    async (by) => {
      const folder = join(root, 'build/programs');
      const own = path('worker/package.json');
      await mkdir(dirname(own), { recursive: true });
      await writeFile(own, JSON.stringify({ version: TFJS_NODE }));
      await linkPackage(nativePlaces({ ...here(), env: { ...process.env, NETSPEC_CACHE: process.env['NETSPEC_TEST_CACHE'] } }).folder, own);
      const load = {
        netspec: `import { useBackend } from 'netspec'; const load = () => useBackend('native');`,
        'their package': `import { createRequire } from 'node:module'; const load = () => createRequire(import.meta.url)(${JSON.stringify(join(dirname(own), bindingPath))});`,
      }[by]!;
      const file = join(folder, 'worker.mjs');
      await mkdir(folder, { recursive: true });
      await writeFile(file, `${load}\n${worker}`);
      expect(await node([file])).toEqual({ stdout: 'ended\n', stderr: '' });
    },
  );

  let told: ReturnType<typeof node> | undefined;
  /** What is told of them, asked once for all tests; an installation would install them where they are not found. */
  const status = () => (told ??= node(['dist/bin/main.js', 'native', 'status', '--json']));
  /** Installs the release that is there: another would take its place. */
  async function install(env?: Readonly<Record<string, string>>) {
    const { installed } = JSON.parse((await status()).stdout) as { readonly installed: { readonly tensorflow: string } };
    return await node(['dist/bin/main.js', 'native', 'install', '--tensorflow', installed.tensorflow], env);
  }

  testOfWhole('are found by "netspec native status", which trains on them', async () => {
    const { stdout, stderr } = await status();
    expect(stderr).toBe('');
    const { installed, training } = JSON.parse(stdout) as {
      readonly installed: { readonly tensorflow: string; readonly bytes: number };
      readonly training: { readonly backend: string; readonly tensorflow: string; readonly answers: readonly number[] };
    };
    expect(training).toMatchObject({ backend: 'tensorflow', tensorflow: installed.tensorflow, answers: [0, 1, 1, 0] });
    expect(installed.bytes).toBeGreaterThan(100e6);
  });

  testOfWhole('are not installed twice', async () => {
    const { stdout, stderr } = await install();
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^there already: TensorFlow \d+\.\d+\.\d+ in .* \(\d+ MB\)\nit works: XOR learned in 100 steps /);
  });

  /** A cache with a link to the user's installation. */
  async function linkedCache(name: string) {
    const env = { ...process.env, NETSPEC_CACHE: process.env['NETSPEC_TEST_CACHE'] };
    const linked = nativePlaces({ ...here(), env: { NETSPEC_CACHE: path(name) } });
    await mkdir(linked.root, { recursive: true });
    await symlink(nativePlaces({ ...here(), env }).folder, linked.folder);
    return { ...linked, install: () => install({ NETSPEC_CACHE: path(name) }) };
  }

  testOfWhole('are told as there without a lock, so also from a cache that belongs to another user', async () => {
    const { lock, install } = await linkedCache('locked');
    await writeFile(lock, JSON.stringify({ pid: 1, host: 'another.example' }));
    expect((await install()).stdout).toMatch(/^there already: /);
  });

  testOfWhole('are told as there once what an installation that was killed has left is gone', async () => {
    const { root, folder, install } = await linkedCache('left');
    await mkdir(`${folder}.new-1/node_modules`, { recursive: true });
    expect((await install()).stdout).toMatch(/^there already: /);
    expect((await readdir(root)).sort()).toEqual([basename(folder), 'tried']);
  });
});
