import type { Mode } from '../spec/normalised.ts';
import { monitored } from './monitored.ts';
import type { Schedule } from './schedule.ts';

export interface PlateauOptions {
  readonly monitor?: string;
  readonly mode: Mode;
  readonly factor: number;
  readonly patience: number;
  readonly minDelta: number;
  readonly cooldown: number;
  readonly minLearningRateFactor: number;
}

/** Keras's ReduceLROnPlateau: a factor that falls after `patience` epochs without one that is better than the best by `minDelta`. */
export function reduceOnPlateau({ monitor, mode, factor, patience, minDelta, cooldown, minLearningRateFactor }: PlateauOptions): Schedule {
  let current = 1;
  let best: number | null = null;
  let waited = 0;
  /** Epochs that are not counted yet, after a fall. */
  let resting = 0;
  return {
    factor: () => current,
    observe(metrics, isBetter) {
      const name = monitor ?? ('val_loss' in metrics ? 'val_loss' : 'loss');
      const value = monitored(metrics, name, 'training.schedule.monitor');
      if (resting > 0) {
        resting -= 1;
        waited = 0;
      }
      const towards = isBetter(name, 0, 1, mode) ? -minDelta : minDelta;
      if (best === null ? !Number.isNaN(value) : isBetter(name, value, best + towards, mode)) {
        best = value;
        waited = 0;
        return;
      }
      if (resting > 0) return;
      waited += 1;
      if (waited < patience || current <= minLearningRateFactor) return;
      current = Math.max(current * factor, minLearningRateFactor);
      resting = cooldown;
      waited = 0;
    },
    save: () => ({ current, best, waited, resting }),
    restore(saved) {
      ({ current, best, waited, resting } = saved as { current: number; best: number | null; waited: number; resting: number });
    },
  };
}
