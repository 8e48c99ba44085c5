import type { BatchEvent, EpochEvent } from '../../train/events.ts';

/** How quickly a run goes on. What is not known yet is undefined. */
export interface Pace {
  batch(event: BatchEvent): void;
  epoch(event: EpochEvent): void;
  /** Milliseconds that an epoch takes, of late. */
  perEpoch(): number | undefined;
  /** Training rows in a second, of the epoch under way or of the last ones. */
  rate(): number | undefined;
  /** Milliseconds until the run's last epoch is done, if nothing stops it earlier. */
  left(): number | undefined;
}

/** The share of the newest epoch in what is expected of the next. */
const NEWEST = 0.2;

/** Of all times the first is left out as soon as there is another: kernels are compiled and caches filled in it. */
export function createPace(now: () => number): Pace {
  let [epochsSeen, perEpoch, perSecond] = [0, 0, 0];
  let under: { readonly first: BatchEvent; readonly since: number; last: BatchEvent; at: number; rows: number } | undefined;
  let last: EpochEvent | undefined;
  const rateOfBatches = () => (under !== undefined && under.at > under.since ? (under.rows / (under.at - under.since)) * 1000 : undefined);
  const smooth = (old: number, value: number) => (epochsSeen < 2 ? value : old + NEWEST * (value - old));
  return {
    batch: (event) => {
      const at = now();
      if (under?.last.epoch !== event.epoch) under = { first: event, since: at, last: event, at, rows: 0 };
      else Object.assign(under, { last: event, at, rows: under.rows + event.rows });
    },
    epoch: (event) => {
      perEpoch = smooth(perEpoch, event.milliseconds);
      perSecond = smooth(perSecond, rateOfBatches() ?? (event.milliseconds > 0 ? (event.rows / event.milliseconds) * 1000 : perSecond));
      epochsSeen += 1;
      last = event;
      under = undefined;
    },
    perEpoch: () => (epochsSeen > 0 ? perEpoch : undefined),
    rate: () => rateOfBatches() ?? (perSecond > 0 ? perSecond : undefined),
    left: () => {
      if (under === undefined) return last && perEpoch * (last.epochs - last.epoch);
      const { first, since, last: step, at } = under;
      const epochsLeft = step.epochs - step.epoch + 1 - step.batch / step.batches;
      if (epochsSeen > 0) return perEpoch * epochsLeft;
      return step.batch > first.batch ? ((at - since) / (step.batch - first.batch)) * step.batches * epochsLeft : undefined;
    },
  };
}
