import { hash32 } from '../hash.ts';

/** Counts different values in bounded memory. */
export interface DistinctValues {
  add(value: string | number): void;
  /** Whether every value is kept, so that all that is told is exact. */
  isExact(): boolean;
  /** How many different values came: exact, or an estimate that errs by a few per cent. */
  count(): number;
  /** How many values came that had come before: exact, or an estimate. */
  repeats(): number;
  /** The values that are kept, and how often each came, which is exact: all of them, or a random part. In the order in which they first came. */
  kept(): ReadonlyMap<string | number, number>;
}

/**
 * Keeps up to `limit` values. Beyond that only those whose hash is in the lower half of what was kept before, and so on: a
 * random part of the different values, however often and in what order they come, each with its exact count.
 * P. B. Gibbons, "Distinct Sampling for Highly-Accurate Answers to Distinct Values Queries and Event Reports", VLDB 2001.
 */
export function createDistinctValues(limit: number): DistinctValues {
  const counts = new Map<string | number, number>();
  let share = 1; // of the different values is kept
  const isKept = (value: string | number) => hash32(value, 0) < share * 2 ** 32;
  return {
    add(value) {
      const count = counts.get(value);
      if (count === undefined && share < 1 && !isKept(value)) return;
      counts.set(value, (count ?? 0) + 1);
      while (counts.size > limit) {
        share /= 2;
        for (const key of counts.keys()) if (!isKept(key)) counts.delete(key);
      }
    },
    isExact: () => share === 1,
    count: () => counts.size / share,
    repeats: () => [...counts.values()].reduce((sum, count) => sum + count - 1, 0) / share,
    kept: () => counts,
  };
}
