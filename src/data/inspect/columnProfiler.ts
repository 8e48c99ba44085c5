import { deriveSeed } from '../../random.ts';
import type { Coded, Column } from '../frame.ts';
import { createDistinctValues } from './distinctValues.ts';
import { finishColumn } from './finishColumn.ts';
import { leadingZerosOf } from './leadingZeros.ts';
import { createMoments } from '../statistics/moments.ts';
import { createNumberDates } from './numberDates.ts';
import type { ColumnProfile } from './profile.ts';
import { createCellReader, type Reading } from './readCell.ts';
import { createNumberSample, type NumberSample } from '../statistics/numberSample.ts';
import { looksLikeDate } from './unreadDates.ts';
import type { WrittenDate } from './writtenDate.ts';

const EXAMPLES = 5;

/** So many different values among numbers are remembered, and one more. */
export const MOST_OTHERS = 20;

export interface ProfilerOptions {
  /** Decides which numbers are kept for the quantiles where there are very many. */
  readonly seed: number;
  /** Different values that are counted one by one; beyond, their number is an estimate. */
  readonly exactValues: number;
  /** Numbers that quantiles and histogram are made of. */
  readonly sampledNumbers: number;
}

/** Everything that is counted of a column, in bounded memory. */
export type ColumnCounts = ReturnType<typeof createCounts>;

/** What the cells of a frame are told apart by, a number or a text each, null where there is no value: by their codes, or by row. */
export type CellKeys =
  | { readonly codes: Uint32Array; readonly values: readonly (string | number | null)[] }
  | {
      readonly numbers: Float64Array;
      /** By row, where it is not the number. */ readonly others: readonly (string | number | null | undefined)[];
    };

/** Looks at a column, frame by frame. */
export interface ColumnProfiler {
  /** Counts the cells of a frame. */
  add(column: Column): CellKeys;
  /** Counts cells of rows that do not have the column. */
  addMissing(count: number): void;
  /**
   * @param sampled What `add` gave for a random part of the rows, null where it gave nothing.
   * @param share Which share of all rows came.
   */
  finish(sampled: readonly (string | number | null)[], share: number): ColumnProfile;
}

export function createColumnProfiler(name: string, options: ProfilerOptions): ColumnProfiler {
  const counts = createCounts(name, options);
  const read = createCellReader(options.exactValues);
  let [values, plain] = [new Float64Array(0), new Float64Array(0)];
  const addReading = (reading: Reading, times = 1): void => {
    if (reading.is === 'missing') {
      counts.missing.set(reading.as, (counts.missing.get(reading.as) ?? 0) + times);
      return;
    }
    counts.present += times;
    counts.distinct.add(reading.key, times);
    remember(counts.examples, reading.key);
    if (reading.is !== 'number') addOther(counts, reading, options, times);
    else {
      if (reading.hasLeadingZero) counts.numbers.leadingZeros++;
      if (reading.isInexact) counts.numbers.inexact++;
    }
  };
  return {
    add(column) {
      const numbers = column.numbers();
      const hasLeadingZero = leadingZerosOf(column);
      let wordy = 0;
      for (let row = 0; row < numbers.length; row++) if (Number.isNaN(numbers[row]!)) wordy++;
      const coded = wordy > numbers.length / 2 ? column.coded() : undefined;
      if (coded !== undefined && wordy === numbers.length) {
        const readings = coded.values.map((value) => read(value, NaN));
        // Of dates a random part is kept, for which each counts by itself.
        if (!readings.some(({ is }) => is === 'date')) {
          const times = new Uint32Array(readings.length);
          for (const code of coded.codes) times[code]!++;
          readings.forEach((reading, code) => addReading(reading, times[code]));
          return { codes: coded.codes, values: readings.map(({ key }) => key) };
        }
      }
      const readRow = rowReader(column, numbers, coded, read);
      const others: (string | number | null | undefined)[] = [];
      // All numbers, and those that are told apart by their value, which those with leading zeros are not.
      if (values.length < numbers.length) [values, plain] = [new Float64Array(numbers.length), new Float64Array(numbers.length)];
      let [count, plainCount] = [0, 0];
      for (let row = 0; row < numbers.length; row++) {
        const value = numbers[row]! + 0;
        // The texts of huge numbers tell more than they do.
        if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER) || hasLeadingZero(row)) {
          const reading = readRow(row);
          addReading(reading);
          others[row] = reading.key;
          if (reading.is === 'number') values[count++] = reading.value;
        } else {
          if (counts.examples.size < EXAMPLES) remember(counts.examples, value);
          values[count++] = plain[plainCount++] = value;
        }
      }
      counts.present += plainCount;
      counts.distinct.addNumbers(plain.subarray(0, plainCount));
      addNumbers(counts, values.subarray(0, count));
      return { numbers, others };
    },
    addMissing(count) {
      if (count > 0) counts.missing.set('', (counts.missing.get('') ?? 0) + count);
    },
    finish: (sampled, share) => finishColumn(counts, sampled, share),
  };
}

/** Reads the cells that are no plain numbers: where they are many, each of the different ones once. */
function rowReader(
  column: Column,
  numbers: Float64Array,
  coded: Coded | undefined,
  read: (cell: unknown, value: number) => Reading,
): (row: number) => Reading {
  if (coded === undefined) return (row) => read(column.cell(row), numbers[row]!);
  const { codes, values } = coded;
  const readings: Reading[] = [];
  return (row) => (readings[codes[row]!] ??= read(values[codes[row]!], numbers[row]!));
}

function addNumbers({ numbers }: ColumnCounts, values: Float64Array): void {
  numbers.moments.add(values);
  numbers.sample.addAll(values);
  numbers.dates.add(values);
  let { whole, huge, isRising, last } = numbers;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isInteger(value)) whole++;
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) huge++;
    if (value <= last) isRising = false;
    last = value;
  }
  Object.assign(numbers, { whole, huge, isRising, last });
}

function addOther(
  counts: ColumnCounts,
  reading: Exclude<Reading, { is: 'number' | 'missing' }>,
  { seed, sampledNumbers }: ProfilerOptions,
  times: number,
): void {
  const { booleans, lists, nested, dates, texts, others, besideDates } = counts;
  if (others.size <= MOST_OTHERS) others.add(reading.key);
  if (reading.is !== 'date' && besideDates.size <= MOST_OTHERS) besideDates.add(reading.key);
  switch (reading.is) {
    case 'boolean':
      booleans.count += times;
      booleans.words.add(reading.word);
      return;
    case 'list':
      lists.count += times;
      lists.shortest = Math.min(lists.shortest, reading.length);
      lists.longest = Math.max(lists.longest, reading.length);
      return;
    case 'nested':
      nested[reading.isList ? 'lists' : 'objects'] += times;
      return;
    case 'date':
      dates.count += times;
      for (const { format, order, time } of reading.dates) {
        let way = dates.ways.get(format);
        if (way === undefined) {
          way = { order, sample: createNumberSample(sampledNumbers, deriveSeed(seed, format, counts.name)) };
          dates.ways.set(format, way);
        }
        way.sample.add(time);
      }
      return;
    case 'text':
      texts.count += times;
      texts.longest = Math.max(texts.longest, reading.text.length);
      texts.length += reading.text.length * times;
      texts.words += reading.words * times;
      if (UUID.test(reading.text)) texts.uuids += times;
      if (looksLikeDate(reading.text)) texts.likeDates += times;
      remember(texts.examples, reading.text);
  }
}

const UUID = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;

function remember(examples: Set<string>, value: string | number): void {
  if (examples.size < EXAMPLES) examples.add(typeof value === 'string' && value.length > 60 ? `${value.slice(0, 59)}…` : String(value));
}

const createCounts = (name: string, { seed, exactValues, sampledNumbers }: ProfilerOptions) => ({
  name,
  present: 0,
  missing: new Map<string, number>(),
  distinct: createDistinctValues(exactValues),
  examples: new Set<string>(),
  numbers: {
    moments: createMoments(),
    sample: createNumberSample(sampledNumbers, deriveSeed(seed, 'numbers', name)),
    dates: createNumberDates(),
    whole: 0,
    leadingZeros: 0,
    /** Whole numbers of so many digits that a double holds another one. */
    inexact: 0,
    /** Numbers among which doubles do not hold every whole one. */
    huge: 0,
    /** Whether each was more than the one before. */
    isRising: true,
    last: -Infinity,
  },
  booleans: { count: 0, words: new Set<string>() },
  lists: { count: 0, shortest: Infinity, longest: 0 },
  /** Lists of other things than numbers, and objects. */
  nested: { lists: 0, objects: 0 },
  /** What is no number. */
  others: new Set<string>(),
  /** What is neither date nor number. */
  besideDates: new Set<string>(),
  /** By the format: what it reads, and in which order of day and month, where both are tried. */
  dates: { count: 0, ways: new Map<string, { readonly order: WrittenDate['order']; readonly sample: NumberSample }>() },
  texts: { count: 0, longest: 0, length: 0, words: 0, uuids: 0, likeDates: 0, examples: new Set<string>() },
});
