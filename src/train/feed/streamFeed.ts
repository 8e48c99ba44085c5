import { DataError } from '../../errors.ts';
import type { Examples } from '../../model/slots.ts';
import { createRandom, deriveSeed } from '../../random.ts';
import type { ExampleBuffer } from '../../model/exampleBuffer.ts';
import type { Feed, FeedOptions } from './feed.ts';

export interface Stream {
  /** What messages call it. */
  readonly name: string;
  /** All rows of training from the first on, part by part. */
  read(): AsyncIterable<Examples>;
  /** How many there are. */
  readonly rows: number;
  /** Where they stand while they wait to be drawn, and until batches are given back; a step reads them there. */
  readonly buffer: ExampleBuffer;
  /** How many wait to be drawn, a batch or more; the rest of the buffer is for batches that are not given back. */
  readonly room: number;
}

/**
 * Rows that are read anew for each epoch, and never all in memory: some wait in the buffer, each batch is
 * drawn from those at random, and the next ones are read in their stead (as tf.data's shuffle). Without shuffling they come in
 * their own order. To go to a batch in the middle, what comes before it is read and drawn again.
 * @throws DataError where an epoch has fewer or more rows than there were at first.
 */
export function streamFeed({ name, read, rows, buffer, room: most }: Stream, { batchSize, shuffle, seed }: FeedOptions): Feed {
  const room = Math.min(shuffle ? most : batchSize, rows);
  /** The places of rows that wait, the first `filled`. */
  const places = new Uint32Array(room);
  let filled = 0;
  let free: number[] = [];
  /** Batches that are not given back, the oldest first. */
  let given: Uint32Array[] = [];
  /** Rows of this epoch that were read so far. */
  let seen = 0;
  let random = createRandom(0);
  let parts: AsyncIterator<Examples> | undefined;
  let part: Examples | undefined;
  let row = 0;
  let at: { epoch: number; batch: number } | undefined;

  /** The next part that has rows; undefined at the end. */
  async function nextPart(): Promise<void> {
    do {
      let read: IteratorResult<Examples>;
      try {
        read = await parts!.next();
      } catch (error) {
        at = undefined; // what has thrown is at its end: from the beginning again
        throw error;
      }
      part = read.done === true ? undefined : read.value;
      row = 0;
    } while (part?.rows === 0);
  }

  /** Has as many rows wait as there is room for, while there are any; after the last it looks whether that is so. */
  function fill(): void | Promise<void> {
    while (part !== undefined && (filled < room || seen === rows)) {
      if (row === part.rows) return nextPart().then(fill);
      if (seen === rows) throw otherRows('more');
      const place = free.pop()!;
      buffer.put(part, row++, place);
      places[filled++] = place;
      seen++;
    }
    if (part === undefined && seen < rows) throw otherRows(`${seen}`);
  }

  function otherRows(received: string): DataError {
    const fix = 'give rows that are the same each time they are read; "isRepeatable" is false of those that are not';
    return new DataError(name, [{ path: 'rows', expected: `${rows} to train on, as when it was read first`, received, fix }]);
  }

  function swap(i: number, j: number): void {
    const place = places[i]!;
    places[i] = places[j]!;
    places[j] = place;
  }

  function draw(): Uint32Array {
    const size = Math.min(batchSize, filled);
    if (shuffle) for (let i = 0; i < size; i++) swap(i, i + Math.floor(random.next() * (filled - i)));
    const batch = places.slice(0, size);
    // What waits moves to the front.
    for (let i = 0; i < size && filled - 1 - i >= size; i++) swap(i, filled - 1 - i);
    filled -= size;
    given.push(batch);
    if (at !== undefined) at.batch++;
    return batch;
  }

  function giveBack(): void {
    for (const place of given.shift()!) free.push(place);
  }

  async function restart(epoch: number): Promise<void> {
    await parts?.return?.();
    parts = read()[Symbol.asyncIterator]();
    random = createRandom(deriveSeed(seed, 'shuffle', epoch));
    free = Array.from({ length: buffer.examples.rows }, (_, place) => place).reverse();
    given = [];
    [filled, seen] = [0, 0];
    at = { epoch, batch: 0 };
    await nextPart();
  }

  return {
    rows,
    ahead: 1 + Math.floor((buffer.examples.rows - room) / batchSize),
    giveBack,
    async begin(epoch, batch) {
      if (at === undefined || at.epoch !== epoch || at.batch > batch) await restart(epoch);
      while (at!.batch < batch) {
        await fill();
        draw();
        giveBack();
      }
    },
    async close() {
      await parts?.return?.();
      parts = part = at = undefined;
    },
    next() {
      const reading = fill();
      return reading === undefined ? draw() : reading.then(draw);
    },
  };
}
