import { createRandom, deriveSeed, mixBits, permutation } from '../random.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { classTarget } from './check.ts';
import type { Frame } from './frame.ts';
import { hash32 } from './hash.ts';
import { partsOfSides, sideAt, sidesByColumn, sidesByKey, sideOfTime, timeFormatOf, type Parts, type Shares } from './partRows.ts';
import { classReader } from './targets/yesNo.ts';
import { textsOf } from './textsOf.ts';
import { createTimeCut } from './time/timeCut.ts';
import { createTimeFormatFinder, readTimes } from './time/timeFormat.ts';

/** Says frame by frame, from the first row on, which rows are of which part; the same each time the rows are read. */
export type Splitter = () => (frame: Frame) => Parts;

/**
 * Parts rows that are not all known: each by its number, its place among those of its class, its key or group; or by its time, for
 * which the column of times is read once before. A splitter throws a DataError where a cell is not what its column must hold.
 * @param read Gives all rows, with the columns named.
 */
export async function createSplitter(
  spec: Pick<NormalisedModel, 'features' | 'target' | 'training'>,
  seed: number,
  read: (columns: readonly string[]) => AsyncIterable<Frame>,
): Promise<Splitter> {
  const { split, validationSplit, testSplit } = spec.training;
  const shares = { validationSplit, testSplit };
  const drawn = deriveSeed(seed, 'split');
  const column = split?.['column'] as string;
  switch (split?.type) {
    case 'time':
      return await splitByTime(column, { shares, format: timeFormatOf(spec) }, read);
    case 'column':
      return () => (frame) => partsOfSides(sidesByColumn(frame, column));
    case 'key':
      return () => (frame) => partsOfSides(sidesByKey(frame, column, shares));
    case 'group':
      return () => (frame) => {
        const { codes, texts } = textsOf(frame, column);
        const sides = texts.map((text) => sideAt(hash32(text, drawn) / 2 ** 32, shares));
        return partsOfSides(Uint8Array.from(codes, (code) => sides[code]!));
      };
    default: {
      const classes = split?.type === 'random' ? undefined : classTarget(spec);
      return classes === undefined ? splitByNumber(drawn, shares) : splitByClass(classes, drawn, shares);
    }
  }
}

async function splitByTime(
  name: string,
  { shares, format }: { readonly shares: Shares; readonly format: string | undefined },
  read: (columns: readonly string[]) => AsyncIterable<Frame>,
): Promise<Splitter> {
  const finder = createTimeFormatFinder(format);
  // Until some row tells days from months, both ways to read them are followed.
  const cuts = { dayFirst: createTimeCut(), monthFirst: createTimeCut() };
  for await (const frame of read([name])) {
    const column = frame.rows > 0 ? frame.column(name) : undefined;
    if (column === undefined) continue; // of which `readTimes` tells
    const said = finder.add(column);
    for (const code of column.coded().codes) {
      const { dayFirst, monthFirst } = said[code]!;
      if (dayFirst !== undefined) cuts.dayFirst.add(dayFirst);
      if (monthFirst !== undefined) cuts.monthFirst.add(monthFirst);
    }
  }
  const written = finder.finish();
  const cut = cuts[written.order ?? 'dayFirst'];
  const sideOf = sideOfTime(shares, (share) => cut.from(share));
  return () => (frame) => partsOfSides(frame.rows === 0 ? new Uint8Array() : Uint8Array.from(readTimes(frame, name, written), sideOf));
}

const splitByNumber =
  (seed: number, shares: Shares): Splitter =>
  () => {
    let before = 0;
    return ({ rows }) => {
      const sides = new Uint8Array(rows);
      for (let row = 0; row < rows; row++) sides[row] = sideAt(placeOf(seed, before + row), shares);
      before += rows;
      return partsOfSides(sides);
    };
  };

/** A place from 0 to 1 that a seed and a row's number, by both its halves, decide. */
const placeOf = (seed: number, row: number): number =>
  mixBits(seed ^ Math.imul(Math.floor(row / 2 ** 32) + 1, 0x9e3779b1) ^ Math.imul(row >>> 0, 0x85ebca77)) / 2 ** 32;

/** So many rows of a class, one after another, are spread evenly over the parts. */
const BLOCK = 64;

/**
 * Each class in proportion: of every 64 of its rows as many are held out as that share of them is, give or take one. The first row of a
 * class is trained on, so that no class is unknown.
 */
const splitByClass =
  ([name, target]: NonNullable<ReturnType<typeof classTarget>>, seed: number, shares: Shares): Splitter =>
  () => {
    const read = classReader(target);
    const classes = new Map<string | undefined, () => number>();
    const placesOf = (level: string | undefined) => {
      let next = classes.get(level);
      if (next === undefined) classes.set(level, (next = spreadPlaces(hash32(level ?? '', seed))));
      return next;
    };
    return (frame) => {
      const column = frame.column(name);
      if (column === undefined) return partsOfSides(new Uint8Array(frame.rows)); // which is told where the target is read
      const { codes, values } = column.coded();
      const next = values.map((value) => placesOf(read(value)));
      return partsOfSides(Uint8Array.from(codes, (code) => sideAt(next[code]!(), shares)));
    };
  };

/** Places from 0 to 1 for one row of a class after another, in each block of them one in every 64th. */
function spreadPlaces(seed: number): () => number {
  const random = createRandom(seed);
  let order = permutation(BLOCK, random);
  let row = 0;
  return () => {
    const at = row++ % BLOCK;
    if (row === 1) {
      // The last place is one of training; what stood first takes the place that it leaves.
      order[order.indexOf(BLOCK - 1)] = order[0]!;
      return 1 - 2 ** -32;
    }
    if (at === 0) order = permutation(BLOCK, random);
    return (order[at]! + random.next()) / BLOCK;
  };
}
