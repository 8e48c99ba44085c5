import { inRanges, type InTurns } from '../../turns/inTurns.ts';
import type { ForecastEncoder } from './encoder.ts';
import type { Run } from './series.ts';

/** A place from which a series is forecast. */
export interface Window {
  /** Which series. */
  readonly series: number;
  /** The last row that is read, by its place in the series. */
  readonly at: number;
}

type Sizes = Pick<ForecastEncoder, 'window' | 'horizon'>;

/** Every place that has a whole window before it and a whole horizon after it. */
export function* windowsOf(runs: readonly (readonly Run[])[], { window, horizon }: Sizes): InTurns<readonly Window[]> {
  const windows: Window[] = [];
  for (const [series, own] of runs.entries()) {
    for (const { start, end } of own) {
      const first = start + window - 1;
      yield* inRanges(Math.max(0, end - start - window - horizon + 1), 20, (from, to) => {
        for (let i = from; i < to; i++) windows.push({ series, at: first + i });
      });
    }
  }
  return windows;
}
