import type { Frame } from '../../data/frame.ts';
import { hashKey } from '../../data/hashKey.ts';
import { partsOfSides, sideAt, sidesByColumn, textsOf, type Parts } from '../../data/partRows.ts';
import { DataError, show } from '../../errors.ts';
import { deriveSeed } from '../../random.ts';
import type { NormalisedTraining } from '../../spec/normalised.ts';

/** Says frame by frame, from the first row on, which rows are of which part; the same each time the rows are read. */
export type Splitter = () => (frame: Frame) => Parts;

/**
 * Parts rows that are not all known, each by its number, key or group alone.
 * @throws DataError for a split by time, which has to know all rows.
 */
export function createSplitter({ split, validationSplit, testSplit }: NormalisedTraining, seed: number): Splitter {
  const shares = { validationSplit, testSplit };
  const drawn = deriveSeed(seed, 'split');
  const column = split?.['column'] as string;
  switch (split?.type) {
    case 'time': {
      const fix = 'collect the rows in memory, or write a column of train, validation and test';
      throw new DataError('the data', [
        { path: 'split', expected: 'a split that a row decides by itself', received: show(split.type), fix },
      ]);
    }
    case 'column':
      return () => (frame) => partsOfSides(sidesByColumn(frame, column));
    case 'group':
    case 'key':
      return () => (frame) => {
        const { codes, texts } = textsOf(frame, column);
        const sides = texts.map((text) => sideAt(hashKey(drawn, text), shares));
        return partsOfSides(Uint8Array.from(codes, (code) => sides[code]!));
      };
    default:
      return () => {
        let before = 0;
        return ({ rows }) => {
          const sides = Uint8Array.from({ length: rows }, (_, row) => sideAt(mix(drawn, before + row), shares));
          before += rows;
          return partsOfSides(sides);
        };
      };
  }
}

/** A place from 0 to 1 that a seed and a row's number decide: murmur3's finaliser over both halves of the number. */
function mix(seed: number, row: number): number {
  let hash = seed ^ Math.imul(Math.floor(row / 2 ** 32) + 1, 0x9e3779b1) ^ Math.imul(row >>> 0, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
