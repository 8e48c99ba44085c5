import { DataError } from '../errors.ts';
import { deriveSeed } from '../random.ts';
import type { NamedValue, NormalisedModel } from '../spec/normalised.ts';
import type { Frame } from './frame.ts';
import { gatherProblems } from './problems.ts';
import { dealToParts } from './groupParts.ts';
import { hash32 } from './hash.ts';
import { splitRows } from './split.ts';
import { textsOf } from './textsOf.ts';
import { timesOf } from './time/timesOf.ts';

/** Row numbers of each part, ascending. */
export interface Parts {
  readonly training: Uint32Array;
  /** What the run is watched by: early stopping, the best epoch. */
  readonly heldOut: Uint32Array;
  /** What nothing but the last evaluation looks at. */
  readonly test: Uint32Array;
}

export interface PartOptions {
  /** Shares of all rows. */
  readonly validationSplit: number;
  readonly testSplit: number;
  /** A way of `splits`. Default: by chance, by class where there are classes. */
  readonly split?: NamedValue | undefined;
  /** How the column of times is written, where it is known. */
  readonly timeFormat?: string | undefined;
}

const [TRAINING, HELD_OUT, TEST] = [0, 1, 2];

/**
 * Parts the rows of a table, the same on every machine for the same seed.
 * @param classes The class of each row, by number, where the target has classes.
 * @throws DataError where a part would be empty, or the column says what is no part.
 */
export function partRows(
  frame: Frame,
  { validationSplit, testSplit, split, timeFormat }: PartOptions,
  seed: number,
  classes?: Uint32Array,
): Parts {
  const shares = { validationSplit, testSplit };
  switch (split?.type) {
    case 'column':
      return collect(frame, sidesByColumn(frame, split['column'] as string), { ...shares, split });
    case 'key':
      return collect(frame, sidesByKey(frame, split['column'] as string, shares), { ...shares, split });
    case 'group':
      return collect(frame, sidesByGroup(frame, split['column'] as string, shares, seed), { ...shares, split });
    case 'time':
      return collect(frame, sidesByTime(frame, split['column'] as string, shares, timeFormat), { ...shares, split });
    default:
      return partByChance(frame.rows, shares, seed, split?.type === 'random' ? undefined : classes);
  }
}

/** The parts where each row says by itself, by its key or a column, which it is of, also without the others; undefined where it does not. */
export function partsOfRows(frame: Frame, { validationSplit, testSplit, split }: PartOptions): Parts | undefined {
  const column = split?.['column'] as string;
  if (!frame.names.includes(column)) return undefined;
  if (split?.type === 'key') return partsOfSides(sidesByKey(frame, column, { validationSplit, testSplit }));
  return split?.type === 'column' ? partsOfSides(sidesByColumn(frame, column)) : undefined;
}

export interface Shares {
  readonly validationSplit: number;
  readonly testSplit: number;
}

/** Parts rows by chance, each class in proportion where there are classes. The test is drawn first, so that it stays what it is whatever is held out besides. */
export function partByChance(rows: number, { validationSplit, testSplit }: Shares, seed: number, classes?: Uint32Array): Parts {
  const none = new Uint32Array();
  const first =
    testSplit > 0
      ? splitRows(rows, testSplit, deriveSeed(seed, 'test'), classes, 'testSplit')
      : { training: new Uint32Array(rows).map((_, row) => row), heldOut: none };
  if (validationSplit === 0) return { training: first.training, heldOut: none, test: first.heldOut };
  const rest = first.training;
  const share = Math.min(1, (validationSplit * rows) / rest.length);
  const second = splitRows(rest.length, share, deriveSeed(seed, 'split'), classes && rest.map((row) => classes[row]!));
  const pick = (some: Uint32Array) => some.map((at) => rest[at]!);
  return { training: pick(second.training), heldOut: pick(second.heldOut), test: first.heldOut };
}

const WORDS: Readonly<Record<string, number>> = {
  train: TRAINING!,
  training: TRAINING!,
  validation: HELD_OUT!,
  valid: HELD_OUT!,
  val: HELD_OUT!,
  dev: HELD_OUT!,
  test: TEST!,
};

export function sidesByColumn(frame: Frame, name: string): Uint8Array {
  const { codes, texts } = textsOf(frame, name);
  const problems = gatherProblems();
  const cells = problems.within(frame);
  const sides = texts.map((text) => WORDS[text.trim().toLowerCase()]);
  codes.forEach((code, row) => sides[code] === undefined && cells.add(name, row, { expected: 'train, validation or test' }));
  problems.throwIfAny();
  return Uint8Array.from(codes, (code) => sides[code]!);
}

/** A key's side is decided by the key alone: the same in every training, whatever its seed, and in a table of any size. */
export function sidesByKey(frame: Frame, name: string, shares: Shares): Uint8Array {
  const { codes, texts } = textsOf(frame, name);
  const sides = texts.map((text) => sideAt(hash32(text, 0) / 2 ** 32, shares));
  return Uint8Array.from(codes, (code) => sides[code]!);
}

/** The side of a place from 0 to 1. */
export const sideAt = (place: number, { validationSplit, testSplit }: Shares): number =>
  place < testSplit ? TEST! : place < testSplit + validationSplit ? HELD_OUT! : TRAINING!;

/** Whole groups, as near to the shares as they come. */
function sidesByGroup(frame: Frame, name: string, { validationSplit, testSplit }: Shares, seed: number): Uint8Array {
  const { codes, texts } = textsOf(frame, name);
  // 1 and "1" are one group.
  const places = new Map<string, number>();
  const groupOf = texts.map((text) => places.get(text) ?? (places.set(text, places.size), places.size - 1));
  const sizes = new Uint32Array(places.size);
  for (const code of codes) sizes[groupOf[code]!]!++;
  // The test is drawn first, so that it mostly stays what it is whatever is held out besides.
  const wanted = [
    { side: TEST!, rows: testSplit * frame.rows },
    { side: HELD_OUT!, rows: validationSplit * frame.rows },
  ].filter(({ rows }) => rows > 0);
  const rows = wanted.map((part) => part.rows);
  const sides = dealToParts(sizes, rows, seed).map((part) => wanted[part]?.side ?? TRAINING!);
  return Uint8Array.from(codes, (code) => sides[groupOf[code]!]!);
}

const sidesByTime = (frame: Frame, name: string, shares: Shares, format: string | undefined): Uint8Array =>
  sidesOfTimes(timesOf(frame, name, format), shares);

/** How the column of times that rows are parted by is written, where the spec says it. */
export function timeFormatOf({ features, training }: Pick<NormalisedModel, 'features' | 'training'>): string | undefined {
  return training.split?.type === 'time' ? (features?.[training.split['column'] as string]?.['format'] as string | undefined) : undefined;
}

/** The side of each row by when it is. */
export function sidesOfTimes(times: Float64Array, shares: Shares): Uint8Array {
  const sorted = times.slice().sort();
  const rows = sorted.length;
  const from = (share: number) => sorted[Math.max(0, rows - Math.max(share > 0 ? 1 : 0, Math.round(share * rows)))] ?? Infinity;
  return Uint8Array.from(times, sideOfTime(shares, from));
}

/**
 * The side of a time: the latest rows are the test, those before them are held out; rows of one time are never parted.
 * @param from The time from which on a share of all rows lies.
 */
export function sideOfTime({ validationSplit, testSplit }: Shares, from: (share: number) => number): (time: number) => number {
  const test = testSplit > 0 ? from(testSplit) : Infinity;
  const heldOut = validationSplit > 0 ? from(testSplit + validationSplit) : test;
  return (time) => (time >= test ? TEST! : time >= heldOut ? HELD_OUT! : TRAINING!);
}

/** The rows of each side. */
export function partsOfSides(sides: Uint8Array): Parts {
  const rows = new Uint32Array(sides.length);
  const of = (side: number) => {
    let count = 0;
    for (let row = 0; row < sides.length; row++) if (sides[row] === side) rows[count++] = row;
    return rows.slice(0, count);
  };
  return { training: of(TRAINING!), heldOut: of(HELD_OUT!), test: of(TEST!) };
}

function collect(frame: Frame, sides: Uint8Array, options: PartOptions): Parts {
  const parts = partsOfSides(sides);
  const { training, heldOut, test } = parts;
  requireParts(frame.source, { training: training.length, heldOut: heldOut.length, test: test.length }, options);
  return parts;
}

/**
 * @param rows How many rows of a table each part has.
 * @throws DataError where a part that is asked for, or the one of training, has none.
 */
export function requireParts(
  source: string,
  rows: Readonly<Record<keyof Parts, number>>,
  { validationSplit, testSplit, split }: PartOptions,
): void {
  // A column that says the parts may leave out any but that of training.
  const isAsked = split?.type !== 'column';
  const empty = [
    ...(rows.training === 0 ? ['rows to train on'] : []),
    ...(isAsked && validationSplit > 0 && rows.heldOut === 0 ? ['rows to hold out'] : []),
    ...(isAsked && testSplit > 0 && rows.test === 0 ? ['rows to test on'] : []),
  ];
  if (empty.length === 0) return;
  const fix = split?.['column'] === undefined ? 'give more rows, or other shares' : 'give more rows, another column, or other shares';
  const received = `none of ${rows.training + rows.heldOut + rows.test} rows`;
  throw new DataError(source, [{ path: 'split', expected: empty.join(' and '), received, fix }]);
}
