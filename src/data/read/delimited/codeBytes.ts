import type { Coded } from '../../frame.ts';
import type { ByteCells } from './byteColumn.ts';

/** Cells by their different runs of bytes, each decoded once: a hash table with open addressing. */
export function codeBytes({ bytes, starts, ends, offset, stride, length }: ByteCells, decode: (row: number) => string): Coded {
  const codes = new Uint32Array(length);
  const values: string[] = [];
  /** Where each different cell first stands. */
  const firsts: number[] = [];
  const hashes: number[] = [];
  let table = new Int32Array(256).fill(-1);
  for (let row = 0, at = offset; row < length; row++, at += stride) {
    const start = starts[at]!;
    const end = ends[at]!;
    const hash = hashOf(bytes, start, end);
    let slot = hash & (table.length - 1);
    let code = table[slot]!;
    while (code >= 0) {
      if (hashes[code] === hash && isEqual(bytes, start, end, starts[firsts[code]!]!, ends[firsts[code]!]!)) break;
      slot = (slot + 1) & (table.length - 1);
      code = table[slot]!;
    }
    if (code < 0) {
      code = values.length;
      table[slot] = code;
      values.push(decode(row));
      firsts.push(at);
      hashes.push(hash);
      if (values.length * 2 > table.length) table = grow(table, hashes);
    }
    codes[row] = code;
  }
  return { codes, values };
}

/** FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), with its upper half folded onto the lower, which tables take their slots from. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

function isEqual(bytes: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let i = start, j = otherStart; i < end; i++, j++) if (bytes[i] !== bytes[j]) return false;
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
