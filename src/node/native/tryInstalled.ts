import { join } from 'node:path';
import { BackendError } from '../../errors.ts';
import { ownCommand } from '../../ownCommand.ts';
import { packageFolder } from '../packageFolder.ts';
import type { FirstTraining } from './firstTraining.ts';
import { lastWords } from './lastWords.ts';
import type { Surroundings } from './places.ts';
import { runProgram } from './runProgram.ts';

/**
 * Trains on an installation, in a process of its own.
 * @throws BackendError where it does not load, or does not learn.
 */
export async function tryInstalled(
  folder: string,
  { env, signal }: { readonly env: Surroundings['env']; readonly signal?: AbortSignal | undefined },
): Promise<FirstTraining> {
  const program = join(packageFolder, 'dist', 'node', 'native', 'firstTraining.js');
  const { code, stdout, stderr } = await runProgram(process.execPath, [program, folder], { env, signal });
  const told = code === 0 ? (JSON.parse(stdout) as FirstTraining) : undefined;
  if (told?.backend === 'tensorflow' && told.answers.join('') === '0110') return told;
  throw new BackendError('native', [
    {
      path: folder,
      expected: 'native bindings that learn XOR',
      received:
        told === undefined ? lastWords(stderr) || 'an end without a word, as on a processor without AVX' : JSON.stringify(told.answers),
      fix: `${ownCommand('native install --again')}, or ${ownCommand('native remove')}: netspec runs on WebAssembly without them`,
    },
  ]);
}
