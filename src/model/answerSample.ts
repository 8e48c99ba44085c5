import { reusedArrays } from '../data/read/arrays.ts';
import { createReservoir, type Reservoir } from '../data/statistics/reservoir.ts';
import { createBuffer, type ExampleBuffer } from './exampleBuffer.ts';
import { firstExamples, takeExamples } from './examples.ts';
import type { Examples } from './slots.ts';

/** Keeps what is answered to some of the rows that go by, each with the same chance, which a seed decides. */
export interface AnswerSample {
  add(part: Examples): Promise<void>;
  /** What was kept, all where there were no more than there is room for; undefined where nothing went by. */
  readonly answered: Examples | undefined;
  /** How many rows went by. */
  readonly rows: number;
}

/**
 * Answers the rows that are kept as they come, so that what the network reads of them is not.
 * @param answer Gives what is kept of some rows, one for each.
 * @param roomFor Says how many there is room for.
 */
export function createAnswerSample(
  answer: (examples: Examples) => Promise<Examples>,
  roomFor: (like: Examples) => number,
  seed: number,
): AnswerSample {
  let buffer: ExampleBuffer | undefined;
  let reservoir: Reservoir | undefined;
  const arrays = reusedArrays();
  return {
    async add(part) {
      if (part.rows === 0) return;
      let answered = buffer === undefined ? await answer(part) : undefined;
      buffer ??= createBuffer(answered!, roomFor(answered!));
      reservoir ??= createReservoir(buffer.examples.rows, seed);
      const places = arrays.uint32('places', part.rows);
      const rows = arrays.uint32('rows', part.rows);
      let count = 0;
      for (let row = 0; row < part.rows; row++) {
        const place = reservoir.next();
        if (place < 0) continue;
        places[count] = place;
        rows[count++] = row;
      }
      if (count === 0) return;
      const isAll = answered !== undefined;
      answered ??= await answer(count === part.rows ? part : takeExamples(part, rows.subarray(0, count), arrays));
      for (let i = 0; i < count; i++) buffer.put(answered, isAll ? rows[i]! : i, places[i]!);
    },
    get answered() {
      return buffer && firstExamples(buffer.examples, reservoir!.seen);
    },
    get rows() {
      return reservoir?.seen ?? 0;
    },
  };
}
