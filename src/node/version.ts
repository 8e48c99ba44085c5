import { readFile } from 'node:fs/promises';

/** The version in the package's own package.json. */
export async function version(): Promise<string> {
  const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
