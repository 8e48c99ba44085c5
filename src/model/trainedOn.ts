import { mixBits } from '../random.ts';
import { isPlainStyle, type NumberStyle } from '../data/writtenNumber.ts';
import { MARKS } from './rowMarks.ts';
import type { SeenParts } from './seenParts.ts';

/** What a model keeps of the rows that it was trained on, to know them again. Plain JSON. */
export interface TrainedOn extends SeenParts {
  /** Rows of the table, those held out included. */
  readonly rows: number;
  /** A mark of all of them, in their order. */
  readonly table: string;
  /** Whether they were read anew for each epoch, which parts them in another way than all at once. */
  readonly isStreamed: boolean;
  /** The marks of rows trained on that are below a limit, in digits of base 36 with spaces between. */
  readonly marks: string;
  readonly limit: number;
  /** How its text writes numbers, where that is not as most do; for other tables in which nothing tells. */
  readonly style?: NumberStyle;
}

/** So many marks travel with a model. */
export const KEPT = 1024;

/** A mark of a table, of the marks of its rows as they come. */
export function createTableMark() {
  let [high, low, rows] = [0, 0, 0];
  return {
    add(marks: Float64Array): void {
      rows += marks.length;
      for (const mark of marks) {
        high = mixBits(high ^ Math.floor(mark / 2 ** 21)) + 1;
        low = mixBits(low ^ (mark >>> 0)) + high;
      }
    },
    get rows() {
      return rows;
    },
    toString: () => `${rows} ${(high >>> 0).toString(36)} ${(low >>> 0).toString(36)}`,
  };
}

/** Gathers what is kept of the rows of a table, part by part. */
export function createTrainedOn(isStreamed: boolean) {
  const table = createTableMark();
  let limit = MARKS;
  let kept = new Set<number>();
  let style: NumberStyle | undefined;
  const shrink = () => {
    const sorted = Float64Array.from(kept).sort();
    limit = sorted[KEPT]!;
    kept = new Set(sorted.subarray(0, KEPT));
  };
  return {
    /** @param marks Of all rows of a part of the table. @param training Which of them are trained on. @param written How it writes numbers. */
    add(marks: Float64Array, training: Uint32Array, written: NumberStyle | undefined): void {
      if (written !== undefined && !isPlainStyle(written)) style ??= written;
      table.add(marks);
      for (const row of training) {
        if (marks[row]! < limit) kept.add(marks[row]!);
        if (kept.size > 2 * KEPT) shrink();
      }
    },
    finish(): TrainedOn {
      if (kept.size > KEPT) shrink();
      const marks = [...kept].map((mark) => mark.toString(36)).join(' ');
      return { rows: table.rows, table: String(table), isStreamed, marks, limit, ...(style ? { style } : {}) };
    },
  };
}

/** Counts how many rows that come are among those that a model was trained on: exact, or by those whose marks were kept. */
export function countSeen({ marks, limit }: TrainedOn) {
  const known = new Set(marks === '' ? [] : marks.split(' ').map((word) => parseBase36(word)));
  let [rows, looked, seen] = [0, 0, 0];
  return {
    add(all: Float64Array): void {
      rows += all.length;
      for (const mark of all) {
        if (mark >= limit) continue;
        looked++;
        if (known.has(mark)) seen++;
      }
    },
    /** How many there were, about. */
    get seen() {
      return looked === 0 ? 0 : Math.round((seen / looked) * rows);
    },
    isExact: limit === MARKS,
    /** Which rows that come are none that the model was trained on; nothing where only some marks were kept. */
    newIn: (all: Float64Array): Uint32Array | undefined =>
      limit === MARKS ? Uint32Array.from(all.keys()).filter((row) => !known.has(all[row]!)) : undefined,
  };
}

/** Of numbers up to 2^53, which parseInt gives exactly where it is written so by toString. */
const parseBase36 = (word: string): number => parseInt(word, 36);
