import type { Histogram } from './profile.ts';

/** At most so many bins. */
const BINS = 20;

/**
 * How many numbers lie between each edge and the next, the last edge included. Whole numbers with few steps between the ends
 * have a bin each.
 * @param sorted The numbers, or a random part of them, in rising order.
 * @param count How many there are in all: the counts are of these.
 */
export function histogramOf(
  sorted: Float64Array,
  { least, most, count, isWhole }: { readonly least: number; readonly most: number; readonly count: number; readonly isWhole: boolean },
): Histogram {
  if (least === most) return { edges: [least, most], counts: [count] };
  const isEach = isWhole && most - least < BINS;
  const [from, to, bins] = isEach
    ? [least - 0.5, most + 0.5, most - least + 1]
    : [least, most, Math.min(BINS, Math.max(5, Math.ceil(Math.sqrt(count))))];
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) {
    // Halves: the ends may be further apart than the largest double.
    const share = (value / 2 - from / 2) / (to / 2 - from / 2);
    counts[Math.min(bins - 1, Math.floor(share * bins))]!++;
  }
  return {
    edges: Array.from({ length: bins + 1 }, (_, i) => (i === bins ? to : from * (1 - i / bins) + to * (i / bins))),
    counts: counts.map((own) => Math.round((own * count) / sorted.length)),
  };
}
