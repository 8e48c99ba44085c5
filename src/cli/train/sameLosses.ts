import { show } from '../../errors.ts';
import { readRun } from '../../node/runs/listRuns.ts';
import { rangesText } from '../../node/runs/metricsFile.ts';

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
  const before = new Map((await readRun(path)).epochs.map(({ epoch, metrics }) => [epoch, metrics['loss']!]));
  const epochs = Math.max(0, ...before.keys());
  const both = Array.from({ length: Math.min(epochs, losses.length) }, (_, i) => i + 1);
  const missing = both.filter((epoch) => !before.has(epoch));
  const other = both.find((epoch) => before.has(epoch) && !Object.is(losses[epoch - 1], before.get(epoch)));
  const changed = sameData ? '' : '; the data have changed since';
  if (other !== undefined) {
    const values = `${show(losses[other - 1])}, there ${show(before.get(other))}`;
    return { same: false, text: `other losses than in ${path}, from epoch ${other} on: ${values}${changed}` };
  }
  if (missing.length > 0) {
    const lack = `which lacks epoch ${rangesText(missing)}`;
    return { same: false, text: `the same losses as in ${path} as far as its record tells, ${lack}${changed}` };
  }
  if (epochs === losses.length) return { same: true, text: `the same losses as in ${path}, to the last digit${changed}` };
  const counts = `${losses.length}, there ${epochs}`;
  return { same: false, text: `the same losses as in ${path} for ${both.length} epochs, but not as many: ${counts}${changed}` };
}
