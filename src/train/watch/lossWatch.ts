import type { Snapshot, Stateful } from '../../snapshot.ts';
import type { Warning } from '../events.ts';
import { round } from './finding.ts';
import type { LossRange } from './lossRange.ts';

export interface LossWatch extends Stateful {
  /**
   * @param epoch Counted from 1.
   * @param loss Mean of the epoch.
   * @param epochs How many the run has.
   * @returns the warning, at most once in a run.
   */
  observe(epoch: number, loss: number, epochs: number): Warning | undefined;
}

/** Epochs that a loss has to begin to fall in: so many, or a tenth of all where that is more. */
const LEAST_EPOCHS = 5;
/** By this share of the first epoch's at least. */
const LEAST_FALL = 0.01;
/** A loss that wanders less than this does not move at all. */
const STILL = 1e-3;
/** One that wanders less than this has not even been trained: what a network has learned still trembles with each epoch's order. */
const FROZEN = 1e-5;
/** So much of the way from a constant answer's loss to the least is learned for certain. */
const LEARNED = 0.05;
/** There is nothing left to fall. */
const NEAR = 1e-6;

/**
 * Tells of a loss that never fell by more than 1 % in its first epochs (5, or a tenth of the run). A loss that fell and then stays
 * has converged, and is let be; so is one near the least that there can be.
 * @param range A loss well below that of a constant answer has been learned, even where that was done within the first epoch, and
 * is not warned of unless it is the same to the last digits in all of them: then the weights that the run began with were that good
 * by chance. Left out: only the fall counts.
 */
export function lossWatch({ constant, least: bottom }: LossRange = { constant: NaN, least: 0 }): LossWatch {
  let state = { first: NaN, least: Infinity, most: -Infinity, done: false };
  return {
    observe(epoch, loss, epochs) {
      if (state.done || !Number.isFinite(loss)) return undefined;
      const first = Number.isNaN(state.first) ? loss : state.first;
      const [least, most] = [Math.min(state.least, loss), Math.max(state.most, loss)];
      const fell = first - least > LEAST_FALL * Math.abs(first);
      const frozen = most - least <= FROZEN * Math.abs(first);
      const learned = Math.abs(least - bottom) < NEAR || (least < constant - LEARNED * (constant - bottom) && !frozen);
      const over = epoch >= Math.max(LEAST_EPOCHS, Math.ceil(epochs / 10));
      state = { first, least, most, done: fell || learned || over };
      if (!over || fell || learned) return undefined;
      return { about: 'lossDoesNotMove', message: describe({ first, least, most }, epoch) };
    },
    save: (): Snapshot => ({ ...state }),
    restore(saved) {
      state = { ...(saved as typeof state) };
    },
  };
}

function describe(
  { first, least, most }: { readonly first: number; readonly least: number; readonly most: number },
  epoch: number,
): string {
  const still = most - least <= STILL * Math.abs(first);
  const what = still
    ? `the loss has not moved from ${round(first)} in ${epoch} epochs`
    : `the loss has not fallen in ${epoch} epochs: ${round(first)} at first, ${round(least)} at best`;
  const rate = still
    ? 'the learning rate may be too small (or so large that all units died)'
    : 'the learning rate may be too large, or too small';
  return [
    what,
    `  - ${rate}: findLearningRate (--find-learning-rate) suggests one`,
    '  - units may be dead (relu that answers 0 for every row), or the inputs not scaled',
    '  - the labels may not belong to the rows, or may not follow from them at all',
    '  overfitBatch (--overfit-batch) tells in seconds whether the network can learn a few rows by heart',
  ].join('\n');
}
