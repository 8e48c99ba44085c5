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
  /** Where they stand while they wait to be drawn; a step reads them there. It must have room for a batch. */
  readonly buffer: ExampleBuffer;
}

/**
 * Rows that are read anew for each epoch, and never all in memory: as many as the buffer has room for wait in it, each batch is
 * drawn from those at random, and the next ones are read in their places (as tf.data's shuffle). Without shuffling they come in
 * their own order. To go to a batch in the middle, what comes before it is read and drawn again.
 * @throws DataError where an epoch has fewer rows than there were at first.
 */
export function streamFeed({ name, read, rows, buffer }: Stream, { batchSize, shuffle, seed }: FeedOptions): Feed {
  const room = Math.min(shuffle ? buffer.examples.rows : batchSize, rows);
  /** All places; the first `used` are those of the batch that was given last, and free. Up to `filled` the others hold rows. */
  const places = new Uint32Array(room);
  let used = 0;
  let filled = 0;
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

  /** Puts a row into each place that is free. */
  function fill(): void | Promise<void> {
    if (used > 0) {
      // What waits moves to the front, the free places stand behind it.
      for (let i = 0; i < used && filled - 1 - i >= used; i++) swap(i, filled - 1 - i);
      filled -= used;
      used = 0;
    }
    while (part !== undefined && filled < room) {
      if (row === part.rows) return nextPart().then(fill);
      buffer.put(part, row++, places[filled++]!);
      seen++;
    }
    if (part === undefined && seen < rows) throw fewerRows();
  }

  function fewerRows(): DataError {
    const fix = 'give rows that are the same each time they are read; "isRepeatable" is false of those that are not';
    return new DataError(name, [{ path: 'rows', expected: `${rows} to train on, as when it was read first`, received: `${seen}`, fix }]);
  }

  function swap(i: number, j: number): void {
    const place = places[i]!;
    places[i] = places[j]!;
    places[j] = place;
  }

  function draw(): Uint32Array {
    used = Math.min(batchSize, filled);
    if (shuffle) for (let i = 0; i < used; i++) swap(i, i + Math.floor(random.next() * (filled - i)));
    if (at !== undefined) at.batch++;
    return places.subarray(0, used);
  }

  async function restart(epoch: number): Promise<void> {
    await parts?.return?.();
    parts = read()[Symbol.asyncIterator]();
    random = createRandom(deriveSeed(seed, 'shuffle', epoch));
    for (let i = 0; i < room; i++) places[i] = i;
    [used, filled, seen] = [0, 0, 0];
    at = { epoch, batch: 0 };
    await nextPart();
  }

  return {
    rows,
    async begin(epoch, batch) {
      if (at === undefined || at.epoch !== epoch || at.batch > batch) await restart(epoch);
      while (at!.batch < batch) {
        await fill();
        draw();
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
