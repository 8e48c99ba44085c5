import { DataError, show, type Issue } from '../../../errors.ts';
import { readNumber } from '../../number.ts';
import { EmptyTableError } from '../emptyTable.ts';
import { decodeText } from './byteColumn.ts';
import type { Dialect } from './dialect.ts';
import { roomFor } from './marks.ts';
import { delimiterName, gatherBadRows } from './problems.ts';
import { createTokenizer, type Part } from './tokenize.ts';

/** A text as far as it is there. */
export interface Beginning {
  readonly text: Uint8Array;
  /** Whether that is all of it. */
  readonly isEnd: boolean;
  /** The line on which it begins. */
  readonly line: number;
  /** What messages call it. */
  readonly name: string;
}

/** Names for the columns of a text that has none, `column_1` on; nothing while its first row is not whole. @throws DataError as `readHeader`. */
export const numberedNames = (beginning: Beginning, dialect: Dialect): string[] | undefined =>
  readFirstRow(beginning, dialect)?.cells.map((_, i) => `column_${i + 1}`);

/**
 * The names in the first row that is not blank; nothing while it is not whole. The first of several may be empty: data frames are
 * written with such an index (pandas' to_csv, R's write.csv).
 * @param isNamed Whether the user said what the delimiter is.
 * @throws DataError where there is no row, or a column has no name of its own.
 */
export function readHeader(beginning: Beginning, dialect: Dialect, isNamed: boolean): string[] | undefined {
  const row = readFirstRow(beginning, dialect);
  if (row === undefined) return undefined;
  const issues = checkNames(row.cells, `${beginning.name} line ${row.line}`, dialect, isNamed);
  if (issues.length > 0) throw new DataError(beginning.name, issues);
  return row.cells;
}

function readFirstRow({ text, isEnd, line, name }: Beginning, dialect: Dialect): FirstRow | undefined {
  const part = (): Part => {
    const bytes = roomFor(text.length); // the reader writes into it
    bytes.set(text);
    return { bytes, length: text.length, isEnd, line };
  };
  const [first] = createTokenizer(dialect, -1)(part()).bad; // no row is -1 long, so that each is told with its length
  if (first === undefined) {
    if (!isEnd) return undefined;
    throw new EmptyTableError(name, 'a header line and rows', 'an empty file');
  }
  if (first.problem !== 'uneven') {
    const badRows = gatherBadRows({ name, names: [], dialect, skips: false });
    badRows.add([first]);
    badRows.check(true);
  }
  const read = part();
  const { starts, ends, lines } = createTokenizer(dialect, first.cell)(read);
  return { cells: Array.from({ length: first.cell }, (_, i) => decodeText(read.bytes, starts[i]!, ends[i]!)), line: lines[0]! };
}

interface FirstRow {
  readonly cells: string[];
  readonly line: number;
}

function checkNames(names: readonly string[], path: string, { delimiter }: Dialect, isNamed: boolean): Issue[] {
  const [only] = names;
  const other = names.length === 1 && isNamed ? [',', ';', '\t'].find((character) => only!.includes(character)) : undefined;
  if (other !== undefined) {
    const fix = `name ${delimiterName(other)} as the delimiter, or none: it is found`;
    return [{ path, expected: `${delimiterName(delimiter)} between the columns`, received: show(only), fix }];
  }
  const expected = 'a name of its own for each column';
  const isData = names.some((column) => readNumber(column) !== undefined);
  const fix = `name the columns in the first line${isData ? '; where it is no header, say header: false (--no-header)' : ''}`;
  const firsts = new Map<string, number>();
  return names.flatMap((column, i) => {
    if (column === '' && i === 0 && names.length > 1) return [];
    if (column === '') return [{ path, expected, received: `none for column ${i + 1}`, fix }];
    const first = firsts.get(column);
    firsts.set(column, first ?? i);
    return first === undefined ? [] : [{ path, expected, received: `${show(column)} for columns ${first + 1} and ${i + 1}`, fix }];
  });
}
