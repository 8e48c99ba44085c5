import { selectRows } from '../read/selectRows.ts';
import type { Frame } from '../frame.ts';
import { keepRows, rowsWithTarget, sortSeries, type Series, type SeriesColumns } from './series.ts';
import { timesInTurns, type TimeFormat } from '../time/timeFormat.ts';
import type { InTurns } from '../../turns/inTurns.ts';

/** A table as series in time, its past apart from its future. */
export interface Timeline {
  /** The rows that have a target. */
  readonly history: Frame;
  /** Those rows, by series and time. */
  readonly series: readonly Series[];
  /** All rows of the table. */
  readonly whole: Frame;
  /** For each series its rows in `whole` after the last with a target: what is known in advance. */
  readonly later: readonly Series[];
}

/**
 * Reads a table as series in time. A row without a target is of the future where no later one of its series has a target, else it
 * counts as missing.
 * @throws DataError where a time or series is missing, or a time of a series is there twice.
 */
export function* readTimeline(frame: Frame, columns: SeriesColumns, written: TimeFormat): InTurns<Timeline> {
  const times = yield* timesInTurns(frame, columns.time, written);
  const all = yield* sortSeries(frame, columns, times);
  const isPast = rowsWithTarget(frame, columns.target);
  const rows = Uint32Array.from({ length: frame.rows }, (_, row) => row).filter((row) => isPast[row]!);
  const placeIn = new Uint32Array(frame.rows);
  rows.forEach((row, at) => (placeIn[row] = at));
  yield;
  const series: Series[] = [];
  const later: Series[] = [];
  for (const one of all) {
    const kept = keepRows(one, (row) => isPast[row]!);
    series.push({ ...kept, rows: kept.rows.map((row) => placeIn[row]!) });
    let last = one.rows.length - 1;
    while (last >= 0 && !isPast[one.rows[last]!]) last--;
    later.push(keepRows(one, (_, at) => at > last));
    yield;
  }
  return {
    history: selectRows(frame, rows),
    series,
    whole: frame,
    later,
  };
}
