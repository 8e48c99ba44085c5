import { deriveSeed } from '../../random.ts';
import type { Frame, Source } from '../frame.ts';
import { reusedArrays } from '../read/arrays.ts';
import { createColumnProfiler, type CellKeys, type ColumnProfiler } from './columnProfiler.ts';
import { createDistinctValues } from './distinctValues.ts';
import { hash32, hashNumber } from '../hash.ts';
import type { TableProfile } from './profile.ts';
import { lookOfSeries } from './lookOfSeries.ts';
import { createReservoir, type Reservoir } from '../statistics/reservoir.ts';

/** What is kept of each column; of more columns than these less is kept of each, so that a wide table takes no more memory. */
const FULL_COLUMNS = 200;
/** Rows to look at columns together. */
const SAMPLED_ROWS = 5000;
/** The first rows, to see whether one follows the other in time. */
const HEAD_ROWS = 2000;
const SAMPLED_NUMBERS = 10_000;
const EXACT_VALUES = 1000;
/** Different rows that are told apart one by one; beyond, the number of equal ones is an estimate. */
const EXACT_ROWS = 100_000;

/** What was seen of a table, and a random part of its rows. */
export interface Inspection {
  readonly profile: TableProfile;
  readonly sample: TableSample;
}

/** A random part of the rows of a table: all of them where they are few. */
export interface TableSample {
  readonly rows: number;
  /** By name: a number, a text, or null where there is no value, for each row. Long texts are cut. */
  readonly columns: ReadonlyMap<string, readonly (string | number | null)[]>;
}

export interface InspectOptions {
  /** Decides which rows and numbers are kept where there are very many. Default: 0. */
  readonly seed?: number;
  /** Of how many rows they are a part: whole numbers have gaps where the others stand. Default: they are all. */
  readonly partOf?: number;
  readonly signal?: AbortSignal;
}

/**
 * Looks at all rows of a table once, in memory that does not grow with them. What it finds does not depend on how the rows are
 * cut into frames.
 * @throws DataError where the source cannot be read.
 */
export async function inspectTable(source: Source, { seed = 0, partOf, signal }: InspectOptions = {}): Promise<Inspection> {
  const look = createLook(source.name, seed, partOf);
  for await (const frame of source.frames({ isReused: true, ...(signal ? { signal } : {}) })) look.add(frame);
  return look.finish();
}

function createLook(source: string, seed: number, partOf: number | undefined) {
  const rowHashes = createDistinctValues(EXACT_ROWS);
  const columns = new Map<
    string,
    {
      readonly profiler: ColumnProfiler;
      readonly sampled: (string | number | null)[];
      readonly head: (string | number | null)[];
      readonly seed: number;
    }
  >();
  const arrays = reusedArrays();
  let reservoir: Reservoir | undefined;
  let room = { rows: 0, sampledNumbers: 0, exactValues: 0 };
  let rows = 0;

  const headRows = () => Math.min(HEAD_ROWS, room.rows);

  const columnNamed = (name: string) => {
    let column = columns.get(name);
    if (column === undefined) {
      column = {
        profiler: createColumnProfiler(name, { seed, ...room }),
        sampled: new Array<null>(Math.min(rows, room.rows)).fill(null),
        head: new Array<null>(Math.min(rows, headRows())).fill(null),
        seed: hash32(name, 0),
      };
      column.profiler.addMissing(rows);
      columns.set(name, column);
    }
    return column;
  };

  return {
    add(frame: Frame) {
      if (reservoir === undefined) {
        room = roomFor(frame.names.length);
        reservoir = createReservoir(room.rows, deriveSeed(seed, 'rows'));
      }
      const drawn: number[] = [];
      const slots: number[] = [];
      for (let row = 0; row < frame.rows; row++) {
        const slot = reservoir.next();
        if (slot >= 0) slots[drawn.push(row) - 1] = slot;
      }
      for (const name of frame.names) columnNamed(name);
      // Sums over the columns: whatever their order, and a column without a value adds nothing.
      const [high, low] = [arrays.uint32('high', frame.rows).fill(0), arrays.uint32('low', frame.rows).fill(0)];
      const first = Math.max(0, Math.min(frame.rows, headRows() - rows));
      for (const [name, { profiler, sampled, head, seed: own }] of columns) {
        const cells = frame.column(name);
        if (cells === undefined) {
          profiler.addMissing(frame.rows);
          for (const slot of slots) sampled[slot] = null;
          for (let row = 0; row < first; row++) head.push(null);
        } else {
          const keys = profiler.add(cells);
          addHashes(keys, own, high, low);
          drawn.forEach((row, i) => (sampled[slots[i]!] = keyAt(keys, row)));
          for (let row = 0; row < first; row++) head.push(keyAt(keys, row));
        }
      }
      // 53 bits: among a hundred million rows two different ones are taken for equal with a probability of one half.
      const hashes = arrays.float64('hashes', frame.rows);
      for (let row = 0; row < hashes.length; row++) hashes[row] = high[row]! * 2 ** 21 + (low[row]! >>> 11);
      rowHashes.addNumbers(hashes);
      rows += frame.rows;
    },
    finish(): Inspection {
      const profiles = [...columns.values()].map(({ profiler, sampled }) => profiler.finish(sampled, rows / (partOf ?? rows)));
      const series = lookOfSeries(profiles, new Map([...columns].map(([name, { head }]) => [name, head])), rows);
      return {
        profile: {
          source,
          rows,
          duplicates: { count: Math.round(rowHashes.repeats()), isExact: rowHashes.isExact() },
          columns: profiles,
          ...(series ? { series } : {}),
        },
        sample: { rows: Math.min(rows, room.rows), columns: new Map([...columns].map(([name, { sampled }]) => [name, sampled])) },
      };
    },
  };
}

/** Adds two hashes of each cell that holds a value. */
function addHashes(keys: CellKeys, seed: number, high: Uint32Array, low: Uint32Array): void {
  if ('codes' in keys) {
    const hashes = keys.values.map((key) => (key === null ? [0, 0] : [hash32(key, seed), hash32(key, ~seed)]));
    const [highs, lows] = [0, 1].map((i) => Uint32Array.from(hashes, (pair) => pair[i]!)) as [Uint32Array, Uint32Array];
    keys.codes.forEach((code, row) => {
      high[row]! += highs[code]!;
      low[row]! += lows[code]!;
    });
    return;
  }
  const { numbers, others } = keys;
  const areAllNumbers = others.length === 0;
  for (let row = 0; row < numbers.length; row++) {
    const other = areAllNumbers ? undefined : others[row];
    if (other === null) continue;
    if (other === undefined || typeof other === 'number') {
      const value = other ?? numbers[row]!;
      high[row]! += hashNumber(value, seed);
      low[row]! += hashNumber(value, ~seed);
    } else {
      high[row]! += hash32(other, seed);
      low[row]! += hash32(other, ~seed);
    }
  }
}

function keyAt(keys: CellKeys, row: number): string | number | null {
  if ('codes' in keys) return keys.values[keys.codes[row]!]!;
  const other = keys.others[row];
  return other === undefined ? keys.numbers[row]! + 0 : other;
}

function roomFor(columns: number) {
  const share = Math.min(1, FULL_COLUMNS / Math.max(1, columns));
  const part = (full: number, least: number) => Math.max(least, Math.floor(full * share));
  return { rows: part(SAMPLED_ROWS, 200), sampledNumbers: part(SAMPLED_NUMBERS, 500), exactValues: part(EXACT_VALUES, 100) };
}
