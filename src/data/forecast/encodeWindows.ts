import { DataError } from '../../errors.ts';
import { FUTURE, PAST, SERIES } from '../../spec/forecast/options.ts';
import { targetWidth, type Encoded } from '../encode.ts';
import type { Encoders } from '../encoders.ts';
import type { Frame } from '../frame.ts';
import { featuresInTurns, targetsInTurns } from '../rowsInTurns.ts';
import { inRanges, type InTurns } from '../../turns/inTurns.ts';
import { knownInputs } from './known.ts';
import { lookBackInEach } from './season.ts';
import type { Timeline } from './timeline.ts';
import type { Window } from './windows.ts';

/** What a network that forecasts reads of some windows, and what it should answer. */
export interface EncodedWindows {
  /** In the order of the network's inputs. */
  readonly inputs: readonly Encoded[];
  /** [windows, horizon], or [windows, horizon, quantiles]. */
  readonly output: Encoded;
  /**
   * The target a season before each step, or where that row is missing as few seasons more as it takes, [windows, horizon]; NaN where
   * none is known; absent where there is no season.
   */
  readonly seasonal?: Encoded;
}

/** More numbers than these (1 GB) are not held in memory. */
const MOST_NUMBERS = 2 ** 28;

/** The rows of a history as windows are made of them: what is read of each, and its target, [rows, width]. */
export interface EncodedPast {
  readonly features: Encoded;
  /** What is the same in all rows of a series, where the network reads such. */
  readonly fixed: Encoded | undefined;
  readonly target: Encoded;
}

/** The same with what is known in advance, where the network reads such. */
export interface EncodedHistory extends EncodedPast {
  readonly future: Encoded | undefined;
}

/** @throws DataError where cells are missing or are no numbers. */
export function* encodeHistory(encoders: Encoders, history: Frame): InTurns<EncodedHistory> {
  const future = yield* encodeInput(encoders, FUTURE, history);
  return { future, ...(yield* encodePast(encoders, history)) };
}

/** @throws DataError where cells are missing or are no numbers. */
export function* encodePast(encoders: Encoders, history: Frame): InTurns<EncodedPast> {
  const features = yield* encodeInput(encoders, PAST, history);
  const fixed = yield* encodeInput(encoders, SERIES, history);
  const [target] = yield* targetsInTurns(encoders, history);
  return { features: features!, fixed, target: target! };
}

/**
 * Windows whose future is known.
 * @param rows Those of the timeline's history.
 */
export function* encodeWindows(
  encoders: Encoders,
  { series }: Pick<Timeline, 'series'>,
  rows: EncodedHistory,
  windows: readonly Window[],
): InTurns<EncodedWindows> {
  const { horizon, season, step: spacing } = encoders.forecast!;
  const { future, target } = rows;
  const rowAfter = ({ series: own, at }: Window, step: number) => series[own]!.rows[at + step + 1]!;
  const ahead = future && (yield* gather(windows, horizon, future, rowAfter));
  const inputs = yield* joinPast(encoders, series, rows, windows, ahead);
  const width = targetWidth(encoders.targets[0]!);
  const output = yield* gather(windows, horizon, target, rowAfter);
  const shaped = width === 1 ? { ...output, shape: [horizon] } : output;
  if (season === undefined) return { inputs, output: shaped };
  const values = new Float32Array(windows.length * horizon);
  const look = yield* lookBackInEach(series, spacing, season);
  yield* inRanges(windows.length, horizon * LOOK, (from, to) => {
    for (let i = from; i < to; i++) {
      const { series: own, at } = windows[i]!;
      for (let step = 0; step < horizon; step++) {
        const before = look[own]!(at, step + 1);
        values[i * horizon + step] = before === undefined ? NaN : target.values[series[own]!.rows[before]! * width]!;
      }
    }
  });
  return { inputs, output: shaped, seasonal: { values, shape: [horizon], rows: windows.length, dtype: 'float32' } };
}

/** What is read of windows. `future`: what is known in advance, [windows, horizon, width], where the network reads such. */
export function* joinPast(
  encoders: Encoders,
  series: Timeline['series'],
  { features, fixed, target }: EncodedPast,
  windows: readonly Window[],
  future: Encoded | undefined,
): InTurns<readonly Encoded[]> {
  const { window, relative } = encoders.forecast!;
  const [targets, count] = [target.shape[0]!, features.shape[0]!];
  const width = 1 + count;
  const past = new Float32Array(windows.length * window * width);
  const last = new Float32Array(windows.length);
  const join = (i: number) => {
    const { series: own, at } = windows[i]!;
    const { rows } = series[own]!;
    last[i] = target.values[rows[at]! * targets]!;
    const origin = relative === 'last' ? last[i]! : 0;
    for (let step = 0; step < window; step++) {
      const row = rows[at - window + 1 + step]!;
      const into = (i * window + step) * width;
      past[into] = target.values[row * targets]! - origin;
      past.set(features.values.subarray(row * count, (row + 1) * count), into + 1);
    }
  };
  yield* inRanges(windows.length, window * (width + COPY), (from, to) => {
    for (let i = from; i < to; i++) join(i);
  });
  const rows = windows.length;
  const dtype = 'float32';
  const ofSeries = fixed && (yield* gather(windows, 1, fixed, ({ series: own, at }) => series[own]!.rows[at]!));
  return [
    { values: past, shape: [window, width], rows, dtype },
    ...(future ? [future] : []),
    ...(fixed && ofSeries ? [{ ...ofSeries, shape: fixed.shape }] : []),
    ...(relative === 'last' ? [{ values: last, shape: [1], rows, dtype } as const] : []),
  ];
}

/** The features of one input for each row of a frame, [rows, width]; undefined where the network has no such input. */
export function* encodeInput({ inputs }: Encoders, id: string, frame: Frame): InTurns<Encoded | undefined> {
  const own = inputs.filter((input) => input.id === id);
  return own.length === 0 ? undefined : (yield* featuresInTurns({ inputs: own, targets: [] }, frame))[0];
}

/** What it takes to find a row a season ago, and to copy some numbers of a row, in multiplications. */
const LOOK = 50;
const COPY = 50;

/** [rows, width] -> [windows, steps, width] */
function* gather(windows: readonly Window[], steps: number, from: Encoded, rowOf: (one: Window, step: number) => number): InTurns<Encoded> {
  const width = from.shape[0]!;
  const values = new Float32Array(windows.length * steps * width);
  yield* inRanges(windows.length, steps * (width + COPY), (first, end) => {
    for (let i = first; i < end; i++) {
      for (let step = 0; step < steps; step++) {
        const row = rowOf(windows[i]!, step);
        values.set(from.values.subarray(row * width, (row + 1) * width), (i * steps + step) * width);
      }
    }
  });
  return { values, shape: [steps, width], rows: windows.length, dtype: 'float32' };
}

/**
 * Looks before anything is made of windows.
 * @param count How many there are in all, of all parts.
 * @throws DataError where they would not fit in memory.
 */
export function requireRoom(encoders: Encoders, count: number, source: string): void {
  const { horizon, season } = encoders.forecast!;
  const inputs = knownInputs(encoders).reduce((sum, { shape }) => sum + shape.reduce<number>((size, axis) => size * axis!, 1), 0);
  const each = inputs + horizon * (targetWidth(encoders.targets[0]!) + (season === undefined ? 0 : 1));
  const numbers = count * each;
  if (numbers <= MOST_NUMBERS) return;
  const expected = `windows and horizons of ${MOST_NUMBERS} numbers at most, all together`;
  const received = `${numbers}: ${count} windows of ${each}`;
  const fix = 'give fewer rows or features, or a shorter "window" or "horizon"';
  throw new DataError(source, [{ path: 'rows', expected, received, fix }]);
}
