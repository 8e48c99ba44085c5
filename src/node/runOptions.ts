import { show, UsageError, type Issue } from '../errors.ts';
import { checkOptions, flag, positiveInteger, text } from '../spec/option.ts';
import { checkpointSeconds } from '../train/checkpointSeconds.ts';
import type { Place } from '../train/hooks.ts';

/** How a training is recorded in a folder of its own: epochs, checkpoints, the best model so far, and what it takes to repeat it. */
export interface RunOptions {
  /** Where runs are kept, each in a folder. Default: `runs`. */
  readonly folder?: string;
  /** What the run is called there. Default: as `out`, else as the spec, with a number where that is taken. */
  readonly name?: string;
  /** A folder to save the trained model in, as `save` does. Default: it is not saved. */
  readonly out?: string;
  /**
   * Goes on with the run of this `name`, or the newest one of this `out`, bit for bit as if it had never stopped. Where none has begun
   * yet, a new one does, so that a program may say it always. A run that is complete is refused. Default: false.
   */
  readonly resume?: boolean;
  /** Seconds between two checkpoints at most; the first come sooner, after 1, 2, 4, ..., and there is one at the end. Default: 30. */
  readonly checkpointSeconds?: number;
  /** How many checkpoints stay. Default: 3. */
  readonly keepCheckpoints?: number;
  /** Told once where the run is recorded; where it goes on, how far it had come, and what was passed over in doing so. `note` also says that there was none to resume. */
  readonly onOpen?: (run: { readonly path: string; readonly resumedFrom?: Place; readonly note?: string }) => void;
}

const doc = '';
const table = {
  folder: text({ doc, optional: true }),
  name: text({ doc, optional: true }),
  out: text({ doc, optional: true }),
  resume: flag({ doc, default: false }),
  checkpointSeconds,
  keepCheckpoints: positiveInteger({ doc, default: 3 }),
};

/** @throws UsageError with everything that is wrong with them, or with options beside them that a recorded run has no room for. */
export function checkRunOptions(run: RunOptions, others: { readonly checkpoints?: unknown; readonly resumeFrom?: unknown }): void {
  if (typeof run !== 'object' || run === null) throw refuse([{ path: 'run', expected: 'an object', received: show(run) }]);
  const issues = [...checkOptions(run, table, 'run', { subject: 'run', also: ['onOpen'] })];
  const { onOpen, resume, name, out } = run;
  if (onOpen !== undefined && typeof onOpen !== 'function') {
    issues.push({ path: 'run.onOpen', expected: 'a function', received: show(onOpen) });
  }
  if (resume === true && name === undefined && out === undefined) {
    issues.push({ path: 'run', expected: 'the name or the out of the run to resume', received: show(run) });
  }
  for (const option of ['checkpoints', 'resumeFrom'] as const) {
    if (others[option] === undefined) continue;
    issues.push({ path: option, expected: 'nothing beside run, which keeps checkpoints itself', received: show(others[option]) });
  }
  if (issues.length > 0) throw refuse(issues);
}

const refuse = (issues: readonly Issue[]) => new UsageError('the options of the call', issues);
