import { inRanges, type InTurns } from '../turns/inTurns.ts';
import { checkCells } from '../data/check.ts';
import { knownColumns } from '../data/encode.ts';
import type { Encoders, Row } from '../data/encoders.ts';
import { checkTimes } from '../data/forecast/checkTimes.ts';
import { encodeHistory, requireRoom } from '../data/forecast/encodeWindows.ts';
import { fitForecast, type ForecastRows } from '../data/forecast/fit.ts';
import { runsOf } from '../data/forecast/series.ts';
import { describeSteps, findStep } from '../data/forecast/step.ts';
import { readTimeline } from '../data/forecast/timeline.ts';
import { findTimes } from '../data/time/findTimes.ts';
import { writeTime } from '../data/time/timeFormat.ts';
import { windowsOf, type Window } from '../data/forecast/windows.ts';
import type { Frame } from '../data/frame.ts';
import { sidesOfTimes } from '../data/partRows.ts';
import { gatherProblems, requireRows } from '../data/problems.ts';
import { DataError, show } from '../errors.ts';
import type { Examples } from '../model/slots.ts';
import { windowExamples } from '../model/windowExamples.ts';
import type { KnownColumns, NormalisedModel } from '../spec/normalised.ts';
import type { Warning } from './events.ts';
import type { Prepared } from './prepare.ts';
import { sampleRows } from './sampleRows.ts';

/**
 * Reads a table as series, parts its time (all series at the same moments), learns the encoders on the rows before what is held out,
 * and makes windows. A window is of a part where its whole horizon is; it may reach back into the part before.
 * @throws DataError where series, times or cells are not as they should be, or a part has no whole horizon.
 */
export function* prepareForecast(
  spec: NormalisedModel,
  frame: Frame,
): InTurns<Prepared & { readonly encoders: Encoders; readonly known: KnownColumns }> {
  const table = yield* readForecastRows(spec, frame);
  const { history, series, runs } = table;
  yield* checkCells(spec, history);
  const { sides, seenUntil } = partByTime(table, spec);
  const training = rowsOn(sides, TRAINING);
  if (training.length === 0) requireWindows([], { part: 'to train on', spec, table, rows: training });
  const encoders = yield* fitForecast(spec, table, training, seenUntil);
  const all = yield* windowsOf(runs, encoders.forecast!);
  const parts: readonly [Window[], Window[], Window[]] = [[], [], []];
  yield* inRanges(all.length, 10 * spec.forecast!.horizon, (from, to) => {
    for (let i = from; i < to; i++) {
      const window = all[i]!;
      const side = PARTS.find((one) => isWithin(window, one, { sides, series, spec }));
      if (side !== undefined) parts[side].push(window);
    }
  });
  requireRoom(encoders, parts.reduce((sum, { length }) => sum + length, 0), frame.source); // prettier-ignore
  const encoded = yield* encodeHistory(encoders, history);
  function* encode(side: (typeof PARTS)[number], part: string): InTurns<Examples> {
    const windows = parts[side];
    requireWindows(windows, { part, spec, table, rows: rowsOn(sides, side) });
    return yield* windowExamples(encoders, table, encoded, windows);
  }
  const { validationSplit, testSplit } = spec.training;
  const set = yield* encode(TRAINING, 'to train on');
  const heldOut = validationSplit > 0 ? yield* encode(HELD_OUT, 'to hold out') : undefined;
  const test = testSplit > 0 ? yield* encode(TEST, 'to test on') : undefined;
  return {
    set,
    encoders,
    known: knownColumns(encoders),
    samples: { rows: samplesOf(encoders, table, all) },
    warnings: warningsOf(spec, table, all),
    ...(heldOut ? { heldOut } : {}),
    ...(test ? { test } : {}),
  };
}

const PARTS = [0, 1, 2] as const;
const [TRAINING, HELD_OUT, TEST] = PARTS;
const rowsOn = (sides: Uint8Array, side: number) => Uint32Array.from(sides.keys()).filter((row) => sides[row] === side);

/** The rows of a table by series and time, at equal steps. */
export function* readForecastRows(spec: NormalisedModel, frame: Frame): InTurns<ForecastRows> {
  const { time, series } = spec.forecast!;
  const target = Object.keys(spec.target!)[0]!;
  requireRows(frame.rows, frame.source);
  const problems = gatherProblems();
  const cells = problems.within(frame);
  for (const name of [time, series, target]) if (name !== undefined) cells.hasColumn(name);
  problems.throwIfAny();
  const format = spec.features?.[time]?.['format'] as string | undefined;
  if (format === undefined) checkTimes(frame, time);
  const written = yield* findTimes(frame.column(time)!, format);
  const timeline = yield* readTimeline(frame, { time, ...(series === undefined ? {} : { series }), target }, written);
  requireRows(timeline.history.rows, frame.source);
  yield;
  const step = findStep(timeline.series.map(({ times }) => times), written.written === 'number'); // prettier-ignore
  if (step === undefined) {
    const received = series === undefined ? '1' : 'one in each series';
    throw new DataError(frame.source, [{ path: 'rows', expected: 'several rows of a series', received }]);
  }
  return { ...timeline, step, written, runs: yield* runsOf(timeline.history, time, timeline.series, step) };
}

/** The part of each row of the history, and the time of the last one that training looks at. */
function partByTime({ history, series }: ForecastRows, { training }: NormalisedModel) {
  const times = new Float64Array(history.rows);
  for (const { rows, times: own } of series) rows.forEach((row, at) => (times[row] = own[at]!));
  const sides = sidesOfTimes(times, training);
  const last = training.testSplit > 0 ? HELD_OUT : TRAINING;
  return { sides, seenUntil: times.reduce((most, time, row) => (sides[row]! <= last ? Math.max(most, time) : most), -Infinity) };
}

interface Parting {
  readonly sides: Uint8Array;
  readonly series: ForecastRows['series'];
  readonly spec: NormalisedModel;
}

/** Parts follow one another in time: what begins and ends in one is within it. */
const isWithin = ({ series: own, at }: Window, side: number, { sides, series, spec }: Parting): boolean =>
  [at + 1, at + spec.forecast!.horizon].every((place) => sides[series[own]!.rows[place]!] === side);

interface Part {
  readonly part: string;
  readonly spec: NormalisedModel;
  readonly table: ForecastRows;
  readonly rows: Uint32Array;
}

/** @throws DataError where a part has no whole horizon behind a whole window. */
function requireWindows(windows: readonly Window[], { part, spec, table, rows }: Part): void {
  if (windows.length > 0) return;
  const { window, horizon } = spec.forecast!;
  const { history, series, step } = table;
  const own = new Set(rows);
  const most = Math.max(0, ...series.map((one) => one.rows.filter((row) => own.has(row)).length));
  const isTraining = part === 'to train on';
  const expected = isTraining
    ? `${describeSteps(window + horizon, step)} in a row of some series ${part}, its window (${window}) and its horizon (${horizon})`
    : `${describeSteps(horizon, step)} in a row of some series ${part}, its horizon, after a window of ${window}`;
  const share = part === 'to test on' ? 'testSplit' : 'validationSplit';
  const fix = isTraining
    ? 'give more rows, a shorter "window" or "horizon", or a smaller validationSplit or testSplit'
    : `give a larger ${share}, or 0, or a shorter "horizon"`;
  throw new DataError(history.source, [{ path: 'rows', expected, received: `${most} at most`, fix }]);
}

/** What is left out. */
function warningsOf(
  { forecast }: NormalisedModel,
  { series, runs, written, step }: ForecastRows,
  all: readonly Window[],
): readonly Warning[] {
  const { window, horizon } = forecast!;
  const used = new Set(all.map((one) => one.series));
  const short = series.filter(({ id }, i) => id !== undefined && !used.has(i));
  const gaps = runs.flatMap((own, i) => own.slice(1).map(({ start }) => ({ id: series[i]!.id, time: series[i]!.times[start - 1]! })));
  const list = (names: readonly string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  const nameOf = ({ id, time }: (typeof gaps)[number]) => `${show(writeTime(time, written))}${id === undefined ? '' : ` of ${show(id)}`}`;
  const missing = `rows are missing after ${list(gaps.map(nameOf))}, where steps are ${describeSteps(1, step)}: windows that reach over a gap are left out`;
  return [
    ...(short.length === 0
      ? []
      : [
          {
            about: 'shortSeries',
            message: `${short.length} of ${series.length} series are left out, as they have less than ${window + horizon} rows in a row (window ${window}, horizon ${horizon}): ${list(short.map(({ id }) => show(id)))}`,
          },
        ]),
    ...(gaps.length === 0 ? [] : [{ about: 'missingRows', message: missing }]),
  ];
}

/** The last whole window and what is known of its horizon, as rows of a program. */
function samplesOf({ inputs, targets, forecast }: Encoders, table: ForecastRows, all: readonly Window[]): readonly Row[] {
  const { window, horizon, time, series: column } = forecast!;
  const { name } = targets[0]!;
  const { series: own, at } = all.filter((one) => one.series === all[0]!.series).at(-1)!;
  const places = table.series[own]!.rows.subarray(at - window + 1, at + horizon + 1);
  const rows = sampleRows(inputs.flatMap(({ features }) => features), [time, ...(column === undefined ? [] : [column]), name], table.history, [...places]); // prettier-ignore
  return rows.map((row, i) => (i < window ? row : { ...row, [name]: null }));
}
