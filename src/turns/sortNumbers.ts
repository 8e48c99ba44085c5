import { inRanges, type InTurns } from './inTurns.ts';

/** So many are sorted at a time, in about a millisecond. */
const RUN = 8192;
/** What it takes to merge one, in multiplications. */
const MERGE = 5;

/** Sorts numbers of rows by the values that these have, least first, in place; rows of the same value stay in their order. */
export function* sortBy(order: Uint32Array, values: ArrayLike<number>): InTurns<void> {
  const compare = (a: number, b: number) => values[a]! - values[b]!;
  const { length } = order;
  for (let from = 0; from < length; from += RUN) {
    order.subarray(from, from + RUN).sort(compare); // stable
    yield;
  }
  const merged = new Uint32Array(length <= RUN ? 0 : length);
  for (let run = RUN; run < length; run *= 2) {
    for (let from = 0; from < length; from += 2 * run) {
      const [middle, end] = [Math.min(length, from + run), Math.min(length, from + 2 * run)];
      let [left, right] = [from, middle];
      yield* inRanges(end - from, MERGE, (first, last) => {
        for (let at = from + first; at < from + last; at++) {
          const isLeft = right >= end || (left < middle && compare(order[left]!, order[right]!) <= 0);
          merged[at] = order[isLeft ? left++ : right++]!;
        }
      });
    }
    order.set(merged);
  }
}
