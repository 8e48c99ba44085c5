import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomically, writeFilesAtomically } from '../../src/node/writeFile.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'netspec-'))));
afterEach(() => rm(folder, { recursive: true }));

test('a file is replaced, and nothing else is left', async () => {
  const path = join(folder, 'a.txt');
  await writeFile(path, 'old');
  await writeFileAtomically(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['a.txt']);
});

test('a link keeps pointing to its file, which is replaced', async () => {
  await writeFile(join(folder, 'real.txt'), 'old');
  await symlink('real.txt', join(folder, 'link.txt'));
  await writeFileAtomically(join(folder, 'link.txt'), new Uint8Array([104, 105]));
  expect(await readFile(join(folder, 'real.txt'), 'utf8')).toBe('hi');
  expect(await readdir(folder)).toEqual(['link.txt', 'real.txt']);
});

test('a device is written to, not replaced', async () => {
  await writeFileAtomically('/dev/null', 'gone');
  expect(await readFile('/dev/null', 'utf8')).toBe('');
});

test('a place that cannot be written is told, and nothing is left', async () => {
  await mkdir(join(folder, 'sub'));
  for (const path of [join(folder, 'sub'), join(folder, 'missing', 'a.txt')]) {
    const told = writeFileAtomically(path, 'x').catch((error: Error) => error.message.replace(folder, 'FOLDER'));
    expect(await told).toMatch(
      /^what was to be written has a problem\n {2}FOLDER\/\S+: expected a place where a file can be written, received E/,
    );
  }
  expect(await readdir(folder)).toEqual(['sub']);
});

test.each([0, 1, 2])('where file %i of three cannot be renamed, all are as they were', async (which) => {
  const names = ['a.txt', 'b.txt', 'c.txt'];
  await writeFile(join(folder, 'a.txt'), 'old a');
  if (which !== 1) await writeFile(join(folder, 'b.txt'), 'old b');
  const files = names.map((name) => [join(folder, name), `new ${name}`] as const);
  const inTheWay = join(folder, names[which]!);
  // Comes in between, once all are written.
  const interrupted = Object.assign([...files], {
    *[Symbol.iterator]() {
      yield* files;
      rmSync(inTheWay, { force: true });
      mkdirSync(join(inTheWay, 'sub'), { recursive: true });
    },
  });
  const told = await writeFilesAtomically(interrupted).then(
    () => 'no error',
    (error: Error) => String(error).replaceAll(folder, 'FOLDER'),
  );
  expect(told).toMatch(
    /^UsageError: what was to be written has a problem\n {2}FOLDER\/a.txt, .*: expected a place where a file can be written, received E/,
  );
  const there: Record<string, string> = {};
  for (const name of await readdir(folder)) there[name] = await readFile(join(folder, name), 'utf8').catch(() => 'a folder');
  const before = which === 1 ? { 'a.txt': 'old a' } : { 'a.txt': 'old a', 'b.txt': 'old b' };
  expect(there).toEqual({ ...before, [names[which]!]: 'a folder' });
});
