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
export const windowsOf = (runs: readonly (readonly Run[])[], { window, horizon }: Sizes): readonly Window[] =>
  runs.flatMap((own, series) =>
    own.flatMap(({ start, end }) =>
      Array.from({ length: Math.max(0, end - start - window - horizon + 1) }, (_, i) => ({ series, at: start + window - 1 + i })),
    ),
  );
