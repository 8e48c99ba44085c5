import type { Batch } from '../../src/metrics/meter.ts';

/** Uneven sizes, one of them empty. */
const sizes = [1, 0, 3, 2, 64, 5, 250];

/** The rows of a batch in several. */
export function cut({ targets, outputs, rows, weights }: Batch): Batch[] {
  const parts: Batch[] = [];
  const part = (values: ArrayLike<number>, start: number, end: number) => {
    const each = values.length / rows;
    return Float64Array.from(values).subarray(start * each, end * each);
  };
  for (let start = 0, i = 0; start < rows; i++) {
    const end = Math.min(rows, start + sizes[i % sizes.length]!);
    parts.push({
      targets: part(targets, start, end),
      outputs: part(outputs, start, end),
      rows: end - start,
      ...(weights ? { weights: part(weights, start, end) } : {}),
    });
    start = end;
  }
  return parts;
}
