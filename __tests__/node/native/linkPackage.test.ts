import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { linkPackage } from '../../../src/node/native/linkPackage.ts';
import { temporaryFolder } from '../../cli/temporary.ts';

const path = temporaryFolder();

async function packaged(name: string, version: string): Promise<string> {
  await mkdir(path(name), { recursive: true });
  await writeFile(join(path(name), 'package.json'), JSON.stringify({ version }));
  return join(path(name), 'package.json');
}

test('a package that cannot be led to the binding is told, and is no failure', async () => {
  const packageJson = await packaged('closed', '4.22.0');
  await writeFile(join(path('closed'), 'lib'), 'a file');
  expect(await linkPackage(path('cache'), packageJson)).toEqual({ notLinked: `${path('closed')}: a file where a folder is needed` });
});

test('nor is one whose description cannot be read', async () => {
  const packageJson = await packaged('damaged', '4.22.0');
  await writeFile(packageJson, '{');
  expect((await linkPackage(path('cache'), packageJson)).notLinked).toMatch(/damaged: /);
});
