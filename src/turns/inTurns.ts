/**
 * Work that tells where other work may have its turn, about every millisecond. Whether it does makes no difference to what comes
 * of it: every sum is added up in the same order.
 */
export type InTurns<T> = Generator<undefined, T, undefined>;

/** Multiplications, or what takes as long, between two places: about a millisecond. */
const AT_A_TIME = 5e5;

/**
 * Does `work` for one range after the other, from 0 to `count`.
 * @param cost Multiplications that one takes, about.
 */
export function* inRanges(count: number, cost: number, work: (from: number, to: number) => void): InTurns<void> {
  const size = Math.max(1, Math.floor(AT_A_TIME / cost));
  for (let from = 0; from < count; from += size) {
    work(from, Math.min(count, from + size));
    yield;
  }
}

/** Fills an array, and gives it. */
export function* fill<A extends Float32Array | Float64Array>(array: A, valueAt: (at: number) => number): InTurns<A> {
  yield* inRanges(array.length, 5, (from, to) => {
    for (let at = from; at < to; at++) array[at] = valueAt(at);
  });
  return array;
}

/**
 * What each of a list becomes.
 * @param cost Multiplications that one takes, about.
 */
export function* mapInTurns<T, U>(list: readonly T[], cost: number, of: (one: T, at: number) => U): InTurns<U[]> {
  const mapped: U[] = [];
  yield* inRanges(list.length, cost, (from, to) => {
    for (let at = from; at < to; at++) mapped.push(of(list[at]!, at));
  });
  return mapped;
}

/** Does all of the work at once. */
export function atOnce<T>(work: InTurns<T>): T {
  for (;;) {
    const place = work.next();
    if (place.done === true) return place.value;
  }
}

/** A part of the work that takes about as long as may be between two places. */
export function* oneTurn<T>(work: () => T): InTurns<T> {
  yield;
  return work();
}

/** Does all of the work, and waits where `breathe` gives something to wait for. Throws what that throws. */
export async function takeTurns<T>(work: InTurns<T>, breathe: () => Promise<void> | undefined): Promise<T> {
  try {
    for (;;) {
      const place = work.next();
      if (place.done === true) return place.value;
      const turn = breathe();
      if (turn !== undefined) await turn;
    }
  } finally {
    work.return(undefined as T); // nobody goes on with it where a signal ends it
  }
}
