import { firstExamples } from './examples.ts';
import type { Examples } from './slots.ts';
import { createReservoir, type Reservoir } from '../data/statistics/reservoir.ts';
import { bytesOfRow, createBuffer, type ExampleBuffer } from './exampleBuffer.ts';

/** Keeps some of the rows that go by, each with the same chance, which a seed decides. */
export interface ExampleSample {
  add(part: Examples): void;
  /** What was kept, all where there were no more than there is room for; undefined where nothing went by. */
  readonly examples: Examples | undefined;
  /** How many rows went by. */
  readonly rows: number;
}

/** Keeps as many rows as `roomFor` says that there is room for, once it sees what they are like. */
export function createExampleSample(roomFor: (like: Examples) => number, seed: number): ExampleSample {
  let buffer: ExampleBuffer | undefined;
  let reservoir: Reservoir | undefined;
  return {
    add(part) {
      if (part.rows === 0) return;
      buffer ??= createBuffer(part, roomFor(part));
      reservoir ??= createReservoir(buffer.examples.rows, seed);
      for (let row = 0; row < part.rows; row++) {
        const place = reservoir.next();
        if (place >= 0) buffer.put(part, row, place);
      }
    },
    get examples() {
      return buffer && firstExamples(buffer.examples, reservoir!.seen);
    },
    get rows() {
      return reservoir?.seen ?? 0;
    },
  };
}

/** Room for some rows, or for as many as fit in some bytes. */
export const roomIn =
  ({ rows, bytes }: { readonly rows: number; readonly bytes: number }) =>
  (like: Examples): number =>
    Math.max(1, Math.min(rows, Math.floor(bytes / bytesOfRow(like))));
