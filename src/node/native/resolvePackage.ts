import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The `package.json` of a package, as our own imports find it, or those of the program that runs. */
export function resolvePackage(name: string): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(from).resolve(`${name}/package.json`);
    } catch {
      // not from here
    }
  }
  return undefined;
}
