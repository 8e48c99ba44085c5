import { parse, type CsvError } from 'csv-parse/sync';
import { DataError, show, type Issue } from '../errors.ts';
import type { Row } from './encoders.ts';
import { rememberOrigin } from './origin.ts';

/** So many lines of another length are told one by one; the others are counted. */
const MOST_LINES = 9;

interface Line {
  readonly cells: readonly string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/**
 * The rows of a CSV text (RFC 4180: commas, double quotes, a header line): one object a row, all values texts.
 * Any line ends, a byte order mark, blank lines and white space around cells are taken.
 * @param name What messages call it: `iris.csv`.
 * @throws DataError naming the line, where the text is no such table.
 */
export function parseCsv(text: string, name: string): Row[] {
  if (text.includes('\0')) {
    throw fileError(name, [{ path: name, expected: 'a text', received: 'NUL bytes', fix: 'save it as CSV in UTF-8' }]);
  }
  const [header, ...lines] = readLines(text, name);
  if (header === undefined) {
    throw fileError(name, [{ path: name, expected: 'a header line and rows', received: 'an empty file' }]);
  }
  const issues = [...checkHeader(header, name), ...checkLines(lines, header, name)];
  if (issues.length > 0) throw fileError(name, issues);
  return lines.map(({ cells, line }) => {
    const row: Row = Object.fromEntries(header.cells.map((column, i) => [column, cells[i]]));
    rememberOrigin(row, { source: name, line });
    return row;
  });
}

const fileError = (name: string, issues: readonly Issue[]) => new DataError(name, issues);
const placeOf = (name: string, line: number) => `${name} line ${line}`;

function readLines(text: string, name: string): Line[] {
  let end = 0; // the line on which the last whole record ended
  const lines: Line[] = [];
  try {
    parse(text, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true, // uneven lines are all told at once, below
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines: line }) => {
        end = line;
        lines.push({ cells, line: line - lineBreaks(cells) });
        return null;
      },
    });
    return lines;
  } catch (error) {
    if (!isCsvError(error)) throw error;
    throw fileError(name, [quoteProblem(error, name, end)]);
  }
}

const lineBreaks = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
const isCsvError = (error: unknown): error is CsvError & { readonly lines: number } =>
  error instanceof Error && 'code' in error && 'lines' in error;

function quoteProblem(error: CsvError & { readonly lines: number }, name: string, end: number): Issue {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    const expected = 'a closing quote for each opening one';
    return {
      path: placeOf(name, end + 1),
      expected,
      received: 'a quote that is open to the end of the file',
      fix: 'end the cell with a double quote',
    };
  }
  const expected = 'quotes only around a whole cell';
  return {
    path: placeOf(name, error.lines),
    expected,
    received: 'a quote inside a cell',
    fix: 'write "a ""quoted"" word" for a "quoted" word',
  };
}

function checkHeader({ cells, line }: Line, name: string): Issue[] {
  const path = placeOf(name, line);
  const [only] = cells;
  if (cells.length === 1 && /[;\t]/.test(only!)) {
    return [{ path, expected: 'commas between the columns', received: show(only), fix: 'save it again with commas' }];
  }
  const expected = 'a name of its own for each column';
  const fix = 'name the columns in the first line';
  return cells.flatMap((column, i) => {
    if (column === '') return [{ path, expected, received: `none for column ${i + 1}`, fix }];
    const first = cells.indexOf(column);
    return first < i ? [{ path, expected, received: `${show(column)} for columns ${first + 1} and ${i + 1}`, fix }] : [];
  });
}

function checkLines(lines: readonly Line[], header: Line, name: string): Issue[] {
  if (lines.length === 0) return [{ path: name, expected: 'rows below the header', received: 'the header alone' }];
  const expected = `${count(header.cells.length, 'cell')}, as the header has`;
  const uneven = lines.filter(({ cells }) => cells.length !== header.cells.length);
  const issues = uneven.map(({ cells, line }, i) => ({
    path: placeOf(name, line),
    expected,
    received: String(cells.length),
    ...(i === 0 ? { fix: 'put cells that hold a comma in double quotes' } : {}),
  }));
  if (issues.length <= MOST_LINES + 1) return issues;
  const received = `another number in ${issues.length - MOST_LINES} more lines`;
  return [...issues.slice(0, MOST_LINES), { path: name, expected, received }];
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
