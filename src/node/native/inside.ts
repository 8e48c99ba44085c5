import { isAbsolute, join, normalize, sep } from 'node:path';

/**
 * Where a file of an archive goes in a folder.
 * @throws Error where that would be outside of the folder.
 */
export function inside(folder: string, name: string): string {
  const path = normalize(name);
  if (isAbsolute(path) || path.split(sep)[0] === '..') throw new Error(`an archive that writes outside of its folder: ${name}`);
  return join(folder, path);
}
