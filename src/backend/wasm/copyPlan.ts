import type { KernelExports } from './exports.ts';

/** Values along an axis: how many, and how far it is from each to the next, in values, where they go and where they come from. */
export interface CopyAxis {
  readonly size: number;
  readonly to: number;
  readonly from: number;
}

/** Values that are copied from where they lie along axes to where they belong. */
export interface CopyPlan {
  /** Whether what is copied lies side by side on either side. */
  readonly isRun: boolean;
  /** What lies at the plan's table. */
  readonly table: readonly number[];
  /** @param to Where the first value goes, and `from` where it comes from. */
  bind(to: number, from: number, table: number): () => void;
}

/** @param axes From the outermost on. */
export function planCopy(axes: readonly CopyAxis[], bytes: number, { copyAxes, copyRuns }: KernelExports): CopyPlan {
  if (axes.some(({ size }) => size === 0)) return { isRun: false, table: [], bind: () => () => undefined };
  const merged = inBytes(merge(axes), bytes);
  const last = merged.at(-1);
  const isRun = last !== undefined && last.to === bytes && last.from === bytes;
  const run = isRun ? bytes * last.size : bytes;
  const [columns = one, rows = one, ...outer] = ordered(isRun ? merged.slice(0, -1) : merged, bytes);
  if (outer.length === 0 && rows === one && (isRun || columns === one)) {
    return {
      isRun: columns === one,
      table: [],
      bind: (to, from) => () => {
        copyRuns(to, columns.to, from, columns.from, run, columns.size);
      },
    };
  }
  return {
    isRun: false,
    table: outer.flatMap(({ size, to, from }) => [size, to, from, 0]),
    bind: (to, from, table) => () => {
      copyAxes(to, from, run, rows.size, columns.size, rows.to, columns.to, rows.from, columns.from, outer.length, table);
    },
  };
}

const one: CopyAxis = { size: 1, to: 0, from: 0 };

/** Without axes of one value, and as one where two lie as one on both sides. */
function merge(axes: readonly CopyAxis[]): readonly CopyAxis[] {
  const merged: CopyAxis[] = [];
  for (const axis of axes) {
    const before = merged.at(-1);
    if (axis.size === 1) continue;
    if (before?.to === axis.to * axis.size && before.from === axis.from * axis.size) {
      merged[merged.length - 1] = { ...axis, size: before.size * axis.size };
    } else merged.push(axis);
  }
  return merged;
}

const inBytes = (axes: readonly CopyAxis[], bytes: number): readonly CopyAxis[] =>
  axes.map(({ size, to, from }) => ({ size, to: to * bytes, from: from * bytes }));

/** Columns, rows, and the rest from the innermost on. The rows are, if any, what lies side by side where it comes from. */
function ordered(axes: readonly CopyAxis[], bytes: number): readonly CopyAxis[] {
  const [columns, ...rest] = [...axes].reverse();
  if (columns === undefined) return [];
  const rows = rest.find(({ from }) => from === bytes) ?? rest[0];
  return rows === undefined ? [columns] : [columns, rows, ...rest.filter((axis) => axis !== rows)];
}
