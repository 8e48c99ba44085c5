import type { Row } from '../encoders.ts';
import { DataError } from '../../errors.ts';
import type { Frame, Source } from '../frame.ts';
import { createBreather } from '../../turns/breathe.ts';
import { frameOfRows } from './memoryFrame.ts';

/** Rows of a frame when they come one by one. */
const ROWS = 4096;
/** After so many of them the clock is looked at. */
const ROWS_A_LOOK = 64;

/** A table in memory as a source: one frame, as often as one likes. */
export const sourceOfFrame = (frame: Frame): Source => ({
  name: frame.source,
  isRepeatable: true,
  async *frames({ signal } = {}) {
    signal?.throwIfAborted();
    yield frame;
  },
});

/**
 * Rows that come one by one, as a source that can be read once.
 * @param name What messages call it. Default: `the data`.
 */
export function sourceOfRows(rows: AsyncIterable<Row>, name = 'the data'): Source {
  const once = readOnce(name);
  return {
    name,
    isRepeatable: false,
    async *frames({ signal } = {}) {
      once();
      let before = 0;
      let part: Row[] = [];
      // A program that makes rows without waiting for anything leaves no other work its turn.
      const breathe = createBreather(signal);
      for await (const row of rows) {
        signal?.throwIfAborted();
        part.push(row);
        if (part.length % ROWS_A_LOOK === 0) await breathe();
        if (part.length < ROWS) continue;
        yield frameOfRows(part, { source: name, before });
        before += part.length;
        part = [];
      }
      if (part.length > 0) yield frameOfRows(part, { source: name, before });
    },
  };
}

/** To be called when a reading begins: the second time it throws a DataError. */
export function readOnce(name: string): () => void {
  let wasRead = false;
  return () => {
    if (wasRead) {
      const expected = 'a table that can be read again';
      throw new DataError(name, [
        {
          path: name,
          expected,
          received: 'a stream, which is over',
          fix: 'give a file, rows in memory, or in code a function that begins the stream anew',
        },
      ]);
    }
    wasRead = true;
  };
}
