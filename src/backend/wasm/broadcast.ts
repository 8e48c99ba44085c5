import { sizeOf } from './rows.ts';

/** How one of two tensors is read, in bytes. */
interface Steps {
  readonly row: number;
  readonly column: number;
}

/** Two tensors as [rows, columns], in each of which a tensor may be stretched. */
export interface Broadcast {
  readonly rows: number;
  readonly columns: number;
  readonly a: Steps;
  readonly b: Steps;
}

/** Two tensors of 32-bit numbers stretched over each other, where neither is stretched in more than one way; else undefined. */
export function broadcastOf(a: readonly number[], b: readonly number[], out: readonly number[]): Broadcast | undefined {
  const kinds = [kindOf(a, out), kindOf(b, out)] as const;
  const [first, second] = kinds;
  if (first === undefined || second === undefined) return undefined;
  const widths = new Set(kinds.flatMap((kind) => (kind?.columns === undefined ? [] : [kind.columns])));
  if (widths.size > 1) return undefined;
  const columns = [...widths][0] ?? sizeOf(out);
  const rows = columns === 0 ? 0 : sizeOf(out) / columns;
  return { rows, columns, a: first.steps(columns), b: second.steps(columns) };
}

interface Kind {
  /** How long rows must be for it; absent where any length will do. */
  readonly columns?: number;
  steps(columns: number): Steps;
}

function kindOf(shape: readonly number[], out: readonly number[]): Kind | undefined {
  const [size, whole] = [sizeOf(shape), sizeOf(out)];
  if (size === whole) return { steps: (columns) => ({ row: 4 * columns, column: 4 }) };
  if (size === 1) return { steps: () => ({ row: 0, column: 0 }) };
  // One row for all.
  const row = shape.slice(shape.findIndex((length) => length !== 1));
  if (row.every((length, i) => length === out[out.length - row.length + i])) {
    return { columns: size, steps: () => ({ row: 0, column: 4 }) };
  }
  // One number for each row.
  if (shape.length !== out.length) return undefined;
  const end = shape.findIndex((length, axis) => length !== out[axis]);
  if (shape.slice(end).some((length) => length !== 1)) return undefined;
  return { columns: whole / size, steps: () => ({ row: 4, column: 0 }) };
}
