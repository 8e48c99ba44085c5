import { rm, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstallContext } from './context.ts';
import { freeSpace } from './freeSpace.ts';
import type { Machine } from './machine.ts';
import { within } from './places.ts';
import { runProgram } from './runProgram.ts';

/** Takes the names of private functions out of the library, a quarter of it, where the tool and room for a copy are there. */
export async function stripLibraries(
  { libraries }: Machine,
  folder: string,
  { env, signal, platform, progress }: InstallContext,
): Promise<void> {
  if (platform === 'darwin') return; // it would break its signature
  progress('making it smaller');
  for (const name of libraries) {
    const library = join(within(folder).libraries, name);
    if ((await freeSpace(folder)) < (await stat(library)).size) continue;
    const smaller = `${library}.stripped`;
    const { code } = await runProgram('strip', ['--strip-unneeded', '-o', smaller, library], { env, signal });
    if (code === 0) await rename(smaller, library);
    else await rm(smaller, { force: true });
  }
}
