/** Copies `bytes` bytes from one place to another where they do not overlap. Most rows are short: no call is made for them. */
export function copyBytes(to: usize, from: usize, bytes: usize): void {
  if (bytes > 1024) {
    memory.copy(to, from, bytes);
    return;
  }
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at + 4 <= bytes; at += 4) store<i32>(to + at, load<i32>(from + at));
  for (; at < bytes; at++) store<u8>(to + at, load<u8>(from + at));
}

/** Copies `count` runs of `bytes` bytes, which begin `toStep` and `fromStep` bytes apart. */
export function copyRuns(to: usize, toStep: usize, from: usize, fromStep: usize, bytes: usize, count: i32): void {
  for (let i = 0; i < count; i++, to += toStep, from += fromStep) copyBytes(to, from, bytes);
}

/**
 * Copies rows of `bytes` bytes by their numbers, 32-bit integers.
 * [batches, outer, rows, bytes] by [batches, count] -> [batches, outer, count, bytes]
 * @returns 1; 0, and nothing is done, where a number is not that of one of the `rows` rows.
 */
export function gatherRows(out: usize, x: usize, indices: usize, batches: i32, outer: i32, count: i32, rows: i32, bytes: usize): i32 {
  for (let i = 0; i < batches * count; i++) if (load<u32>(indices + ((<usize>i) << 2)) >= <u32>rows) return 0;
  const end = (<usize>count) << 2;
  for (; batches > 0; batches--, indices += end) {
    for (let i = 0; i < outer; i++, x += <usize>rows * bytes) {
      for (let at: usize = 0; at < end; at += 4, out += bytes) copyBytes(out, x + <usize>load<i32>(indices + at) * bytes, bytes);
    }
  }
  return 1;
}

/**
 * Adds up rows of `size` 32-bit floats by the numbers of their segments. [count, size] -> [segments, size]
 * Rows whose number is that of none are left out.
 */
export function segmentSum(out: usize, x: usize, ids: usize, count: i32, segments: i32, size: i32): void {
  const bytes = (<usize>size) << 2;
  memory.fill(out, 0, <usize>segments * bytes);
  for (let i = 0; i < count; i++, ids += 4, x += bytes) {
    if (load<u32>(ids) >= <u32>segments) continue;
    const to = out + <usize>load<u32>(ids) * bytes;
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(x + at)));
    for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(x + at));
  }
}

/** A row of `depth` numbers for each index, which are `off` but for the one at the index, if it is one of them. */
export function oneHot(out: usize, indices: usize, count: i32, depth: i32, on: i32, off: i32): void {
  const row = (<usize>depth) << 2;
  fill(out, off, <usize>count * row);
  for (; count > 0; count--, indices += 4, out += row) {
    const index = load<u32>(indices);
    if (index < <u32>depth) store<i32>(out + ((<usize>index) << 2), on);
  }
}

/** The same four bytes again and again, of which the last may be cut off. */
export function fill(to: usize, pattern: i32, bytes: usize): void {
  const four = i32x4.splat(pattern);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, four);
  for (; at + 4 <= bytes; at += 4) store<i32>(to + at, pattern);
  for (; at < bytes; at++) store<u8>(to + at, <u8>pattern);
}
