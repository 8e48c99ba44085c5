import { execFile } from 'node:child_process';
import { lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { linkPackage, unlinkPackage } from '../../../src/node/native/linkPackage.ts';
import { bindingPath, within } from '../../../src/node/native/places.ts';
import { temporaryFolder } from '../../cli/temporary.ts';

const path = temporaryFolder();
const run = promisify(execFile);

/** A package of tfjs-node without its binding, and an installation whose binding tells what it finds while it is loaded. */
async function makeProject(name: string, version = '4.22.0') {
  const [project, folder] = [path(`${name}/tfjs-node`), path(`${name}/installation`)];
  const { binding } = within(folder);
  await mkdir(project, { recursive: true });
  await writeFile(join(project, 'package.json'), JSON.stringify({ version }));
  await mkdir(dirname(binding), { recursive: true });
  // Node takes a link for what it leads to: this one is of JavaScript.
  await writeFile(
    `${binding}.js`,
    `module.exports = [util.isNullOrUndefined?.(null), util.isArray?.([]), process.env.TF_CPP_MIN_LOG_LEVEL];`,
  );
  await symlink(`${binding}.js`, binding);
  return { project, folder, packageJson: join(project, 'package.json') };
}

const lacking = 'delete util.isNullOrUndefined, delete util.isArray;';

/** What the binding finds on a Node that lacks two functions, and which level is set afterwards. */
async function load(project: string, level?: string, before = lacking): Promise<unknown> {
  const script = `
    ${before}
    const found = require(${JSON.stringify(join(project, bindingPath))});
    process.stdout.write(JSON.stringify([...found, process.env.TF_CPP_MIN_LOG_LEVEL ?? 'none']));
  `;
  const { TF_CPP_MIN_LOG_LEVEL: _, ...env } = process.env;
  const words = ['--no-deprecation', '-e', script];
  const { stdout } = await run(process.execPath, words, {
    env: { ...env, ...(level === undefined ? {} : { TF_CPP_MIN_LOG_LEVEL: level }) },
  });
  return JSON.parse(stdout) as unknown;
}

test("a program's own import has what Node 23 took away, and TensorFlow is silent unless it is asked to tell", async () => {
  const { project, folder, packageJson } = await makeProject('own');
  expect(await linkPackage(folder, packageJson)).toEqual({ linked: project });
  expect(await load(project)).toEqual([true, true, '2', 'none']);
  expect(await load(project, '')).toEqual([true, true, '2', '']);
  expect(await load(project, '0')).toEqual([true, true, '0', '0']);
});

test("a program's own import on a Node that warns of two functions calls others in their place", async () => {
  const { project, folder, packageJson } = await makeProject('warned');
  await linkPackage(folder, packageJson);
  expect(await load(project, undefined, "util.isNullOrUndefined = util.isArray = () => 'warned';")).toEqual([true, true, '2', 'none']);
});

test('what leads to an installation that is gone, or was made by an earlier version, is replaced', async () => {
  const { project, folder, packageJson } = await makeProject('again');
  await mkdir(dirname(join(project, bindingPath)), { recursive: true });
  await symlink('/gone/tfjs_binding.node', join(project, bindingPath));
  expect(await linkPackage(folder, packageJson)).toEqual({ linked: project });
  expect(await linkPackage(folder, packageJson)).toEqual({ linked: project });
  expect(await load(project)).toEqual([true, true, '2', 'none']);
  expect(await readdir(dirname(join(project, bindingPath)))).toEqual(['tfjs_binding.node']);
});

test('a package with a binding of its own, or of another release, stays as it is', async () => {
  const { project, folder, packageJson } = await makeProject('whole');
  await mkdir(dirname(join(project, bindingPath)), { recursive: true });
  await writeFile(join(project, bindingPath), 'its own');
  expect(await linkPackage(folder, packageJson)).toEqual({});
  expect((await lstat(join(project, bindingPath))).isFile()).toBe(true);
  const older = await makeProject('older', '4.21.0');
  expect(await linkPackage(older.folder, older.packageJson)).toEqual({});
  expect(await readdir(older.project)).toEqual(['package.json']);
});

test('what leads to an installation goes with it, and nothing else does', async () => {
  const { project, folder, packageJson } = await makeProject('removed');
  await linkPackage(folder, packageJson);
  expect(await unlinkPackage(path('removed/other'), packageJson)).toBeUndefined();
  expect(await load(project)).toEqual([true, true, '2', 'none']);
  expect(await unlinkPackage(folder, packageJson)).toBe(project);
  expect(await readdir(dirname(join(project, bindingPath)))).toEqual([]);
  await writeFile(join(project, bindingPath), 'its own');
  expect(await unlinkPackage(folder, packageJson)).toBeUndefined();
});
