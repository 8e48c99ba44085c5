// Programs to be measured: each is a function that runs one in a process of its own, at the place it is given, and gives what it printed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWithPeers } from '../install.mjs';
import { onOneCore } from '../measure.mjs';
import { MEASURED_SECONDS, WARM_UP_SECONDS } from './stopwatch.mjs';
import { dataOf, tasks } from './tasks.mjs';

const lastLine = ({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1));

/** One that tells its own pace. */
export const tells =
  (...program) =>
  (place = onOneCore) =>
    lastLine(place([process.execPath, ...program]));

/** One whose pace is how often it could be run in a second, from start to exit. */
export const wholeProcess =
  (...program) =>
  (place = onOneCore) => ({ pace: 1000 / place([process.execPath, ...program]).milliseconds });

/** Keras's fit of a task, with the very same data; `also` is added to the task (fit.py says what it asks for). */
export const keras = (name, also) => inPython('training/fit.py', { ...tasks[name], ...also });

/** JAX's training of a task, likewise (scan.py). */
export const jax = (name, also) => inPython('training/scan.py', { ...tasks[name], ...also });

const inPython =
  (program, task) =>
  (place = onOneCore) => {
    const python = pythonWithPeers();
    const folder = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
    try {
      const { xs, ys } = dataOf(task);
      writeFileSync(join(folder, 'xs'), xs);
      writeFileSync(join(folder, 'ys'), ys);
      const seconds = { warmUpSeconds: WARM_UP_SECONDS, measuredSeconds: MEASURED_SECONDS };
      writeFileSync(join(folder, 'task.json'), JSON.stringify({ ...task, ...seconds }));
      return lastLine(place([python, program, folder]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
