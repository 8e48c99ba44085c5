import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Runs a program by Node in this folder; gives what it printed and how long it took, from start to exit. */
export const run = (program, env = process.env) => runCommand([process.execPath, ...program], env);

/** The same on one core, with peers held to one thread. */
export const runPinned = (program) => onOneCore([process.execPath, ...program]);

/** A place for any program, as a list of itself and its arguments: one core, held to one thread, whose processor time programs measure. */
export const onOneCore = (command) => runOnOneCore(command, oneThread);

/** The same, where what programs measure is the time on the wall. */
export const onOneCoreByWall = (command) => runOnOneCore(command, { ...oneThread, BENCH_CLOCK: 'wall' });

/** All cores, with as many threads as a program takes by itself: what programs measure is the time on the wall. */
export const onAllCores = (command) => runCommand(command, { ...process.env, BENCH_CORES: 'all', BENCH_CLOCK: 'wall' });

/** The core that pinned programs run on, the last that this process may use; undefined where `taskset` cannot be had. */
export const core = findCore();

const oneThread = {
  ...process.env,
  BENCH_CORES: 'one',
  BENCH_CLOCK: 'processor',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  OMP_NUM_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

function findCore() {
  if (process.platform !== 'linux' || spawnSync('taskset', ['--version']).status !== 0) return undefined;
  return readFileSync('/proc/self/status', 'utf8').match(/^Cpus_allowed_list:.*?(\d+)$/m)?.[1];
}

const runOnOneCore = (command, env) => runCommand(core === undefined ? command : ['taskset', '-c', core, ...command], env);

function runCommand([program, ...args], env) {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: here, encoding: 'utf8', env });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed: ${error?.message ?? stderr}`);
  return { milliseconds, stdout };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** `1.84 (1.47 to 1.92)` */
export const spread = (values, digits) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
