/** Bytes in one block: cut alike however the bytes come, so that frames are the same in each pass. */
export const BLOCK = 2 ** 18;

/** The same bytes in blocks of one size, the last one shorter. A block may be what came in. */
export async function* toBlocks(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of chunks) {
    if (filled === 0 && chunk.length === size) {
      yield chunk;
      continue;
    }
    let at = 0;
    while (at < chunk.length) {
      const part = chunk.subarray(at, at + size - filled);
      block.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield block;
      block = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/** Says of each block whether it is the last one; of nothing, there is one that is empty. */
export async function* withEnd(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<{ readonly block: Uint8Array; readonly isEnd: boolean }> {
  let held: Uint8Array | undefined;
  for await (const block of blocks) {
    if (held !== undefined) yield { block: held, isEnd: false };
    held = block;
  }
  yield { block: held ?? new Uint8Array(0), isEnd: true };
}
