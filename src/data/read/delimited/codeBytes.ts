import type { Coded } from '../../frame.ts';
import { mixBits } from '../../../random.ts';
import type { ByteCells } from './byteColumn.ts';

/** The first 0 to 4 bytes of a word, which lie lowest in it. */
const FIRST = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1);
/** A cell of at most so many bytes is two words. */
const SHORT = 8;

/**
 * Cells by their different runs of bytes, each decoded once: a hash table with open addressing.
 * @param codes Where the codes are written. Default: a new array.
 */
export function codeBytes(
  { bytes, starts, ends, offset, stride, length }: ByteCells,
  decode: (row: number) => string,
  codes = new Uint32Array(length),
): Coded {
  const values: string[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const room = bytes.length - SHORT;
  /** Of each different cell, where it first stands, its hash and its first words. */
  const firsts: number[] = [];
  const hashes: number[] = [];
  const words: number[] = [];
  const moreWords: number[] = [];
  let table = new Int32Array(256).fill(-1);
  for (let row = 0, at = offset; row < length; row++, at += stride) {
    const start = starts[at]!;
    const end = ends[at]!;
    const size = end - start;
    let word = 0;
    let more = 0;
    let hash = size;
    if (size > SHORT) {
      for (let i = start; i < end - SHORT; i += 4) hash = mixed(hash, view.getInt32(i, true));
      word = view.getInt32(end - 8, true);
      more = view.getInt32(end - 4, true);
    } else if (start <= room) {
      word = view.getInt32(start, true) & FIRST[size < 4 ? size : 4]!;
      more = view.getInt32(start + 4, true) & FIRST[size < 4 ? 0 : size - 4]!;
    } else {
      for (let i = 0; i < size; i++) {
        if (i < 4) word |= bytes[start + i]! << (8 * i);
        else more |= bytes[start + i]! << (8 * (i - 4));
      }
    }
    hash = mixBits(mixed(mixed(hash, word), more)) | 0;
    let slot = hash & (table.length - 1);
    let code = table[slot]!;
    while (code >= 0) {
      if (hashes[code] === hash && words[code] === word && moreWords[code] === more) {
        const first = firsts[code]!;
        if (ends[first]! - starts[first]! === size && (size <= SHORT || isEqual(bytes, start, size, starts[first]!))) break;
      }
      slot = (slot + 1) & (table.length - 1);
      code = table[slot]!;
    }
    if (code < 0) {
      code = values.length;
      table[slot] = code;
      values.push(decode(row));
      firsts.push(at);
      hashes.push(hash);
      words.push(word);
      moreWords.push(more);
      if (values.length * 2 > table.length) table = grow(table, hashes);
    }
    codes[row] = code;
  }
  return { codes, values };
}

const mixed = (hash: number, word: number): number => {
  const product = Math.imul(hash ^ word, 0x9e3779b1); // the golden ratio (D. E. Knuth, The Art of Computer Programming 3, 6.4)
  return product ^ (product >>> 15);
};

function isEqual(bytes: Uint8Array, start: number, size: number, other: number): boolean {
  for (let i = 0; i < size; i++) if (bytes[start + i] !== bytes[other + i]) return false;
  return true;
}

function grow(table: Int32Array, hashes: readonly number[]): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(table.length * 4).fill(-1);
  for (let code = 0; code < hashes.length; code++) {
    let slot = hashes[code]! & (larger.length - 1);
    while (larger[slot]! >= 0) slot = (slot + 1) & (larger.length - 1);
    larger[slot] = code;
  }
  return larger;
}
