import { joinBytes } from './join.ts';

/** The beginning of bytes that come in parts, and all of them. */
export interface Peeked {
  readonly first: Uint8Array;
  readonly all: AsyncIterable<Uint8Array>;
  /** Where `all` will not be read. */
  close(): Promise<void>;
}

/** Waits for the first bytes, `size` of them if there are so many. */
export async function peek(chunks: AsyncIterable<Uint8Array>, size: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const { done, value } = await iterator.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  const first = joinBytes(parts);
  return {
    first,
    all: resume(first, iterator),
    async close() {
      await iterator.return?.();
    },
  };
}

async function* resume(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
