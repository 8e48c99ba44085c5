import { levelName } from '../spec/levels.ts';
import type { Column } from './frame.ts';
import type { CellProblems, Wrong } from './problems.ts';

/** level -> one-hot over `levels`; an unseen level is all 0. Of a target: its classes. */
export interface CategoryEncoder {
  readonly name: string;
  readonly type: 'category';
  readonly levels: readonly string[];
  /** Of a target: cells are read as words for yes and no, not as they are written. */
  readonly readAs?: 'yesNo';
  /** Of a target with two classes: a number for each, where one would do. */
  readonly head?: 'softmax';
}

/** A cell as a level as it is written: texts, finite numbers, true and false; nothing for all else, an empty text too. */
export function levelText(cell: unknown): string | undefined {
  if (typeof cell === 'string') return cell === '' ? undefined : cell;
  return typeof cell === 'boolean' || (typeof cell === 'number' && Number.isFinite(cell)) ? String(cell) : undefined;
}

/** The same as the name of a level: `1.0` is 1. */
export function readLevel(cell: unknown): string | undefined {
  const text = levelText(cell);
  return text === undefined ? undefined : levelName(text);
}

const knownPlaces = new WeakMap<readonly string[], (text: string) => number | undefined>();

/**
 * Finds the place of a level, however it is written. Encoders of old have levels such as `1.0`, and may tell it from `1`.
 * @param levels Not to be changed afterwards: what was made of them serves one part of a table after the other.
 */
export function placesOf(levels: readonly string[]): (text: string) => number | undefined {
  const known = knownPlaces.get(levels) ?? makePlaces(levels);
  knownPlaces.set(levels, known);
  return known;
}

function makePlaces(levels: readonly string[]): (text: string) => number | undefined {
  const places = new Map<string, number>();
  levels.forEach((level, place) => {
    if (!places.has(levelName(level))) places.set(levelName(level), place);
  });
  levels.forEach((level, place) => places.set(level, place));
  return (text) => places.get(text) ?? places.get(levelName(text));
}

export const NO_LEVEL: Wrong = {
  expected: 'a text that is not empty, a number, true or false',
  fix: 'fill in the cells or leave the rows out',
};

/** How the cells of a column are read. */
export interface LevelReading {
  read(cell: unknown): string | undefined;
  readonly wrong: Wrong;
}

const AS_WRITTEN: LevelReading = { read: levelText, wrong: NO_LEVEL };

/**
 * What each cell of a column of levels is by a function of its level as it is written, which is asked once for each. Cells without
 * one are problems, and undefined.
 * @param reading How a cell is read, and what is told of one that is not.
 */
export function mapLevels<T>(
  name: string,
  column: Column,
  problems: CellProblems,
  of: (level: string) => T,
  { read, wrong }: LevelReading = AS_WRITTEN,
): { readonly codes: Uint32Array; readonly values: readonly (T | undefined)[] } {
  const { codes, values } = column.coded();
  const levels = values.map(read);
  if (levels.includes(undefined)) codes.forEach((code, row) => levels[code] === undefined && problems.add(name, row, wrong));
  return { codes, values: levels.map((level) => (level === undefined ? undefined : of(level))) };
}

/** Levels, each once, in an order that is the same everywhere: by number where all are numbers, else `b2` before `b10`. */
export function sortLevels(levels: Iterable<string>): string[] {
  const once = [...new Set(levels)];
  const numeric = once.every((level) => level.trim() !== '' && Number.isFinite(Number(level)));
  return once.sort((a, b) => (numeric ? Number(a) - Number(b) : compareNaturally(a, b)) || compareText(a, b));
}

/** Runs of digits compare as numbers, the rest by code unit: no locale has a say. */
function compareNaturally(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    const order = (/\d/.test(x) && /\d/.test(y) ? Number(x) - Number(y) : 0) || compareText(x, y);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** By code unit, the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
