import { afterAll, beforeAll } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the tests of a file, gone after them. Gives paths in it. */
export function temporaryFolder(): (name: string) => string {
  let folder = '';
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'netspec-'))));
  afterAll(() => rm(folder, { recursive: true }));
  return (name) => join(folder, name);
}
