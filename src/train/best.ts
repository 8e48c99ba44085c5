import { direction } from '../metrics/direction.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';

type Numbers = Readonly<Record<string, number>>;

/** Watches one number of each epoch: which epoch is best, and whether the run should end. */
export interface Best extends Stateful {
  /** The number that is watched. */
  readonly monitor: string;
  /** The best epoch so far, from 1; nothing before one counted. */
  readonly epoch: number | undefined;
  readonly value: number | undefined;
  /** Tells of an epoch that has ended; true where it is the best so far. */
  observe(epoch: number, metrics: Numbers): boolean;
  /** Whether there were no better epochs for as long as the spec waits. */
  readonly isOver: boolean;
}

/** Whether `value` is better than `than`, by what the number of that name is. NaN is never better. */
export function isBetter(name: string, value: number, than: number, mode: 'auto' | 'min' | 'max' = 'auto'): boolean {
  const wanted = mode === 'auto' ? direction(name) : mode;
  return wanted === 'max' ? value > than : value < than;
}

/** The number by which epochs are judged: the one that the spec names, else the loss, on held-out rows where there are some. */
export function monitorOf({ earlyStopping, keepBest }: NormalisedTraining, hasHeldOut: boolean): string {
  return (typeof keepBest === 'string' ? keepBest : undefined) ?? earlyStopping?.monitor ?? (hasHeldOut ? 'val_loss' : 'loss');
}

/** What early stopping does in Keras: an epoch counts as better by more than minDelta; patience counts the epochs since. */
export function watchBest(training: NormalisedTraining, hasHeldOut: boolean): Best {
  const { earlyStopping } = training;
  const monitor = monitorOf(training, hasHeldOut);
  const { mode: told = 'auto', minDelta = 0 } = earlyStopping ?? {};
  const mode = told === 'auto' ? direction(monitor) : told;
  const margin = mode === 'max' ? minDelta : -minDelta;
  let state: State = { epoch: 0, value: NaN, waited: 0 };
  return {
    monitor,
    get epoch() {
      return state.epoch === 0 ? undefined : state.epoch;
    },
    get value() {
      return state.epoch === 0 ? undefined : state.value;
    },
    get isOver() {
      return earlyStopping !== undefined && state.waited >= Math.max(1, earlyStopping.patience);
    },
    observe(epoch, metrics) {
      const value = metrics[monitor] ?? NaN;
      if (earlyStopping !== undefined && epoch <= earlyStopping.startFromEpoch) return false;
      const better = state.epoch === 0 ? !Number.isNaN(value) : isBetter(monitor, value, state.value + margin, mode);
      state = better ? { epoch, value, waited: 0 } : { ...state, waited: state.waited + 1 };
      return better;
    },
    save: () => ({ ...state }),
    restore(saved: Snapshot) {
      state = saved as unknown as State;
    },
  };
}

interface State {
  /** 0 before one counted. */
  readonly epoch: number;
  readonly value: number;
  /** Epochs since. */
  readonly waited: number;
}
