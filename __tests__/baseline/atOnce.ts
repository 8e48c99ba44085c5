import type { InTurns } from '../../src/baseline/inTurns.ts';

/** Does all of the work, and gives no other its turn. */
export function atOnce<T>(work: InTurns<T>): T {
  for (;;) {
    const place = work.next();
    if (place.done === true) return place.value;
  }
}
