import { direction } from '../metrics/direction.ts';
import { monitored } from '../schedules/monitored.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';

type Numbers = Readonly<Record<string, number>>;

/** Watches the numbers of each epoch: which epoch is best, and whether the run should end. */
export interface Best extends Stateful {
  /** The number by which epochs are judged. */
  readonly monitor: string;
  /** The best epoch so far, from 1; nothing before one counted. */
  readonly epoch: number | undefined;
  readonly value: number | undefined;
  /**
   * Tells of an epoch that has ended; true where it is the best so far.
   * @throws SpecError where it does not have what is watched.
   */
  observe(epoch: number, metrics: Numbers): boolean;
  /** Whether there were no better epochs for as long as the spec waits. */
  readonly isOver: boolean;
}

/** Whether `value` is better than `than`, by what the number of that name is. NaN is never better. */
export function isBetter(name: string, value: number, than: number, mode: 'auto' | 'min' | 'max' = 'auto'): boolean {
  const wanted = mode === 'auto' ? direction(name) : mode;
  return wanted === 'max' ? value > than : value < than;
}

/** Whether a run ends with the weights of its best epoch. */
export const keepsBest = ({ keepBest, earlyStopping }: NormalisedTraining): boolean =>
  keepBest === undefined ? earlyStopping?.restoreBestWeights === true : keepBest !== false;

/**
 * What early stopping does in Keras: an epoch counts as better by more than minDelta; patience counts the epochs since. Where
 * keepBest names another number than earlyStopping watches, that one says which epoch is best, and does not end the run.
 */
export function watchBest({ earlyStopping, keepBest }: NormalisedTraining, hasHeldOut: boolean): Best {
  const usual = hasHeldOut ? 'val_loss' : 'loss';
  const named = typeof keepBest === 'string' ? keepBest : undefined;
  const stopping = earlyStopping && watchNumber(earlyStopping.monitor ?? named ?? usual, 'training.earlyStopping.monitor', earlyStopping);
  const isOwn = stopping === undefined || (named !== undefined && named !== stopping.monitor);
  const keeping = isOwn ? watchNumber(named ?? usual, 'training.keepBest') : stopping;
  const all = [...new Set([keeping, stopping ?? keeping])];
  return {
    monitor: keeping.monitor,
    get epoch() {
      return keeping.state.epoch === 0 ? undefined : keeping.state.epoch;
    },
    get value() {
      return keeping.state.epoch === 0 ? undefined : keeping.state.value;
    },
    get isOver() {
      return stopping !== undefined && stopping.state.waited >= Math.max(1, earlyStopping!.patience);
    },
    observe(epoch, metrics) {
      for (const one of all) one.observe(epoch, metrics);
      return keeping.state.epoch === epoch;
    },
    save: () => all.map(({ state }) => ({ ...state })),
    restore(saved: Snapshot) {
      (saved as unknown as readonly State[]).forEach((state, i) => (all[i]!.state = state));
    },
  };
}

interface State {
  /** The best so far; 0 before one counted. */
  readonly epoch: number;
  readonly value: number;
  /** Epochs since. */
  readonly waited: number;
}

interface Watched {
  readonly monitor: string;
  state: State;
  observe(epoch: number, metrics: Numbers): void;
}

interface WatchOptions {
  readonly mode?: 'auto' | 'min' | 'max';
  readonly minDelta?: number;
  readonly startFromEpoch?: number;
}

/** @param path Where the spec names the number. */
function watchNumber(monitor: string, path: string, options: WatchOptions = {}): Watched {
  const { mode: told = 'auto', minDelta = 0, startFromEpoch = 0 } = options;
  const mode = told === 'auto' ? direction(monitor) : told;
  const margin = mode === 'max' ? minDelta : -minDelta;
  return {
    monitor,
    state: { epoch: 0, value: NaN, waited: 0 },
    observe(epoch, metrics) {
      const value = monitored(metrics, monitor, path);
      if (epoch <= startFromEpoch) return;
      const { state } = this;
      const better = state.epoch === 0 ? !Number.isNaN(value) : isBetter(monitor, value, state.value + margin, mode);
      this.state = better ? { epoch, value, waited: 0 } : { ...state, waited: state.waited + 1 };
    },
  };
}
