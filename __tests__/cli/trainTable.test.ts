import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { capture } from './capture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-table-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('a table without a spec is trained on by one that is made for it, rows without a target left out', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i % 7},${'abc'[i % 3]},${i === 5 ? '' : i % 3 === 0 ? 'yes' : 'no'}`);
  await writeFile(join(folder, 'table.csv'), `x,kind,y\n${lines.join('\n')}\n`);
  const given = ['--data', join(folder, 'table.csv'), '--target', 'y', '--out', join(folder, 'model'), '--runs', join(folder, 'runs')];
  const trained = await capture(['train', ...given, '--seed', '1', '--epochs', '5', '--backend', 'cpu']);
  expect(trained.code).toBe(0);
  expect(trained.stderr).toMatch(/^kind +category/m);
  expect(trained.stderr).toContain('1 row');
  const again = ['--again', join(folder, 'runs', 'model'), '--out', join(folder, 'again'), '--runs', join(folder, 'runs')];
  const repeated = await capture(['train', ...again]);
  expect(repeated.stdout).toContain('the same losses');
  expect(repeated.code).toBe(0);
  const evaluated = await capture(['evaluate', join(folder, 'model'), '--data', join(folder, 'table.csv'), '--json']);
  expect(evaluated.code).toBe(1); // the row without a target
  expect(evaluated.stderr).toContain('column "y"');
});

test('a spec and a target do not go together, and one of them must be there', async () => {
  const both = await capture(['train', 'models/iris.json', '--data', 'x.csv', '--target', 'y', '--out', join(folder, 'm')]);
  const none = await capture(['train', '--data', 'x.csv', '--out', join(folder, 'm')]);
  expect([both.code, none.code]).toEqual([1, 1]);
  expect(`${both.stderr}${none.stderr}`).toMatchInlineSnapshot(`
   "UsageError: the command line of netspec train has a problem
     --target: expected nothing beside a spec, which says its target, received "y"
       fix: leave one of the two out
   UsageError: the command line of netspec train has a problem
     SPEC: expected a JSON file, received nothing
       fix: write one, or give --target COLUMN, for which one is made
   "
  `);
});
