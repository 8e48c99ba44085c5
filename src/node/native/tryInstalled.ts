import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BackendError } from '../../errors.ts';
import { ownCommand } from '../../ownCommand.ts';
import { packageFolder } from '../packageFolder.ts';
import type { FirstTraining } from './firstTraining.ts';
import { lastWords } from './lastWords.ts';
import { within, type Surroundings } from './places.ts';
import { runProgram } from './runProgram.ts';
import { markAsTried } from './tried.ts';

type Around = Surroundings & { readonly signal?: AbortSignal | undefined };

/**
 * Trains on an installation, in a process of its own.
 * @throws BackendError where it does not load, or does not learn.
 */
export async function tryInstalled(folder: string, around: Around): Promise<FirstTraining> {
  const { tfjsNode } = within(folder);
  const told = await train(folder, tfjsNode, around);
  markAsTried(tfjsNode, around);
  return told;
}

/**
 * The same for any package of tfjs-node.
 * @returns Whether it was done: a bundler may have left our programs out.
 * @throws BackendError where it does not load, or does not learn.
 */
export async function tryBindings(folder: string, tfjsNode: string, around: Around): Promise<boolean> {
  if (!existsSync(program)) return false;
  await train(folder, tfjsNode, around);
  return true;
}

const program = join(packageFolder, 'dist', 'node', 'native', 'firstTraining.js');

async function train(folder: string, tfjsNode: string, { env, signal }: Around): Promise<FirstTraining> {
  const { code, stdout, stderr } = await runProgram(process.execPath, [program, tfjsNode], { env, signal });
  const told = code === 0 ? (JSON.parse(stdout) as FirstTraining) : undefined;
  if (told?.backend === 'tensorflow' && told.answers.join('') === '0110') return told;
  throw new BackendError('native', [
    {
      path: folder,
      expected: 'native bindings that learn XOR',
      received:
        told === undefined
          ? lastWords(stderr) || 'an end without a word, as on a processor without AVX, or with files cut short'
          : JSON.stringify(told.answers),
      fix: `${ownCommand('native install --again')}, or ${ownCommand('native remove')}: netspec runs on WebAssembly without them`,
    },
  ]);
}
