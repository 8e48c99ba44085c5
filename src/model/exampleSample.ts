import { takeExamples } from './examples.ts';
import type { Examples } from './slots.ts';
import { createRandom } from '../random.ts';
import { bytesOfRow, createBuffer, type ExampleBuffer } from './exampleBuffer.ts';

/** Keeps some of the rows that go by, each with the same chance, which a seed decides. */
export interface Reservoir {
  add(part: Examples): void;
  /** What was kept, all where there were no more than there is room for; undefined where nothing went by. */
  readonly examples: Examples | undefined;
  /** How many rows went by. */
  readonly rows: number;
}

/** J. S. Vitter, "Random Sampling with a Reservoir", ACM Transactions on Mathematical Software 11 (1985), algorithm R. */
export function createReservoir(roomFor: (like: Examples) => number, seed: number): Reservoir {
  const random = createRandom(seed);
  let buffer: ExampleBuffer | undefined;
  let rows = 0;
  return {
    add(part) {
      if (part.rows === 0) return;
      buffer ??= createBuffer(part, roomFor(part));
      const room = buffer.examples.rows;
      for (let row = 0; row < part.rows; row++, rows++) {
        const place = rows < room ? rows : Math.floor(random.next() * (rows + 1));
        if (place < room) buffer.put(part, row, place);
      }
    },
    get examples() {
      if (buffer === undefined || rows >= buffer.examples.rows) return buffer?.examples;
      return takeExamples(
        buffer.examples,
        Uint32Array.from({ length: rows }, (_, row) => row),
      );
    },
    get rows() {
      return rows;
    },
  };
}

/** Room for some rows, or for as many as fit in some bytes. */
export const roomIn =
  ({ rows, bytes }: { readonly rows: number; readonly bytes: number }) =>
  (like: Examples): number =>
    Math.max(1, Math.min(rows, Math.floor(bytes / bytesOfRow(like))));
