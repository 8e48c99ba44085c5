import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { here, nativePlaces, triedFolder, within } from '../../../src/node/native/places.ts';
import { tryUnlessTried } from '../../../src/node/native/tried.ts';
import { temporaryFolder } from '../../cli/temporary.ts';
import { root } from '../../docs/run.ts';

const path = temporaryFolder();
const run = promisify(execFile);

/** Bindings in a cache of their own, and trials of them that are counted. */
async function bindings(name: string) {
  const surroundings = { ...here(), env: { NETSPEC_CACHE: path(name) } };
  const places = nativePlaces(surroundings);
  const { tfjsNode, binding, libraries } = within(places.folder);
  const library = join(libraries, 'libtensorflow_cc.so.2');
  for (const file of [binding, library]) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'whole');
  }
  let count = 0;
  const attempt = async (works = true) => {
    await tryUnlessTried(
      tfjsNode,
      () => {
        count++;
        return works ? Promise.resolve(true) : Promise.reject(new Error('killed'));
      },
      surroundings,
    );
    return count;
  };
  return { attempt, library, marks: () => readdir(triedFolder(places)) };
}

test('bindings are tried once, and again where one of their files is another', async () => {
  const { attempt, library, marks } = await bindings('once');
  expect([await attempt(), await attempt()]).toEqual([1, 1]);
  await writeFile(library, 'cut');
  expect([await attempt(), await attempt()]).toEqual([2, 2]);
  expect(await marks()).toHaveLength(2);
});

test('bindings that do not work are tried each time, until they do', async () => {
  const { attempt } = await bindings('broken');
  await expect(attempt(false)).rejects.toThrow('killed');
  await expect(attempt(false)).rejects.toThrow('killed');
  expect([await attempt(), await attempt()]).toEqual([3, 3]);
});

test('bindings that end the process that loads them are passed over, with the reason', async () => {
  const env = { ...process.env, NETSPEC_CACHE: path('killer') };
  const { record, tfjsNode } = within(nativePlaces({ ...here(), env }).folder);
  await mkdir(tfjsNode, { recursive: true });
  await writeFile(record, '{}');
  await writeFile(join(tfjsNode, 'index.js'), 'process.kill(process.pid, "SIGILL");');
  const script = `import('netspec').then(({ useBackend }) => useBackend()).then((chosen) => process.stdout.write(JSON.stringify(chosen)))`;
  const { stdout } = await run(process.execPath, ['-e', script], { cwd: root, env });
  expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
   {
     "name": "wasm",
     "reason": "wasm: the native bindings (@tensorflow/tfjs-node) do not load (those of netspec native install: an end without a word, as on a processor without AVX, or with files cut short)",
   }
  `);
});
