import { hash32, hashNumber } from '../hash.ts';

/** Of its own: rows are parted by the hash of their key (seed 0), and those of one part would be no random part here. */
const SEED = 0x64697374;

/** Counts different values in bounded memory. */
export interface DistinctValues {
  /** @param times How often it comes. Default: once. */
  add(value: string | number, times?: number): void;
  addNumbers(values: Float64Array): void;
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
 *
 * Numbers have a hash table of their own: those that are not kept are told by their hash alone, and none is boxed.
 */
export function createDistinctValues(limit: number): DistinctValues {
  // Of each value kept: a number, or NaN and a text; and how often it came.
  let numbers: number[] = [];
  let texts: string[] = [];
  let counts: number[] = [];
  let slots = new Int32Array(64).fill(-1);
  const places = new Map<string, number>();
  let share = 1; // of the different values is kept
  let below = 2 ** 32; // their hashes are less

  const keep = (number: number, text: string, times: number) => {
    numbers.push(number);
    texts.push(text);
    counts.push(times);
    if (counts.length > limit) {
      while (counts.length > limit) {
        share /= 2;
        below = share * 2 ** 32;
        const isKept = numbers.map((other, i) => (Number.isNaN(other) ? hash32(texts[i]!, SEED) : hashNumber(other, SEED)) < below);
        numbers = numbers.filter((_, i) => isKept[i]);
        texts = texts.filter((_, i) => isKept[i]);
        counts = counts.filter((_, i) => isKept[i]);
      }
      places.clear();
      texts.forEach((other, i) => Number.isNaN(numbers[i]) && places.set(other, i));
      slots = tableOf(numbers, slots.length);
    } else if (Number.isNaN(number)) places.set(text, counts.length - 1);
    else if (counts.length * 2 > slots.length) slots = tableOf(numbers, slots.length * 4);
    else slots[freeSlot(slots, hashNumber(number, SEED))] = counts.length - 1;
  };
  const addNumber = (value: number, times: number) => {
    const hash = hashNumber(value, SEED);
    if (hash >= below) return;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let at = slots[slot]!; at >= 0; at = slots[slot]!) {
      if (numbers[at] === value) {
        counts[at]! += times;
        return;
      }
      slot = (slot + 1) & mask;
    }
    keep(value, '', times);
  };
  return {
    add(value, times = 1) {
      if (typeof value === 'number') {
        addNumber(value, times);
        return;
      }
      const at = places.get(value);
      if (at !== undefined) counts[at]! += times;
      else if (share === 1 || hash32(value, SEED) < below) keep(NaN, value, times);
    },
    addNumbers(values) {
      for (let i = 0; i < values.length; i++) addNumber(values[i]!, 1);
    },
    isExact: () => share === 1,
    count: () => counts.length / share,
    repeats: () => counts.reduce((sum, count) => sum + count - 1, 0) / share,
    kept: () => new Map(counts.map((count, i) => [Number.isNaN(numbers[i]) ? texts[i]! : numbers[i]!, count])),
  };
}

/** A hash table with open addressing of the places of numbers. */
function tableOf(numbers: readonly number[], size: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(size).fill(-1);
  numbers.forEach((number, i) => {
    if (!Number.isNaN(number)) slots[freeSlot(slots, hashNumber(number, SEED))] = i;
  });
  return slots;
}

function freeSlot(slots: Int32Array, hash: number): number {
  let slot = hash & (slots.length - 1);
  while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
  return slot;
}
