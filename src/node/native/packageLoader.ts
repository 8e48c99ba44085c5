import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { lstat, mkdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bindingPath } from './places.ts';

/** In the loader's folder: a link to the binding. */
const LINK = 'binding.node';

const source = `'use strict';
// Put in the place of tfjs-node's binding by "netspec native install". "netspec native remove" takes it away.
const { constants } = require('os');
const util = require('util');

// tfjs-node calls two functions that Node 22 warns of and Node 23 took away.
util.isNullOrUndefined = (value) => value === null || value === undefined;
util.isArray = Array.isArray;

// TensorFlow reads its level once, while it is loaded: errors alone, unless another was asked for.
const level = process.env.TF_CPP_MIN_LOG_LEVEL;
if (!level) process.env.TF_CPP_MIN_LOG_LEVEL = '2';
// TensorFlow does not survive being unloaded with the thread that loaded it: 4096 is glibc's RTLD_NODELETE.
const dlopen = process.dlopen;
if (process.platform === 'linux') process.dlopen = (to, file) => dlopen.call(process, to, file, constants.dlopen.RTLD_LAZY | 4096);
try {
  module.exports = require('./${LINK}');
} finally {
  process.dlopen = dlopen;
  if (level === undefined) delete process.env.TF_CPP_MIN_LOG_LEVEL;
  else process.env.TF_CPP_MIN_LOG_LEVEL = level;
}
`;

/** The binding of a package of tfjs-node: its own file, or that which its loader leads to. */
export function bindingOf(packageFolder: string): string {
  const place = join(packageFolder, bindingPath);
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true ? join(place, LINK) : place;
}

/** Where the binding of a package was put by an installation, the one it is of; undefined where it is the package's own, or missing. */
export async function linkedBinding(packageFolder: string): Promise<string | undefined> {
  const place = join(packageFolder, bindingPath);
  // A link in its very place was what earlier installations made.
  return await readlink(join(place, LINK)).catch(() => readlink(place)).catch(() => undefined); // prettier-ignore
}

/**
 * Puts a loader in the place of a package's binding: a folder of its name, which Node takes as a module. So whoever imports the package
 * first has what tfjs-node needs of Node, and TensorFlow's log is silent.
 */
export async function writeLoader(packageFolder: string, binding: string): Promise<void> {
  const place = join(packageFolder, bindingPath);
  const beside = `${place}.${randomUUID()}`;
  try {
    await mkdir(beside, { recursive: true });
    await symlink(binding, join(beside, LINK));
    await writeFile(join(beside, 'index.js'), source);
    await rm(place, { recursive: true, force: true }); // to another cache, or to one that is gone
    await rename(beside, place);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Takes a loader away. */
export const removeLoader = (packageFolder: string): Promise<void> =>
  rm(join(packageFolder, bindingPath), { recursive: true, force: true });

/** Whether something is in the place of a package's binding that is its own. */
export async function hasOwnBinding(packageFolder: string): Promise<boolean> {
  const there = await lstat(join(packageFolder, bindingPath)).catch(() => undefined);
  return there !== undefined && (await linkedBinding(packageFolder)) === undefined;
}
