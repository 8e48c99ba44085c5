type Numbers = Readonly<Record<string, number>>;

/** Sums over the rows of the epoch so far. */
export interface Sums {
  loss: number;
  rows: number;
  milliseconds: number;
  readonly numbers: Record<string, number>;
  /** The rows of the batches that told each number. */
  readonly counts: Record<string, number>;
}

export const emptySums = (): Sums => ({ loss: 0, rows: 0, milliseconds: 0, numbers: {}, counts: {} });

/** Adds the means of a batch. */
export function addTo(sums: Sums, loss: number, rows: number, numbers: Numbers | undefined): void {
  sums.loss += loss * rows;
  sums.rows += rows;
  for (const [name, value] of Object.entries(numbers ?? {})) {
    sums.numbers[name] = (sums.numbers[name] ?? 0) + value * rows;
    sums.counts[name] = (sums.counts[name] ?? 0) + rows;
  }
}

/** Of each number over the rows of the batches that told it. */
export const means = ({ numbers, counts }: Sums): Numbers =>
  Object.fromEntries(Object.entries(numbers).map(([name, sum]) => [name, sum / counts[name]!]));
