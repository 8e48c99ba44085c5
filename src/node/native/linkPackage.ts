import { readFile } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { reason } from '../reason.ts';
import { hasOwnBinding, linkedBinding, removeLoader, writeLoader } from './packageLoader.ts';
import { TFJS_NODE, within } from './places.ts';
import { resolvePackage } from './resolvePackage.ts';

/** The folder of the package that was led to it, or why it could not be; neither where there is none, or one that needs nothing. */
export interface PackageLink {
  readonly linked?: string;
  readonly notLinked?: string;
}

/**
 * Leads the project's own `@tensorflow/tfjs-node` to the binding, where that is there without one (npm leaves it so with
 * `--ignore-scripts`), so that the program's own imports of it work too. An installation is whole without.
 */
export async function linkPackage(folder: string, packageJson = resolvePackage('@tensorflow/tfjs-node')): Promise<PackageLink> {
  if (packageJson === undefined) return {};
  const place = dirname(packageJson);
  try {
    const { version } = JSON.parse(await readFile(packageJson, 'utf8')) as { readonly version: string };
    if (version !== TFJS_NODE || (await hasOwnBinding(place))) return {};
    await writeLoader(place, within(folder).binding);
    return { linked: place };
  } catch (error) {
    return { notLinked: `${place}: ${reason(error)}` };
  }
}

/** Takes that away again. @returns The folder of the package; undefined where it does not lead to this installation. */
export async function unlinkPackage(folder: string, packageJson = resolvePackage('@tensorflow/tfjs-node')): Promise<string | undefined> {
  if (packageJson === undefined) return undefined;
  const place = dirname(packageJson);
  if ((await linkedBinding(place))?.startsWith(`${folder}${sep}`) !== true) return undefined;
  await removeLoader(place);
  return place;
}
