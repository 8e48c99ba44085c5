/** Multiply-adds of one piece of a product or a convolution, about four milliseconds of either backend. */
export const AT_ONCE = { cpu: 2 ** 22, wasm: 2 ** 25 } as const;

/** Rows of one piece of a product at least: with fewer most of the time would go to packing, or writing out, the other matrix. */
export const FEWEST_ROWS = 64;

/** From one place up to another, which is not in it. */
export type Range = readonly [from: number, to: number];

/** A plan's ways to compute ranges of a count, all at once or, where there are several, one after the other. */
export interface ByRanges<Given extends readonly unknown[]> {
  readonly bind: (...given: Given) => () => void;
  readonly bindPieces?: (...given: Given) => readonly (() => void)[];
}

/** @param bindRange Gives what computes a range. */
export function byRanges<Given extends readonly unknown[]>(
  ranges: readonly Range[],
  bindRange: (...given: Given) => (from: number, to: number) => void,
): ByRanges<Given> {
  const end = ranges.at(-1)?.[1] ?? 0;
  return {
    bind(...given) {
      const compute = bindRange(...given);
      return () => compute(0, end);
    },
    ...(ranges.length > 1 && {
      bindPieces(...given) {
        const compute = bindRange(...given);
        return ranges.map(
          ([from, to]) =>
            () =>
              compute(from, to),
        );
      },
    }),
  };
}

/**
 * Cuts a count into ranges.
 * @param most How many are best in one.
 * @param unit Each has a multiple of so many, but for the last, which has no fewer unless it is the only one. Default: 1.
 */
export function rangesOf(count: number, most: number, unit = 1): readonly Range[] {
  const size = Math.max(1, Math.floor(most / unit)) * unit;
  const ranges: Range[] = [];
  for (let from = 0; from < count;) {
    const to = count - from < size + unit ? count : from + size;
    ranges.push([from, to]);
    from = to;
  }
  return ranges;
}
