import { readFile } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { hasOwnBinding, linkedBinding, removeLoader, writeLoader } from './packageLoader.ts';
import { TFJS_NODE, within } from './places.ts';
import { resolvePackage } from './resolvePackage.ts';

/**
 * Leads the project's own `@tensorflow/tfjs-node` to the binding, where that is there without one (npm leaves it so with
 * `--ignore-scripts`), so that the program's own imports of it work too.
 * @returns The folder of the package; undefined where there is none, or one that needs nothing.
 */
export async function linkPackage(folder: string, packageJson = resolvePackage('@tensorflow/tfjs-node')): Promise<string | undefined> {
  if (packageJson === undefined) return undefined;
  const { version } = JSON.parse(await readFile(packageJson, 'utf8')) as { readonly version: string };
  const place = dirname(packageJson);
  if (version !== TFJS_NODE || (await hasOwnBinding(place))) return undefined;
  await writeLoader(place, within(folder).binding);
  return place;
}

/** Takes that away again. @returns The folder of the package; undefined where it does not lead to this installation. */
export async function unlinkPackage(folder: string, packageJson = resolvePackage('@tensorflow/tfjs-node')): Promise<string | undefined> {
  if (packageJson === undefined) return undefined;
  const place = dirname(packageJson);
  if ((await linkedBinding(place))?.startsWith(`${folder}${sep}`) !== true) return undefined;
  await removeLoader(place);
  return place;
}
