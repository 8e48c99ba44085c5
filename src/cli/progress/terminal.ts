import type { EpochEvent } from '../../train/events.ts';
import type { Output } from '../io.ts';
import type { Progress } from '../progress.ts';
import { follow } from './follow.ts';
import { doneLine, liveLine } from './terminalLine.ts';
import { worthKeeping } from './worthKeeping.ts';

/** A line is drawn no more often than this: an eye sees no more, and writing must not slow the training. */
const DRAW_MS = 50;
/** Epochs shorter than this are too quick for a bar of their own; once they are, they must take twice as long to get it back. */
const QUICK_MS = 500;
/** Faster ones would only fly by. */
const KEEP = { few: 20, pauseMs: 200 };

/** Takes away what an older, longer line has left to the right. */
const CLEAR = '\x1b[K';

/**
 * One line that is written over as the run goes on, and above it the lines of the epochs that are worth keeping. Each change is one
 * write, so that nothing is ever seen half drawn.
 */
export function terminalProgress(output: Output, monitor: string | undefined, now: () => number): Progress {
  const run = follow(monitor, now);
  let drawnAt = -Infinity;
  let keptAt = now();
  let quick = false;
  /** Of the last epoch: whether its line stays as soon as there is another below it. */
  let keep = false;
  /** Lines that stay, to be written with the next draw; each goes from the line's start to the start of the next. */
  let waiting = '';
  const kept = new Set<EpochEvent>();

  const place = () => ({ columns: output.columns, colour: output.colour, monitor });
  const done = (event: EpochEvent, curves: boolean) => doneLine(run, event, quick ? event.epoch / event.epochs : 1, curves, place());
  const stay = (event: EpochEvent, curves = false) => {
    kept.add(event);
    waiting += `\r${done(event, curves)}${CLEAR}\n`;
  };
  const keepLast = () => {
    if (keep) stay(run.last!);
    keep = false;
  };
  const current = () => {
    const { step, last } = run;
    // Quick ones would flash by in between.
    if (keep && (!quick || last!.epoch === last!.epochs)) return done(last!, true);
    const isAbove = last !== undefined && kept.has(last);
    return (step === undefined || quick) && (last === undefined || isAbove) ? '' : liveLine(run, quick, isAbove, place());
  };
  const draw = (text = current()) => {
    drawnAt = now();
    output.write(`${waiting}\r${text}${CLEAR}`);
    waiting = '';
  };
  const isDue = () => now() - drawnAt >= DRAW_MS;

  return {
    batch: (event) => {
      if (run.step === undefined && !quick) keepLast();
      run.batch(event);
      if (!(quick && run.last !== undefined) && isDue()) draw();
    },
    epoch: (event) => {
      keepLast();
      run.epoch(event);
      quick = run.pace.perEpoch()! < (quick ? 2 : 1) * QUICK_MS;
      keep = worthKeeping(event, now() - keptAt, KEEP);
      if (keep) keptAt = now();
      // Seldom enough, and it may be long until the next step.
      if (!quick || isDue()) draw();
    },
    note: (text) => {
      if (run.step === undefined) keepLast();
      waiting += `\r${CLEAR}${text}\n`;
      draw();
    },
    end: () => {
      const { step, last, best } = run;
      const isBetween = last !== undefined && (step === undefined || quick);
      if (best !== undefined && !kept.has(best) && !(isBetween && best === last)) stay(best);
      if (isBetween) {
        if (!kept.has(last)) stay(last, true);
      } else if (step !== undefined) waiting += `\r${current()}${CLEAR}\n`;
      if (waiting !== '') draw('');
    },
  };
}
