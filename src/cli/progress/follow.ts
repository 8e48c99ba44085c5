import type { BatchEvent, EpochEvent } from '../../train/events.ts';
import { createPace, type Pace } from './pace.ts';
import { createTrace, type Trace } from './trace.ts';

/** All that is known of a run as it goes on. */
export interface Followed {
  readonly pace: Pace;
  /** Of the loss, step by step where steps are told, else by epochs. */
  readonly lossTrace: Trace;
  /** Of the watched number, by epochs. */
  readonly watchedTrace: Trace;
  /** The last step of the epoch under way; undefined between epochs. */
  readonly step: BatchEvent | undefined;
  /** Mean loss of the epoch under way. */
  readonly lossSoFar: number;
  /** The last epoch that is done. */
  readonly last: EpochEvent | undefined;
  readonly best: EpochEvent | undefined;
  batch(event: BatchEvent): void;
  epoch(event: EpochEvent): void;
}

/** Keeps account of a run by its events. Costs little enough to be told of every step. */
export function follow(monitor: string | undefined, now: () => number): Followed {
  const pace = createPace(now);
  const [lossTrace, watchedTrace] = [createTrace(), createTrace()];
  const watched = monitor === undefined || monitor === 'loss' ? 'val_loss' : monitor;
  let [step, last, best]: [BatchEvent?, EpochEvent?, EpochEvent?] = [];
  let [lossSum, rows] = [0, 0];
  return {
    pace,
    lossTrace,
    watchedTrace,
    get step() {
      return step;
    },
    get lossSoFar() {
      return lossSum / rows;
    },
    get last() {
      return last;
    },
    get best() {
      return best;
    },
    batch: (event) => {
      if (step === undefined) [lossSum, rows] = [0, 0];
      step = event;
      lossSum += event.loss * event.rows;
      rows += event.rows;
      lossTrace.add(event.loss);
      pace.batch(event);
    },
    epoch: (event) => {
      if (step === undefined) lossTrace.add(event.metrics['loss'] ?? NaN);
      watchedTrace.add(event.metrics[watched] ?? NaN);
      step = undefined;
      last = event;
      if (event.best) best = event;
      pace.epoch(event);
    },
  };
}
