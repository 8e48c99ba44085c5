import { readNumber } from '../../number.ts';
import { decodeText } from './byteColumn.ts';

/** So many bytes are looked at. */
const SAMPLE = 2 ** 14;
/** In fewer lines signs come equally often by chance. */
const FEWEST = 4;
/** So many of the lines that a sign divides are divided alike. */
const MOST = 0.9;

export interface MissedDelimiter {
  /** A space stands for runs of them. */
  readonly delimiter: string;
  /** The cells of most lines. */
  readonly cells: number;
}

/**
 * What may divide a text that was taken for one column: a sign that its first line, a title, does not hold, and most others equally
 * often, of which the first holds no numbers; or spaces, between numbers for the most part. Nothing where cells are quoted.
 */
export function missedDelimiter(text: Uint8Array, delimiters: readonly string[]): MissedDelimiter | undefined {
  const sample = decodeText(text, 0, Math.min(text.length, SAMPLE)).split(/\r\n|\n|\r/);
  const lines = sample.slice(0, -1).filter((line) => line.trim() !== ''); // the last may not be whole
  if (lines.length < FEWEST || lines.some((line) => line.includes('"'))) return undefined;
  for (const delimiter of delimiters) {
    const rows = lines.slice(1).map((line) => line.split(delimiter));
    const cells = alike(rows);
    const header = rows.find(({ length }) => length > 1);
    if (cells !== undefined && header!.every((name) => readNumber(name) === undefined)) return { delimiter, cells };
  }
  const rows = lines.map((line) => line.trim().split(/ +/));
  const cells = alike(rows);
  const values = rows.slice(1).flat();
  const areNumbers = values.filter((value) => readNumber(value) !== undefined).length > values.length / 2;
  return cells !== undefined && rows[0]!.length === cells && areNumbers ? { delimiter: ' ', cells } : undefined;
}

/** How long most rows are, if more than 1. */
function alike(rows: readonly (readonly string[])[]): number | undefined {
  const { length } = rows.at(-1)!;
  return length > 1 && rows.filter((row) => row.length === length).length >= MOST * rows.length ? length : undefined;
}
