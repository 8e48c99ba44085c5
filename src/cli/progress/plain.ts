import type { EpochEvent } from '../../train/events.ts';
import type { Output } from '../io.ts';
import type { Progress } from '../progress.ts';
import { rateText, timeLeftText, timeText } from '../figures.ts';
import { fit, type Part } from './fit.ts';
import { follow } from './follow.ts';
import { countPart, metricParts } from './parts.ts';
import { worthKeeping } from './worthKeeping.ts';

const KEEP = { few: 10, pauseMs: 1000 };
/** In the log of a night's run one wants to see that it still goes on. */
const STEP_EVERY_MS = 60_000;
/** An epoch's time is worth telling from here on. */
const SLOW_MS = 1000;

/** Lines that stay, without colour, for a file or a pipe: one for each epoch, but of quick ones one a second and each tenth of the way. */
export function plainProgress(output: Output, monitor: string | undefined, now: () => number): Progress {
  const run = follow(monitor, now);
  const written = new Set<EpochEvent>();
  let writtenAt = now();
  const line = (...parts: readonly Part[]) => {
    writtenAt = now();
    output.write(`${fit(parts)}\n`);
  };
  const epochLine = (event: EpochEvent, before: readonly Part[], after: readonly Part[]) => {
    if (written.has(event)) return;
    written.add(event);
    const time = event.milliseconds < SLOW_MS ? [] : [word(timeText(event.milliseconds))];
    line(...before, countPart(event.epoch, event.epochs), ...metricParts(event.metrics), ...time, ...after);
  };
  return {
    batch: (event) => {
      run.batch(event);
      if (now() - writtenAt < STEP_EVERY_MS) return;
      const [rate, left] = [run.pace.rate(), run.pace.left()];
      line(
        countPart(event.epoch, event.epochs),
        word(`batch ${event.batch}/${event.batches}`),
        ...metricParts({ loss: run.lossSoFar }),
        ...(rate === undefined ? [] : [word(rateText(rate))]),
        ...(left === undefined ? [] : [word(timeLeftText(left))]),
      );
    },
    epoch: (event) => {
      run.epoch(event);
      if (worthKeeping(event, now() - writtenAt, KEEP)) epochLine(event, [], event.best ? [word('best so far')] : []);
    },
    note: (text) => output.write(`${text}\n`),
    end: () => {
      const { last, best } = run;
      if (last !== undefined) epochLine(last, [], last === best ? [word('best')] : []);
      if (best !== undefined) epochLine(best, [word('best:')], []);
    },
  };
}

const word = (text: string): Part => ({ text, rank: 0 });
