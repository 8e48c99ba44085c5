import { encodeHistory, encodeWindows, requireRoom, type EncodedHistory } from '../data/forecast/encodeWindows.ts';
import type { Encoders } from '../data/encoders.ts';
import { readRows } from '../data/forecast/readRows.ts';
import { runsOf } from '../data/forecast/series.ts';
import { describeSteps } from '../data/forecast/step.ts';
import { readTimeline, type Timeline } from '../data/forecast/timeline.ts';
import { writeTime } from '../data/time/timeFormat.ts';
import { windowsOf, type Window } from '../data/forecast/windows.ts';
import type { Frame } from '../data/frame.ts';
import { DataError, show } from '../errors.ts';
import type { InTurns } from '../turns/inTurns.ts';
import type { Examples } from './slots.ts';

/**
 * Windows of series, encoded, with what it takes to judge what is forecast from them.
 * @param rows Those of the timeline's history.
 */
export function* windowExamples(
  encoders: Encoders,
  timeline: Timeline,
  rows: EncodedHistory,
  windows: readonly Window[],
): InTurns<Examples> {
  const { inputs, output, seasonal } = yield* encodeWindows(encoders, timeline, rows, windows);
  const origins = Float64Array.from(windows, ({ series, at }) => timeline.series[series]!.times[at]!);
  const { seasonalError, seasonalErrors } = encoders.forecast!;
  const scaleOf = (id = '') => (seasonalErrors && Object.hasOwn(seasonalErrors, id) ? seasonalErrors[id]! : seasonalError!);
  const scales = seasonalError === undefined ? undefined : Float64Array.from(windows, ({ series }) => scaleOf(timeline.series[series]!.id));
  const about = { origins, ...(seasonal ? { seasonal } : {}), ...(scales ? { scales } : {}) };
  return { inputs, outputs: [output], rows: windows.length, windows: about };
}

/** Windows to judge a model by, and the rows that they are made of. */
export interface UnseenWindows {
  readonly examples: Examples;
  readonly read: Frame;
}

/**
 * The windows of a table to judge a model by: from each place on whose whole horizon is later than what training has seen. Only the rows
 * of these windows are encoded: what stands in others is not looked at.
 * @param after Another moment than the last that training has seen.
 * @throws DataError where there is none, or the rows do not fit.
 */
export function* unseenWindows(encoders: Encoders, frame: Frame, after = encoders.forecast!.seenUntil): InTurns<UnseenWindows> {
  const { time, series, step, written, window, horizon } = encoders.forecast!;
  const target = encoders.targets[0]!.name;
  const timeline = yield* readTimeline(frame, { time, ...(series === undefined ? {} : { series }), target }, written);
  const all = yield* windowsOf(yield* runsOf(timeline.history, time, timeline.series, step), encoders.forecast!);
  const unseen = all.filter((one) => timeline.series[one.series]!.times[one.at + 1]! > after);
  if (unseen.length > 0) {
    requireRoom(encoders, unseen.length, frame.source);
    const read = yield* readRows(timeline, unseen, encoders.forecast!);
    const rows = yield* encodeHistory(encoders, read.history);
    return { examples: yield* windowExamples(encoders, read, rows, unseen), read: read.history };
  }
  const expected = `rows with a target of ${describeSteps(horizon, step)} or more after ${show(writeTime(after, written))}, up to which training has seen them, and the ${window} before`;
  const fix = 'give later rows too: what a network was trained on tells nothing of it';
  throw new DataError(frame.source, [{ path: 'rows', expected, received: `none among ${frame.rows} rows`, fix }]);
}
