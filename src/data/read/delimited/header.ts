import { DataError, show, type Issue } from '../../../errors.ts';
import { decodeText } from './byteColumn.ts';
import type { Dialect } from './dialect.ts';
import { roomFor } from './marks.ts';
import { delimiterName, gatherBadRows } from './problems.ts';
import { createTokenizer, type Part } from './tokenize.ts';

/**
 * The names in the first row that is not blank; nothing while it is not whole. The first of several may be empty: data frames are
 * written with such an index (pandas' to_csv, R's write.csv).
 * @param isNamed Whether the user said what the delimiter is.
 * @throws DataError where there is no row, or a column has no name of its own.
 */
export function readHeader(text: Uint8Array, isEnd: boolean, dialect: Dialect, name: string, isNamed: boolean): string[] | undefined {
  const part = (): Part => {
    const bytes = roomFor(text.length); // the reader writes into it
    bytes.set(text);
    return { bytes, length: text.length, isEnd, line: 1 };
  };
  const [first] = createTokenizer(dialect, -1)(part()).bad; // no row is -1 long, so that each is told with its length
  if (first === undefined) {
    if (!isEnd) return undefined;
    throw new DataError(name, [{ path: name, expected: 'a header line and rows', received: 'an empty file' }]);
  }
  if (first.problem !== 'uneven') {
    const badRows = gatherBadRows({ name, names: [], dialect, skips: false });
    badRows.add([first]);
    badRows.check(true);
  }
  const read = part();
  const { starts, ends, lines } = createTokenizer(dialect, first.cell)(read);
  const names = Array.from({ length: first.cell }, (_, i) => decodeText(read.bytes, starts[i]!, ends[i]!));
  const issues = checkNames(names, `${name} line ${lines[0]}`, dialect, isNamed);
  if (issues.length > 0) throw new DataError(name, issues);
  return names;
}

function checkNames(names: readonly string[], path: string, { delimiter }: Dialect, isNamed: boolean): Issue[] {
  const [only] = names;
  const other = names.length === 1 && isNamed ? [',', ';', '\t'].find((character) => only!.includes(character)) : undefined;
  if (other !== undefined) {
    const fix = `name ${delimiterName(other)} as the delimiter, or none: it is found`;
    return [{ path, expected: `${delimiterName(delimiter)} between the columns`, received: show(only), fix }];
  }
  const expected = 'a name of its own for each column';
  const fix = 'name the columns in the first line';
  const firsts = new Map<string, number>();
  return names.flatMap((column, i) => {
    if (column === '' && i === 0 && names.length > 1) return [];
    if (column === '') return [{ path, expected, received: `none for column ${i + 1}`, fix }];
    const first = firsts.get(column);
    firsts.set(column, first ?? i);
    return first === undefined ? [] : [{ path, expected, received: `${show(column)} for columns ${first + 1} and ${i + 1}`, fix }];
  });
}
