import { selectRows } from '../read/selectRows.ts';
import { inRanges, type InTurns } from '../../turns/inTurns.ts';
import { lookBackInEach } from './season.ts';
import type { Step } from './step.ts';
import type { Timeline } from './timeline.ts';
import type { Window } from './windows.ts';

/** How far windows reach. */
export interface Reach {
  readonly window: number;
  readonly horizon: number;
  readonly step: Step;
  readonly season?: number | undefined;
}

/**
 * A timeline whose history has only the rows that some windows read or should answer, and those a season before, so that no others are
 * encoded. The places of the windows stay what they are; those of rows that are left out are not to be read.
 */
export function* readRows(timeline: Timeline, windows: readonly Window[], { window, horizon, step, season }: Reach): InTurns<Timeline> {
  const { history, series } = timeline;
  const isRead = new Uint8Array(history.rows);
  const look = season === undefined ? undefined : yield* lookBackInEach(series, step, season);
  const mark = ({ series: own, at }: Window) => {
    const { rows } = series[own]!;
    for (let place = at - window + 1; place <= at + horizon; place++) isRead[rows[place]!] = 1;
    for (let ahead = 1; look !== undefined && ahead <= horizon; ahead++) {
      const before = look[own]!(at, ahead);
      if (before !== undefined) isRead[rows[before]!] = 1;
    }
  };
  yield* inRanges(windows.length, window + 50 * horizon, (from, to) => {
    for (let i = from; i < to; i++) mark(windows[i]!);
  });
  const kept = Uint32Array.from(isRead.keys()).filter((row) => isRead[row] === 1);
  if (kept.length === history.rows) return timeline;
  const placeOf = new Uint32Array(history.rows);
  kept.forEach((row, place) => (placeOf[row] = place));
  return {
    ...timeline,
    history: selectRows(history, kept),
    series: series.map(({ rows, ...one }) => ({ ...one, rows: rows.map((row) => placeOf[row]!) })),
  };
}
