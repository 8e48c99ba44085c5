import { join } from 'node:path';
import { packageFolder } from '../packageFolder.ts';
import { lastWords } from '../native/lastWords.ts';
import { runProgram } from '../native/runProgram.ts';

/**
 * Runs a program of this folder on a backend, in a process of its own.
 * @returns What it wrote as JSON, or a text that says how it ended without.
 */
export async function runTrial<T>(program: 'tryBackend' | 'tryLayers', backend: string, signal?: AbortSignal): Promise<T | string> {
  const file = join(packageFolder, 'dist', 'node', 'doctor', `${program}.js`);
  const { code, stdout, stderr } = await runProgram(process.execPath, ['--no-warnings', file, backend], { env: process.env, signal });
  if (code === 0) return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as T;
  return lastWords(stderr) || 'it ends the process without a word';
}
