import type { Places } from './places.ts';
import type { Tally } from './tally.ts';

/** Places that there is room for at first. */
const FIRST_ROOM = 64;

/**
 * A metric that needs all places at once, such as one that sorts them: `size` numbers are kept for each.
 * @param write Fills the numbers of one place.
 * @param value What they come to; [places, size], row after row.
 */
export function kept(
  size: number,
  write: (row: Float64Array, places: Places, place: number) => void,
  value: (table: Float64Array) => number,
): Tally {
  let room = new Float64Array(FIRST_ROOM * size);
  let used = 0;
  const grow = (length: number) => {
    if (length <= room.length) return;
    const larger = new Float64Array(Math.max(length, 2 * room.length));
    larger.set(room.subarray(0, used));
    room = larger;
  };
  return {
    add: (places) => {
      grow(used + places.count * size);
      for (let place = 0; place < places.count; place++, used += size) write(room.subarray(used, used + size), places, place);
    },
    value: () => value(room.subarray(0, used)),
    save: () => room.slice(0, used),
    restore: (saved) => {
      const table = saved as Float64Array;
      room = new Float64Array(Math.max(table.length, FIRST_ROOM * size));
      room.set(table);
      used = table.length;
    },
  };
}
