import type { Frame } from '../../data/frame.ts';

/** Which rows of a frame are trained on, and which are held out. */
export interface FrameSplit {
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/** Says it frame by frame, from the first row on; the same each time the rows are read. */
export type Splitter = () => (frame: Frame) => FrameSplit;

/**
 * Holds out a share of rows that are not all known, each by its number alone, drawn by a seed: so each reading parts them alike.
 * @param share From 0, for none, to 1.
 */
export function randomSplitter(share: number, seed: number): Splitter {
  const limit = share * 2 ** 32;
  return () => {
    let before = 0;
    return ({ rows }) => {
      const isHeldOut = (row: number) => mix(seed, before + row) < limit;
      const all = Uint32Array.from({ length: rows }, (_, row) => row);
      const split = { training: all.filter((row) => !isHeldOut(row)), heldOut: all.filter(isHeldOut) };
      before += rows;
      return split;
    };
  };
}

/** A number of 32 bits that a seed and a row's number decide: murmur3's finaliser over both halves. */
function mix(seed: number, row: number): number {
  let hash = seed ^ Math.imul(Math.floor(row / 2 ** 32) + 1, 0x9e3779b1) ^ Math.imul(row >>> 0, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
