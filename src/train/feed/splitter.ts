import type { Frame } from '../../data/frame.ts';
import { hash32 } from '../../data/hash.ts';
import { partsOfSides, sideAt, sidesByColumn, textsOf, type Parts } from '../../data/partRows.ts';
import { DataError, show } from '../../errors.ts';
import { deriveSeed, mixBits } from '../../random.ts';
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
        const sides = texts.map((text) => sideAt(hash32(text, drawn) / 2 ** 32, shares));
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

/** A place from 0 to 1 that a seed and a row's number, by both its halves, decide. */
const mix = (seed: number, row: number): number =>
  mixBits(seed ^ Math.imul(Math.floor(row / 2 ** 32) + 1, 0x9e3779b1) ^ Math.imul(row >>> 0, 0x85ebca77)) / 2 ** 32;
