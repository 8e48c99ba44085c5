import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a TypeScript program in Node against the built package, from the project's folder; gives what it printed. */
export async function runProgram(name: string, source: string): Promise<string> {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const folder = join(root, 'build/programs');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, ts.transpileModule(source, { compilerOptions }).outputText);
  return await new Promise((resolve, reject) => {
    execFile(process.execPath, [file], { cwd: root, env: { ...process.env, NO_COLOR: '1' } }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${name} failed:\n${stderr}`));
      else resolve(stdout);
    });
  });
}
