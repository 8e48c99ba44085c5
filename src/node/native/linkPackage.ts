import { lstat, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bindingPath, TFJS_NODE, within } from './places.ts';
import { resolvePackage } from './resolvePackage.ts';

/**
 * Puts a link to the binding in the project's own `@tensorflow/tfjs-node`, where that is there without one (npm leaves it so with
 * `--ignore-scripts`), so that the program's own imports of it work too.
 * @returns The folder of the package; undefined where there is none, or one that needs nothing.
 */
export async function linkPackage(folder: string): Promise<string | undefined> {
  const packageJson = resolvePackage('@tensorflow/tfjs-node');
  if (packageJson === undefined) return undefined;
  const { version } = JSON.parse(await readFile(packageJson, 'utf8')) as { readonly version: string };
  const place = join(dirname(packageJson), bindingPath);
  const there = await lstat(place).catch(() => undefined);
  if (version !== TFJS_NODE || (there !== undefined && !there.isSymbolicLink())) return undefined;
  await rm(place, { force: true }); // to another cache, or to one that is gone
  await mkdir(dirname(place), { recursive: true });
  await symlink(within(folder).binding, place);
  return dirname(packageJson);
}
