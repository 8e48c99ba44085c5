import { DataError } from '../../errors.ts';
import { FUTURE, PAST, SERIES } from '../../spec/forecast/options.ts';
import { encodeFeatures, encodeTargets, targetWidth, type Encoded } from '../encode.ts';
import type { Encoders } from '../encoders.ts';
import type { Frame } from '../frame.ts';
import { knownInputs } from './known.ts';
import { lookBack } from './season.ts';
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

/**
 * Windows whose future is known.
 * @throws DataError where cells are missing or are no numbers.
 */
export function encodeWindows(encoders: Encoders, timeline: Timeline, windows: readonly Window[]): EncodedWindows {
  const { horizon, season, step: spacing } = encoders.forecast!;
  const { history, series } = timeline;
  const rowAfter = ({ series: own, at }: Window, steps: number) => series[own]!.rows[at + steps]!;
  const future = encodeInput(encoders, FUTURE, history);
  const inputs = encodePast(
    encoders,
    timeline,
    windows,
    future && gather(windows, horizon, future, (one, step) => rowAfter(one, step + 1)),
  );
  const [target] = encodeTargets(encoders, history);
  const width = targetWidth(encoders.targets[0]!);
  const output = gather(windows, horizon, target!, (one, step) => rowAfter(one, step + 1));
  const shaped = width === 1 ? { ...output, shape: [horizon] } : output;
  if (season === undefined) return { inputs, output: shaped };
  const values = new Float32Array(windows.length * horizon);
  const look = series.map((one) => lookBack(one, spacing, season));
  windows.forEach(({ series: own, at }, i) => {
    for (let step = 0; step < horizon; step++) {
      const before = look[own]!(at, step + 1);
      values[i * horizon + step] = before === undefined ? NaN : target!.values[series[own]!.rows[before]! * width]!;
    }
  });
  return { inputs, output: shaped, seasonal: { values, shape: [horizon], rows: windows.length, dtype: 'float32' } };
}

/** What is read of windows. `future`: what is known in advance, [windows, horizon, width], where the network reads such. */
export function encodePast(
  encoders: Encoders,
  { history, series }: Timeline,
  windows: readonly Window[],
  future: Encoded | undefined,
): readonly Encoded[] {
  const { window, relative } = encoders.forecast!;
  const features = encodeInput(encoders, PAST, history)!;
  const fixed = encodeInput(encoders, SERIES, history);
  const [target] = encodeTargets(encoders, history);
  const [targets, count] = [target!.shape[0]!, features.shape[0]!];
  const width = 1 + count;
  const past = new Float32Array(windows.length * window * width);
  const last = new Float32Array(windows.length);
  windows.forEach(({ series: own, at }, i) => {
    const { rows } = series[own]!;
    last[i] = target!.values[rows[at]! * targets]!;
    const origin = relative === 'last' ? last[i]! : 0;
    for (let step = 0; step < window; step++) {
      const row = rows[at - window + 1 + step]!;
      const into = (i * window + step) * width;
      past[into] = target!.values[row * targets]! - origin;
      past.set(features.values.subarray(row * count, (row + 1) * count), into + 1);
    }
  });
  const rows = windows.length;
  const dtype = 'float32';
  return [
    { values: past, shape: [window, width], rows, dtype },
    ...(future ? [future] : []),
    ...(fixed ? [{ ...gather(windows, 1, fixed, ({ series: own, at }) => series[own]!.rows[at]!), shape: fixed.shape }] : []),
    ...(relative === 'last' ? [{ values: last, shape: [1], rows, dtype } as const] : []),
  ];
}

/** The features of one input for each row of a frame, [rows, width]; undefined where the network has no such input. */
export function encodeInput({ inputs }: Encoders, id: string, frame: Frame): Encoded | undefined {
  const own = inputs.filter((input) => input.id === id);
  return own.length === 0 ? undefined : encodeFeatures({ inputs: own, targets: [] }, frame)[0];
}

/** [rows, width] -> [windows, steps, width] */
function gather(windows: readonly Window[], steps: number, from: Encoded, rowOf: (one: Window, step: number) => number): Encoded {
  const width = from.shape[0]!;
  const values = new Float32Array(windows.length * steps * width);
  windows.forEach((one, i) => {
    for (let step = 0; step < steps; step++) {
      const row = rowOf(one, step);
      values.set(from.values.subarray(row * width, (row + 1) * width), (i * steps + step) * width);
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
