// Programs to be measured: each is a function that runs one in a process of its own, on the pinned core, and gives what it printed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWithPeers } from '../install.mjs';
import { runPinned, runPinnedCommand } from '../measure.mjs';
import { MEASURED_SECONDS, WARM_UP_SECONDS } from './stopwatch.mjs';
import { dataOf, tasks } from './tasks.mjs';

const lastLine = ({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1));

/** One that tells its own pace. */
export const tells =
  (...program) =>
  () =>
    lastLine(runPinned(program));

/** One whose pace is how often it could be run in a second, from start to exit. */
export const wholeProcess =
  (...program) =>
  () => ({ pace: 1000 / runPinned(program).milliseconds });

/** Keras's fit of a task, with the very same data. */
export const keras = (name) => () => {
  const python = pythonWithPeers();
  const folder = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
  try {
    const task = tasks[name];
    const { xs, ys } = dataOf(task);
    writeFileSync(join(folder, 'xs'), xs);
    writeFileSync(join(folder, 'ys'), ys);
    writeFileSync(
      join(folder, 'task.json'),
      JSON.stringify({ ...task, warmUpSeconds: WARM_UP_SECONDS, measuredSeconds: MEASURED_SECONDS }),
    );
    return lastLine(runPinnedCommand([python, 'training/fit.py', folder]));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
