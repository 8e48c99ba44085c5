import type { Table } from '../../model/table.ts';

/** What the values at one place of the last axis are like, over rows and all other axes; values that are not finite are left out. */
export interface Statistics {
  readonly mean: number;
  /** Population deviation. */
  readonly deviation: number;
  /** Root mean square of the values other than 0, so that columns that are mostly 0 tell how large they are when they are there. */
  readonly magnitude: number;
  readonly least: number;
  readonly most: number;
}

/** Enough to tell sizes by, however large the set is. */
const MOST_ROWS = 4096;
const MOST_VALUES = 2 ** 22;
/** Of rows with very many values. */
const LEAST_ROWS = 32;

/** Statistics for each place of the last axis (a column, a channel), of at most 4096 rows spread evenly. */
export function statisticsOf({ values, rows, shape }: Table): readonly Statistics[] {
  const width = shape.at(-1) ?? 1;
  const size = values.length / rows;
  const taken = Math.min(rows, MOST_ROWS, Math.max(LEAST_ROWS, Math.floor(MOST_VALUES / size)));
  return Array.from({ length: width }, (_, column) => {
    const sums = { count: 0, mean: 0, squares: 0, filled: 0, power: 0, least: Infinity, most: -Infinity };
    for (let i = 0; i < taken; i++) {
      const start = Math.floor((i * rows) / taken) * size;
      for (let q = start + column; q < start + size; q += width) add(sums, values[q]!);
    }
    const { count, mean, squares, filled, power, least, most } = sums;
    const deviation = Math.sqrt(squares / Math.max(1, count));
    return { mean, deviation, magnitude: Math.sqrt(power / Math.max(1, filled)), least, most };
  });
}

interface Sums {
  count: number;
  mean: number;
  squares: number;
  filled: number;
  power: number;
  least: number;
  most: number;
}

/** Welford's update. */
function add(sums: Sums, value: number): void {
  if (!Number.isFinite(value)) return;
  const delta = value - sums.mean;
  sums.count++;
  sums.mean += delta / sums.count;
  sums.squares += delta * (value - sums.mean);
  sums.least = Math.min(sums.least, value);
  sums.most = Math.max(sums.most, value);
  if (value === 0) return;
  sums.filled++;
  sums.power += value * value;
}
