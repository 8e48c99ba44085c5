import { spawn } from 'node:child_process';
import type { Surroundings } from './places.ts';

export interface ProgramEnd {
  /** Undefined where there is no such program, or where a signal ended it. */
  readonly code: number | undefined;
  readonly isThere: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end, without a shell.
 * @throws the reason of the signal, once the program is gone.
 */
export function runProgram(
  program: string,
  words: readonly string[],
  { env, cwd, signal }: { readonly env: Surroundings['env']; readonly cwd?: string; readonly signal?: AbortSignal | undefined },
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env: env as NodeJS.ProcessEnv, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.kill();
    signal?.addEventListener('abort', stop);
    if (signal?.aborted === true) stop();
    const written = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
    let isThere = true;
    child.on('error', () => (isThere = false));
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true) reject(signal.reason as Error);
      else resolve({ code: isThere && code !== null ? code : undefined, isThere, ...written });
    });
  });
}
