import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { load, train } from 'netspec';
import { packBundle } from '../../../src/bundle/bundle.ts';
import { bundleFiles } from '../../../src/bundle/manifest.ts';
import { readRun } from '../../../src/node/runs/listRuns.ts';
import { openRun } from '../../../src/node/runs/openRun.ts';
import { temporaryFolder } from '../../cli/temporary.ts';
import { isWhole } from '../../long/spread.ts';

// A process is killed with SIGKILL at each call that it makes to change the disk, one after the other; where the call writes a
// file, when half of it is written. By default at every fifth of them. (The built package, since Node runs no TypeScript; `npm test` builds it first.)

const place = temporaryFolder();
const EPOCHS = 3;
const APART = isWhole ? 1 : 5;

/** Two models with other weights: a mixture of their files does not load. */
beforeAll(async () => {
  const spec = { network: { input: [1], layers: [{ type: 'dense', units: 1 }] }, training: { epochs: 1 } } as const;
  for (const seed of [0, 1]) {
    const model = await train(spec, { xs: [[1]], ys: [[2]] }, { seed, backend: 'cpu' });
    const content = await packBundle(model);
    await mkdir(place(`model-${seed}`));
    for (const file of bundleFiles) await writeFile(join(place(`model-${seed}`), file), content[file]);
    model.dispose();
  }
});

const program = (folder: string, killAt: number) => `
  import fs from 'node:fs/promises';
  import { writeSync } from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { createRun } = await import('./dist/node/runs/createRun.js');
  const models = [];
  for (const seed of [0, 1]) {
    const files = ${JSON.stringify(bundleFiles)}.map(async (file) => [file, await fs.readFile(${JSON.stringify(place('model-'))} + seed + '/' + file)]);
    models.push(Object.fromEntries(await Promise.all(files)));
  }
  let calls = 0;
  for (const name of ['writeFile', 'appendFile', 'rename', 'rm', 'mkdir', 'link', 'symlink']) {
    const real = fs[name];
    fs[name] = async (path, content, options) => {
      if (++calls !== ${killAt}) return await real(path, content, options);
      if (name.endsWith('File')) await real(path, content.slice(0, content.length / 2), options);
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => {});
    };
  }
  syncBuiltinESMExports();
  const tell = (word) => writeSync(1, word + '\\n');
  const run = await createRun({ folder: ${JSON.stringify(folder)}, name: 'a', out: 'a', spec: {}, options: {}, data: [], seed: 1, backend: 'cpu' });
  tell('created');
  for (let epoch = 1; epoch <= ${EPOCHS}; epoch++) {
    await run.appendEpoch({ epoch, epochs: ${EPOCHS}, metrics: {}, learningRate: 1, rows: 1, milliseconds: 1, best: true });
    tell('epoch');
    await run.saveCheckpoint({ epoch }, { epoch, batch: 0 }, 2);
    tell('checkpoint');
    await run.saveBest(models[epoch % 2], epoch);
    tell('best');
  }
  await run.finish('complete');
  tell('finished');
`;

/** What the program told before it was killed, how often by word. */
async function killed(folder: string, killAt: number): Promise<Readonly<Record<string, number>>> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(folder, killAt)]);
  let told = '';
  let stderr = '';
  child.stdout.on('data', (text) => (told += text));
  child.stderr.on('data', (text) => (stderr += text));
  await new Promise((resolve) => child.once('close', resolve));
  expect(stderr).toBe('');
  const counts: Record<string, number> = { created: 0, epoch: 0, checkpoint: 0, best: 0, finished: 0 };
  for (const word of told.trim().split('\n')) if (word !== '') counts[word]! += 1;
  return counts;
}

test('a run killed at any moment is whole, and can be taken up', async () => {
  let moments = 0;
  for (let killAt = 1; ; killAt += APART) {
    const folder = place(`killed-${killAt}`);
    const told = await killed(folder, killAt);
    if (told['finished'] === 1) break;
    moments++;
    const path = join(folder, 'a');
    const names: readonly string[] = await readdir(path).catch(() => []);
    if (!names.includes('run.json')) {
      expect(told['created']).toBe(0);
      continue;
    }
    const { state, epochs } = await readRun(path);
    if (told['best']! < EPOCHS) expect(state).toBe('interrupted');
    expect(epochs.length).toBeGreaterThanOrEqual(told['epoch']!);
    expect(names.includes('best') || told['best'] === 0).toBe(true);
    if (names.includes('best')) (await load(join(path, 'best'))).dispose();
    if (state === 'complete') continue;

    const run = await openRun(path);
    const checkpoint = await run.latestCheckpoint();
    expect(checkpoint?.note).toBeUndefined();
    expect(checkpoint?.epoch ?? 0).toBeGreaterThanOrEqual(told['checkpoint']!);
    if (checkpoint !== undefined) expect(checkpoint.snapshot).toEqual({ epoch: checkpoint.epoch });
    expect(await run.goOn(checkpoint?.epoch ?? 0)).toBeUndefined();
    expect((await readRun(path)).epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3].slice(0, checkpoint?.epoch ?? 0));
    await run.close();
    const left = [...(await readdir(path)), ...(await readdir(join(path, 'checkpoints')).catch(() => []))];
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(left.filter((name) => name.startsWith('best-')).length).toBe(left.includes('best') ? 1 : 0);
  }
  expect(moments).toBeGreaterThan(40 / APART);
}, 120_000);
