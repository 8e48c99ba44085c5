import { direction } from '../metrics/direction.ts';
import { monitored } from '../schedules/monitored.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';
import type { Mode, MonitoredNumber, NormalisedTraining } from '../spec/normalised.ts';

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
export function isBetter(name: string, value: number, than: number, mode: Mode = 'auto'): boolean {
  return wantedOf(name, mode) === 'max' ? value > than : value < than;
}

function wantedOf(name: string, mode: Mode): 'min' | 'max' {
  const wanted = mode === 'auto' ? direction(name) : mode;
  if (wanted === undefined) throw new Error(`internal: nothing says whether less or more of ${name} is better`);
  return wanted;
}

/** Whether a run ends with the weights of its best epoch. */
export const keepsBest = ({ keepBest, earlyStopping }: NormalisedTraining): boolean =>
  keepBest === undefined ? earlyStopping?.restoreBestWeights === true : keepBest !== false;

/** A number of each epoch that decides something, with the place in the spec that names it. */
export interface WatchedNumber extends MonitoredNumber {
  readonly path: string;
}

/** What ends the run early, where something does, and what says which epoch is best: the same, unless keepBest names another. */
export function watchedNumbers(
  { earlyStopping, keepBest }: NormalisedTraining,
  usual: string,
): { readonly stopping: WatchedNumber | undefined; readonly keeping: WatchedNumber } {
  const named = typeof keepBest === 'object' ? keepBest : undefined;
  const kept: WatchedNumber = { monitor: named?.monitor ?? usual, mode: named?.mode ?? 'auto', path: 'training.keepBest' };
  if (earlyStopping === undefined) return { stopping: undefined, keeping: kept };
  const monitor = earlyStopping.monitor ?? usual;
  const mode = earlyStopping.mode === 'auto' && kept.monitor === monitor ? kept.mode : earlyStopping.mode;
  const stopping = { monitor, mode, path: 'training.earlyStopping.monitor' };
  const isSame = named === undefined || (named.monitor === monitor && (named.mode === 'auto' || named.mode === mode));
  return { stopping, keeping: isSame ? stopping : kept };
}

/**
 * What early stopping does in Keras: an epoch counts as better by more than minDelta; patience counts the epochs since. Where
 * keepBest names another number than earlyStopping watches, that one says which epoch is best, and does not end the run.
 */
export function watchBest(training: NormalisedTraining, hasHeldOut: boolean): Best {
  const { earlyStopping } = training;
  const watched = watchedNumbers(training, hasHeldOut ? 'val_loss' : 'loss');
  const stopping = watched.stopping && watchNumber(watched.stopping, earlyStopping);
  const keeping = stopping !== undefined && watched.keeping === watched.stopping ? stopping : watchNumber(watched.keeping);
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
      for (const { monitor, path } of all) monitored(metrics, monitor, path);
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
  readonly path: string;
  state: State;
  observe(epoch: number, metrics: Numbers): void;
}

interface WatchOptions {
  readonly minDelta?: number;
  readonly startFromEpoch?: number;
}

function watchNumber({ monitor, mode: told, path }: WatchedNumber, { minDelta = 0, startFromEpoch = 0 }: WatchOptions = {}): Watched {
  const mode = wantedOf(monitor, told);
  const margin = mode === 'max' ? minDelta : -minDelta;
  return {
    monitor,
    path,
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
