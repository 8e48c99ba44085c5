import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Runs a program by Node in this folder; gives what it printed and how long it took, from start to exit. */
export function run(program, env = process.env) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: here, encoding: 'utf8', env });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${program.join(' ')} failed: ${stderr}`);
  return { milliseconds, stdout };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** `1.84 (1.47 to 1.92)` */
export const spread = (values, digits) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
