import type { Snapshot, Stateful } from '../snapshot.ts';

/** Weights as they were after an epoch, 0 for those that the run began with. */
export interface KeptWeights {
  readonly epoch: number;
  /** In the order of `readWeights`. */
  readonly weights: readonly Float32Array[];
}

/** So many times the loss of its epoch is no noise of batches. */
const EXPLODED = 10;

/**
 * The weights that are left of a run whose loss becomes no finite number: those after the best epoch, and before one has ended those
 * that the run began with. A loss often explodes some steps before it is infinite, so the last weights with a finite loss may be as
 * bad. An epoch's own loss is mostly of the weights before its last step, so the step after it has its say too: its loss is finite,
 * and at most 10 times as large as that of the epoch, or the weights kept before stay.
 */
export interface GoodWeights extends Stateful {
  readonly kept: KeptWeights | undefined;
  /**
   * @param kept Is not copied.
   * @param loss Of that epoch; undefined before the first, where there is nothing else to keep.
   */
  propose(kept: KeptWeights, loss?: number): void;
  /**
   * The finite loss of a step: of the weights that were proposed, where it is the first since.
   * @returns Those that are no longer kept, to be written over.
   */
  judge(loss: number): readonly Float32Array[] | undefined;
}

export function createGoodWeights(): GoodWeights {
  let kept: KeptWeights | undefined;
  let proposed: { readonly kept: KeptWeights; readonly loss: number | undefined } | undefined;
  return {
    get kept() {
      return kept;
    },
    propose(weights, loss) {
      proposed = { kept: weights, loss };
    },
    judge(loss) {
      if (proposed === undefined) return undefined;
      const isGood = proposed.loss === undefined || loss - proposed.loss <= (EXPLODED - 1) * Math.abs(proposed.loss);
      const dropped = isGood ? kept : proposed.kept;
      if (isGood) ({ kept } = proposed);
      proposed = undefined;
      return dropped?.weights;
    },
    save: () => (kept === undefined ? null : copyOf(kept)),
    restore(saved: Snapshot) {
      const state = saved as unknown as KeptWeights | null;
      kept = state === null ? undefined : copyOf(state);
      proposed = undefined; // between two epochs it follows from the rest
    },
  };
}

/** What is kept now may be written over later. */
const copyOf = ({ epoch, weights }: KeptWeights) => ({
  epoch,
  weights: weights.map((values) => values.slice()),
});
