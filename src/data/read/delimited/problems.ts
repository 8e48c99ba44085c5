import { DataError, show, type Issue } from '../../../errors.ts';
import type { Dialect, SkippedRows } from './dialect.ts';
import type { BadRow } from './tokenize.ts';

/** So many broken rows are told one by one; the others are counted. */
const SHOWN = 9;
/** So many blocks are looked through for more of them before the error is thrown. */
const MOST_BLOCKS = 256;

/** Gathers the broken rows of a text. */
export interface BadRows {
  readonly count: number;
  add(rows: readonly BadRow[]): void;
  /** To be called after each block, and at the end. @throws DataError where rows are broken, once enough is known. */
  check(isEnd: boolean): void;
  report(): SkippedRows;
}

interface Table {
  readonly name: string;
  readonly names: readonly string[];
  readonly dialect: Dialect;
  /** Whether the broken rows are left out, so that `check` throws nothing. */
  readonly skips: boolean;
}

export function gatherBadRows({ name, names, dialect, skips }: Table): BadRows {
  const first: Issue[] = [];
  let [count, blocks, isOver] = [0, 0, false];
  const issueOf = ({ line, problem, cell }: BadRow): Issue => {
    const path = `${name} line ${line}`;
    const column = columnName(cell, names);
    if (problem === 'uneven') {
      const expected = `${names.length} ${names.length === 1 ? 'cell' : 'cells'}, as the header has`;
      const quoting = `put cells that hold ${delimiterName(dialect.delimiter)} in ${quoteName(dialect.quote)}s`;
      const fix = cell > names.length ? quoting : `write ${delimiterName(dialect.delimiter)} also for a cell that is empty`;
      const isTold = first.some((issue) => issue.fix === fix);
      return { path, expected, received: `${cell}, ${whereUneven(cell, names)}`, ...(isTold ? {} : { fix }) };
    }
    if (problem === 'nul') return { path, ...nulProblem(column) };
    if (problem === 'encoding') return { path, ...encodingProblem(column, first.length === 0) };
    return { path, ...quoteProblem(problem, column, dialect.quote) };
  };
  return {
    get count() {
      return count;
    },
    add(rows) {
      for (const row of rows) {
        if (isOver) return;
        count++;
        if (first.length <= SHOWN) first.push(issueOf(row));
        isOver = row.problem === 'open' && !skips; // what follows is anything
      }
    },
    check(isEnd) {
      if (count === 0 || skips) return;
      if (!isEnd && !isOver && ++blocks <= MOST_BLOCKS) return;
      if (count <= SHOWN + 1) throw new DataError(name, first);
      const { expected } = first[0]!;
      const others = `${count - SHOWN} more lines${isEnd || isOver ? '' : ' or more'}`;
      const isUneven = first.every((issue) => issue.expected === expected);
      const more = { path: name, expected, received: `another number in ${others}` };
      throw new DataError(name, [
        ...first.slice(0, SHOWN),
        isUneven && names.length > 0 ? more : { path: name, expected: 'rows that can be read', received: `broken ones in ${others}` },
      ]);
    },
    report: () => ({
      source: name,
      rows: count,
      first: first
        .slice(0, SHOWN)
        .map(({ path, expected, received }) => ({ place: path, problem: `expected ${expected}, received ${received}` })),
    }),
  };
}

const columnName = (cell: number, names: readonly string[]) =>
  cell <= names.length && names[cell - 1] !== '' ? `column ${show(names[cell - 1])}` : `column ${cell}`;

const whereUneven = (cells: number, names: readonly string[]) =>
  cells < names.length ? `none for ${columnName(cells + 1, names)}` : `too many from column ${names.length + 1} on`;

const nulProblem = (column: string) => ({
  expected: 'a text',
  received: `NUL bytes in ${column}`,
  fix: 'save it as CSV in UTF-8, or name its encoding (--encoding utf-16le)',
});

const encodingProblem = (column: string, isFirst: boolean) => ({
  expected: 'text in UTF-8',
  received: `bytes that are none in ${column}`,
  ...(isFirst ? { fix: 'save it as UTF-8, or name its encoding' } : {}),
});

function quoteProblem(problem: 'open' | 'quote', column: string, quote: string) {
  if (problem === 'open') {
    const expected = 'a closing quote for each opening one';
    const received = `a quote in ${column} that is open to the end of the file`;
    return { expected, received, fix: `end the cell with a ${quoteName(quote)}` };
  }
  const example = `write ${quote}a ${quote}${quote}quoted${quote}${quote} word${quote} for a ${quote}quoted${quote} word`;
  return { expected: 'quotes only around a whole cell', received: `a quote inside ${column}`, fix: example };
}

const quoteName = (quote: string) => (quote === '"' ? 'double quote' : quote === "'" ? 'single quote' : show(quote));
const delimiterNames = new Map([
  [',', 'a comma'],
  [';', 'a semicolon'],
  ['\t', 'a tab'],
]);
export const delimiterName = (delimiter: string) => delimiterNames.get(delimiter) ?? show(delimiter);
