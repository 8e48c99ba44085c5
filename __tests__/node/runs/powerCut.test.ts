import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../cli/temporary.ts';
import { spread } from '../../long/spread.ts';

// A process that tells what it asks the disk itself to keep: a file that is written with `flush`, and what is synced. (The built
// package, since Node runs no TypeScript; `npm test` builds it first.)

const place = temporaryFolder();
const windows = process.platform === 'win32' ? test.skip : test;

/** Tells each call that changes the disk or waits for it, under `folder`; `work` is the rest of the program. */
const program = (folder: string, work: string) => `
  import fs from 'node:fs/promises';
  import sync from 'node:fs';
  import { relative } from 'node:path';
  import { syncBuiltinESMExports } from 'node:module';
  const { createRun } = await import('./dist/node/runs/createRun.js');
  const { openRun } = await import('./dist/node/runs/openRun.js');
  const { train } = await import('./dist/index.js');
  const FOLDER = ${JSON.stringify(folder)};
  const say = (text) => sync.writeSync(1, text + '\\n');
  const tell = (word, path) => {
    const name = relative(FOLDER, String(path)).replace(/[0-9a-f]{8}(-[0-9a-f-]{27})?/, 'ID') || '.';
    if (!name.startsWith('..') && !name.includes('sessions')) say(word + ' ' + name);
  };
  const { appendFile, open, writeFile, rename } = fs;
  fs.writeFile = async (path, content, options) => {
    await writeFile(path, content, options);
    if (options?.flush === true) tell('flush', path);
  };
  fs.appendFile = async (path, content) => {
    await appendFile(path, content);
    tell('append', path);
  };
  fs.rename = async (from, to) => {
    await rename(from, to);
    tell('rename', to);
  };
  fs.open = async (path, flags) => {
    const handle = await open(path, flags);
    const real = handle.sync.bind(handle);
    handle.sync = async () => {
      await real();
      tell('sync', path);
    };
    return handle;
  };
  const { openSync, fsyncSync, renameSync, writeFileSync } = sync;
  const opened = new Map();
  sync.openSync = (path, flags) => {
    const file = openSync(path, flags);
    opened.set(file, path);
    return file;
  };
  sync.fsyncSync = (file) => {
    fsyncSync(file);
    if (!opened.get(file).endsWith('.tmp')) tell('sync', opened.get(file)); // which is told as a flush
  };
  sync.writeFileSync = (path, content, options) => {
    writeFileSync(path, content, options);
    if (options?.flush === true) tell('flush', path);
  };
  sync.renameSync = (from, to) => {
    renameSync(from, to);
    tell('rename', to);
  };
  syncBuiltinESMExports();
  ${work}
`;

async function told(folder: string, work: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(folder, work)]);
  let [told, errors] = ['', ''];
  child.stdout.on('data', (text) => (told += text));
  child.stderr.on('data', (text) => (errors += text));
  await new Promise((resolve) => child.once('close', resolve));
  expect(errors).toBe('');
  return told;
}

windows('run, epochs, checkpoint and best model are on the disk itself once they are saved, contents and names', async () => {
  const work = `
    const run = await createRun({ folder: FOLDER + '/runs', name: 'a', spec: {}, options: {}, data: [], seed: 1, backend: 'cpu' });
    for (const epoch of [1, 2]) {
      say('epoch ' + epoch);
      await run.appendEpoch({ epoch, epochs: 2, metrics: {}, learningRate: 1, rows: 1, milliseconds: 1, best: true });
      await run.saveCheckpoint({ epoch }, { epoch, batch: 0 });
    }
    say('at once');
    run.saveCheckpointAtOnce({ epoch: 2.5 }, { epoch: 2, batch: 1 });
    say('best');
    await run.saveBest({ 'model.json': new Uint8Array(1) }, 1);
    say('end');
    await run.finish('stopped');
    say('go on');
    const again = await openRun(run.path);
    await again.goOn(1);
  `;
  expect(await told(place(''), work)).toMatchInlineSnapshot(`
   "sync .
   flush runs/a/spec.json
   flush runs/a/metrics.jsonl
   flush runs/a/run.json.ID.tmp
   rename runs/a/run.json
   sync runs/a
   sync runs
   epoch 1
   append runs/a/metrics.jsonl
   sync runs/a/metrics.jsonl
   sync runs/a
   flush runs/a/checkpoints/000001-000000.ckpt.ID.tmp
   rename runs/a/checkpoints/000001-000000.ckpt
   sync runs/a/checkpoints
   epoch 2
   append runs/a/metrics.jsonl
   sync runs/a/metrics.jsonl
   flush runs/a/checkpoints/000002-000000.ckpt.ID.tmp
   rename runs/a/checkpoints/000002-000000.ckpt
   sync runs/a/checkpoints
   at once
   sync runs/a/metrics.jsonl
   flush runs/a/checkpoints/000002-000001.ckpt.ID.tmp
   rename runs/a/checkpoints/000002-000001.ckpt
   sync runs/a/checkpoints
   best
   flush runs/a/best-000001-ID/model.json
   sync runs/a/best-000001-ID
   rename runs/a/best
   sync runs/a
   end
   sync runs/a/metrics.jsonl
   flush runs/a/run.json.ID.tmp
   rename runs/a/run.json
   sync runs/a
   go on
   flush runs/a/run.json.ID.tmp
   rename runs/a/run.json
   sync runs/a
   flush runs/a/metrics.jsonl.ID.tmp
   rename runs/a/metrics.jsonl
   sync runs/a
   "
  `);
});

windows('a run is complete on the disk itself only once its model is there', async () => {
  const work = `
    const spec = { network: { input: [1], layers: [{ type: 'dense', units: 1 }] }, training: { epochs: 1, batchSize: 1 } };
    const run = { folder: FOLDER + '/runs', name: 'b', out: FOLDER + '/models/b' };
    const model = await train(spec, { xs: [[1]], ys: [[2]] }, { seed: 1, backend: 'cpu', run });
    model.dispose();
  `;
  expect(await told(place(''), work)).toMatchInlineSnapshot(`
   "sync models
   sync .
   flush runs/b/spec.json
   flush runs/b/metrics.jsonl
   flush runs/b/run.json.ID.tmp
   rename runs/b/run.json
   sync runs/b
   sync runs
   append runs/b/metrics.jsonl
   sync runs/b/metrics.jsonl
   sync runs/b
   flush runs/b/checkpoints/000001-000000.ckpt.ID.tmp
   rename runs/b/checkpoints/000001-000000.ckpt
   sync runs/b/checkpoints
   flush runs/b/best-000001-ID/model.json
   flush runs/b/best-000001-ID/weights.bin
   flush runs/b/best-000001-ID/netspec.json
   sync runs/b/best-000001-ID
   rename runs/b/best
   sync runs/b
   flush models/b/model.json.next.ID.tmp
   flush models/b/weights.bin.next.ID.tmp
   flush models/b/netspec.json.next.ID.tmp
   rename models/b/model.json.next
   rename models/b/weights.bin.next
   rename models/b/netspec.json.next
   sync models/b
   rename models/b/model.json
   rename models/b/weights.bin
   rename models/b/netspec.json
   sync models/b
   sync runs/b/metrics.jsonl
   flush runs/b/run.json.ID.tmp
   rename runs/b/run.json
   sync runs/b
   "
  `);
});

windows('what a disk refuses to keep is told, and what only cannot be asked of it is not', async () => {
  const work = (code: string) => `
    const run = await createRun({ folder: FOLDER + '/${code}', name: 'c', spec: {}, options: {}, data: [], seed: 1, backend: 'cpu' });
    const isFolder = (path) => sync.statSync(path).isDirectory();
    const fail = (path) => {
      if (isFolder(path)) throw Object.assign(new Error('${code}: of the disk'), { code: '${code}' });
    };
    const told = { open: fs.open, fsyncSync: sync.fsyncSync, openSync: sync.openSync };
    fs.open = async (path, flags) => {
      const handle = await told.open(path, flags);
      const real = handle.sync.bind(handle);
      handle.sync = async () => (fail(path), await real());
      return handle;
    };
    const paths = new Map();
    sync.openSync = (path, flags) => {
      const file = told.openSync(path, flags);
      paths.set(file, path);
      return file;
    };
    sync.fsyncSync = (file) => (fail(paths.get(file)), told.fsyncSync(file));
    syncBuiltinESMExports();
    const end = (text) => text.replaceAll(FOLDER, '').replace(/\\s+/g, ' ').replace(/.*received/, 'received');
    say('END ' + await run.saveCheckpoint({}, { epoch: 1, batch: 0 }).then(() => 'saved', (error) => error.name + ' ' + end(error.message)));
    try {
      run.saveCheckpointAtOnce({}, { epoch: 2, batch: 0 });
      say('END saved');
    } catch (error) {
      say('END ' + error.name + ' ' + end(error.message));
    }
  `;
  const ends = async (code: string) => (await told(place(''), work(code))).split('\n').filter((line) => line.startsWith('END'));
  for (const code of spread(['EINVAL', 'EPERM', 'EISDIR', 'ENOTSUP'], 4)) expect(await ends(code)).toEqual(['END saved', 'END saved']);
  expect(await ends('EIO')).toEqual(Array(2).fill('END UsageError received EIO: of the disk'));
});
