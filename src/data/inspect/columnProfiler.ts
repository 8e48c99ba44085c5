import { deriveSeed } from '../../random.ts';
import { missingText } from '../missing.ts';
import { readNumber } from '../number.ts';
import { booleanWord, cellText, keyOf, listLength } from './cell.ts';
import { readDate, type DateFormat } from './dateFormats.ts';
import { createDistinctValues } from './distinctValues.ts';
import { finishColumn } from './finishColumn.ts';
import { hash32 } from './hash.ts';
import { createMoments } from './moments.ts';
import type { ColumnProfile } from './profile.ts';
import { createNumberSample, type NumberSample } from './reservoir.ts';

/** Different values of a column that are counted one by one; beyond, their number is an estimate. */
export const EXACT_VALUES = 1000;
/** Numbers of a column that quantiles and histogram are made of. */
const SAMPLED_NUMBERS = 10_000;
const EXAMPLES = 5;

/** Everything that is counted of a column, in bounded memory. */
export type ColumnCounts = ReturnType<typeof createCounts>;

/** Looks at a column cell by cell. */
export interface ColumnProfiler {
  /**
   * Counts a cell.
   * @returns What the cell is told apart by: a number, or a text; null where it holds no value.
   */
  add(cell: unknown): string | number | null;
  /** Counts cells of rows that do not have the column. */
  addMissing(count: number): void;
  /** @param sampled What `add` gave for a random part of the rows. */
  finish(sampled: readonly (string | number | null)[]): ColumnProfile;
}

/** @param seed Decides which numbers are kept for the quantiles where there are very many. */
export function createColumnProfiler(name: string, seed: number): ColumnProfiler {
  const counts = createCounts(name, deriveSeed(seed, 'numbers', name));
  const sampleOf = (format: DateFormat): NumberSample => {
    const known = counts.dates.formats.get(format) ?? createNumberSample(SAMPLED_NUMBERS, deriveSeed(seed, format, name));
    counts.dates.formats.set(format, known);
    return known;
  };

  const addNumber = (value: number, cell: unknown) => {
    const { numbers } = counts;
    numbers.moments.add(value);
    numbers.sample.add(value);
    if (Number.isInteger(value)) numbers.whole++;
    if (value <= numbers.last) numbers.isRising = false;
    numbers.last = value;
    if (typeof cell === 'string' && /^\s*0\d/.test(cell)) numbers.leadingZeros++;
    return value + 0; // -0 is 0
  };

  const addOther = (cell: unknown): string => {
    const text = cellText(cell);
    const word = booleanWord(text);
    const length = word === undefined ? listLength(cell) : undefined;
    if (word !== undefined) {
      counts.booleans.count++;
      counts.booleans.words.add(word);
    } else if (length !== undefined) {
      const { lists } = counts;
      lists.count++;
      lists.shortest = Math.min(lists.shortest, length);
      lists.longest = Math.max(lists.longest, length);
    } else {
      const dates = cell instanceof Date ? ([['date', cell.getTime()]] as const) : readDate(text);
      if (dates.length === 0) addText(text);
      else counts.dates.count++;
      for (const [format, time] of dates) sampleOf(format).add(time);
    }
    return keyOf(text, hash32);
  };

  const addText = (text: string) => {
    const { texts } = counts;
    texts.count++;
    texts.longest = Math.max(texts.longest, text.length);
    texts.length += text.length;
    texts.words += text.match(/\S+/g)?.length ?? 0;
    if (UUID.test(text)) texts.uuids++;
    remember(texts.examples, text);
  };

  return {
    add(cell) {
      const gap = missingText(cell);
      if (gap !== undefined) {
        counts.missing.set(gap, (counts.missing.get(gap) ?? 0) + 1);
        return null;
      }
      counts.present++;
      const value = readNumber(cell);
      const key = value === undefined ? addOther(cell) : addNumber(value, cell);
      counts.distinct.add(key);
      remember(counts.examples, key);
      return key;
    },
    addMissing(count) {
      if (count > 0) counts.missing.set('', (counts.missing.get('') ?? 0) + count);
    },
    finish: (sampled) => finishColumn(counts, sampled),
  };
}

const UUID = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;

function remember(examples: Set<string>, value: string | number): void {
  if (examples.size < EXAMPLES) examples.add(typeof value === 'string' && value.length > 60 ? `${value.slice(0, 59)}…` : String(value));
}

const createCounts = (name: string, seed: number) => ({
  name,
  present: 0,
  missing: new Map<string, number>(),
  distinct: createDistinctValues(EXACT_VALUES),
  examples: new Set<string>(),
  numbers: {
    moments: createMoments(),
    sample: createNumberSample(SAMPLED_NUMBERS, seed),
    whole: 0,
    leadingZeros: 0,
    /** Whether each was more than the one before. */
    isRising: true,
    last: -Infinity,
  },
  booleans: { count: 0, words: new Set<string>() },
  lists: { count: 0, shortest: Infinity, longest: 0 },
  dates: { count: 0, formats: new Map<DateFormat, NumberSample>() },
  texts: { count: 0, longest: 0, length: 0, words: 0, uuids: 0, examples: new Set<string>() },
});
