import type { EpochEvent } from '../../train/events.ts';
import { tint } from '../colour.ts';
import type { Colour } from '../io.ts';
import { bar } from './bar.ts';
import { curve } from './curve.ts';
import { rateText, timeLeftText, timeText } from '../figures.ts';
import { fit, type Part } from './fit.ts';
import type { Followed } from './follow.ts';
import { countPart, metricParts, ranks } from './parts.ts';
import type { Trace } from './trace.ts';

interface Place {
  /** Characters that the terminal has in a line. */
  readonly columns: number;
  readonly colour: Colour;
  readonly monitor: string | undefined;
}

/** A line for an epoch that is done. `share` fills its bar; `curves` are for the newest line alone. */
export function doneLine(run: Followed, event: EpochEvent, share: number, curves: boolean, place: Place): string {
  const rate = event.milliseconds > 0 ? [part('rate', rateText((event.rows / event.milliseconds) * 1000))] : [];
  const mark = place.columns < 100 ? '★' : '★ best';
  return line(place, [
    countPart(event.epoch, event.epochs, place.columns),
    barPart(share, place),
    ...metricParts(event.metrics, place.monitor),
    part('time', timeText(event.milliseconds)),
    ...rate,
    // The room is kept where there is no mark, so that lines below each other have the same parts.
    part('best', event.best ? tint(mark, 'yellow', place.colour) : ' '.repeat(mark.length)),
    ...(curves ? curvePart(run, place) : []),
  ]);
}

/** The line for now: of the epoch under way, or of the last one where epochs are `quick`, the bar being the run's then. */
export function liveLine(run: Followed, quick: boolean, lastIsAbove: boolean, place: Place): string {
  const { step, last, best, pace } = run;
  const { columns, colour, monitor } = place;
  const shown = step !== undefined && (!quick || last === undefined) ? step : last!;
  const under = 'batch' in shown ? shown : undefined;
  const share = under ? under.batch / under.batches : quick ? shown.epoch / shown.epochs : 1;
  // Where the last epoch's line is to be seen above, its numbers are not those of this epoch's line too.
  const { loss: _, ...known } = (lastIsAbove ? undefined : last?.metrics) ?? {};
  const metrics = under ? { loss: run.lossSoFar, ...known } : last!.metrics;
  const [rate, left] = [pace.rate(), pace.left()];
  return line(place, [
    countPart(shown.epoch, shown.epochs, columns),
    barPart(share, place),
    ...metricParts(metrics, monitor),
    ...(left === undefined ? [] : [part('time', timeLeftText(left))]),
    ...(rate === undefined ? [] : [part('rate', rateText(rate))]),
    ...(best === undefined ? [] : [part('best', tint(`★ ${best.epoch}`, 'yellow', colour))]),
    ...curvePart(run, place),
  ]);
}

/** One character stays free: in the last one some terminals begin a new line. */
const line = ({ columns }: Place, parts: readonly Part[]): string => fit(parts, columns - 1).trimEnd();

const part = (kind: keyof typeof ranks, text: string): Part => ({ text, rank: ranks[kind] });
const barPart = (share: number, { columns, colour }: Place): Part => ({
  ...part('bar', bar(share, columns < 60 ? 5 : columns < 100 ? 6 : columns < 160 ? 10 : 16, colour)),
  tight: true,
});

/** Loss and watched number as small curves side by side, both over the whole run so far. */
function curvePart({ lossTrace, watchedTrace }: Followed, { columns, colour }: Place): readonly Part[] {
  const cells = columns < 140 ? 6 : 12;
  const one = (kind: 'curve' | 'secondCurve', { values }: Trace, name: 'cyan' | 'magenta'): readonly Part[] => {
    const text = tint(curve(values(), cells), name, colour);
    return text === '' ? [] : [{ ...part(kind, text), tight: true }];
  };
  return [...one('curve', lossTrace, 'cyan'), ...one('secondCurve', watchedTrace, 'magenta')];
}
