import { show } from '../../errors.ts';
import { readRun } from '../../node/runs/listRuns.ts';

/** The run that is repeated. */
export interface Again {
  readonly path: string;
  /** Whether the data are the same, byte for byte. */
  readonly sameData: boolean;
}

/**
 * Whether a run that repeats another came to the same losses.
 * @param losses Of its epochs.
 * @returns the answer, and the same in words.
 */
export async function compareLosses({ path, sameData }: Again, losses: readonly number[]) {
  const before = (await readRun(path)).epochs.map(({ metrics }) => metrics['loss']!);
  const both = Math.min(before.length, losses.length);
  const at = losses.slice(0, both).findIndex((loss, i) => !Object.is(loss, before[i]));
  const changed = sameData ? '' : '; the data have changed since';
  if (at >= 0) {
    const text = `other losses than in ${path}, from epoch ${at + 1} on: ${show(losses[at])}, there ${show(before[at])}${changed}`;
    return { same: false, text };
  }
  if (before.length === losses.length) return { same: true, text: `the same losses as in ${path}, to the last digit${changed}` };
  const counts = `${losses.length}, there ${before.length}`;
  return { same: false, text: `the same losses as in ${path} for ${both} epochs, but not as many: ${counts}${changed}` };
}
