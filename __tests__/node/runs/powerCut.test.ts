import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../cli/temporary.ts';

// A process that tells what it asks the disk itself to keep: a file that is written with `flush`, and what is synced. (The built
// package, since Node runs no TypeScript; `npm test` builds it first.)

const place = temporaryFolder();
const windows = process.platform === 'win32' ? test.skip : test;

const program = (folder: string) => `
  import fs from 'node:fs/promises';
  import sync from 'node:fs';
  import { relative } from 'node:path';
  import { syncBuiltinESMExports } from 'node:module';
  const { createRun } = await import('./dist/node/runs/createRun.js');
  const tell = (word, path) => sync.writeSync(1, word + ' ' + relative(${JSON.stringify(folder)}, path).replace(/[0-9a-f]{8}(-[0-9a-f-]{27})?/, 'ID') + '\\n');
  const { open, writeFile, rename } = fs;
  fs.writeFile = async (path, content, options) => {
    await writeFile(path, content, options);
    if (options?.flush === true) tell('flush', path);
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
  syncBuiltinESMExports();
  const run = await createRun({ folder: ${JSON.stringify(join(folder, 'runs'))}, name: 'a', spec: {}, options: {}, data: [], seed: 1, backend: 'cpu' });
  for (const epoch of [1, 2]) {
    sync.writeSync(1, 'epoch ' + epoch + '\\n');
    await run.saveCheckpoint({ epoch }, { epoch, batch: 0 });
  }
  sync.writeSync(1, 'best\\n');
  await run.saveBest({ 'model.json': new Uint8Array(1) }, 1);
`;

windows('run, checkpoint and best model are on the disk itself once they are saved, contents and names', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(place(''))]);
  let [told, errors] = ['', ''];
  child.stdout.on('data', (text) => (told += text));
  child.stderr.on('data', (text) => (errors += text));
  await new Promise((resolve) => child.once('close', resolve));
  expect(errors).toBe('');
  expect(told).toMatchInlineSnapshot(`
   "flush runs/a/spec.json
   flush runs/a/run.json.ID.tmp
   rename runs/a/run.json
   sync runs/a
   sync runs
   epoch 1
   sync runs/a
   flush runs/a/checkpoints/000001-000000.ckpt.ID.tmp
   rename runs/a/checkpoints/000001-000000.ckpt
   sync runs/a/checkpoints
   epoch 2
   flush runs/a/checkpoints/000002-000000.ckpt.ID.tmp
   rename runs/a/checkpoints/000002-000000.ckpt
   sync runs/a/checkpoints
   best
   flush runs/a/best-000001-ID/model.json
   sync runs/a/best-000001-ID
   rename runs/a/best
   sync runs/a
   "
  `);
});
