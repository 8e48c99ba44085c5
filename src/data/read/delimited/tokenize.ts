import { newArrays, type FrameArrays } from '../arrays.ts';
import { createMarkFinder } from './marks.ts';
import { plainTokens } from './plainTokens.ts';
import { CARRIAGE_RETURN, DELIMITER, kindsOf, LINE_END, LINE_FEED, NUL, ORDINARY, QUOTE, type Dialect } from './dialect.ts';

/** The rows of a run of bytes: cell `c` of row `r` is `bytes[starts[r * width + c] .. ends[r * width + c])`. */
export interface Tokens {
  readonly rows: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The line on which each row begins. */
  readonly lines: Uint32Array;
  readonly bad: readonly BadRow[];
  /** Where the row begins that these bytes do not end, and its line. */
  readonly next: number;
  readonly line: number;
}

/** A row that cannot be read. */
export interface BadRow {
  readonly line: number;
  /** How many rows that can be read stand before it in these bytes. */
  readonly before: number;
  /** `open`: a quote that the text does not close; `quote`: one inside of a cell; `encoding`: bytes that are no UTF-8. */
  readonly problem: 'uneven' | 'open' | 'quote' | 'nul' | 'encoding';
  /** How many cells it has, or for the other problems which cell it is, from 1. */
  readonly cell: number;
}

export interface Part {
  /** UTF-8 in as much room as `roomFor` gives. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Whether the text ends here. */
  readonly isEnd: boolean;
  /** The line on which it begins. */
  readonly line: number;
}

const SPACE = 32;

/**
 * Makes a reader of rows of `width` cells: cells that stand in quotes without them, others without the white space around them,
 * blank lines left out. It changes the bytes where a cell holds doubled quotes.
 * @param arrays Where those of the rows come from. Default: they are new each time.
 */
export function createTokenizer(
  dialect: Pick<Dialect, 'delimiter' | 'quote'>,
  width: number,
  arrays: FrameArrays = newArrays,
): (part: Part) => Tokens {
  const kindOf = kindsOf(dialect);
  const findMarks = createMarkFinder(dialect);
  const quoteCode = dialect.quote.charCodeAt(0);
  const delimiterCode = dialect.delimiter.charCodeAt(0);
  let scratch = new Uint32Array(0);

  // One long function, because it is run for each cell: what is called or kept in objects costs more than the work itself.
  return ({ bytes, length: to, isEnd, line: firstLine }) => {
    const kinds = kindOf;
    const quote = quoteCode;
    const delimiter = delimiterCode;
    bytes[to] = LINE_FEED; // so that there is a mark at the end
    const found = findMarks(bytes, to + 1);
    const plain = isEnd ? undefined : plainTokens(bytes, found, { width, line: firstLine, arrays });
    if (plain !== undefined) return plain;
    const { marks, count: most } = found;
    if (scratch.length < most) scratch = new Uint32Array(most);
    const lines = scratch;
    const starts = arrays.uint32('starts', most);
    const ends = arrays.uint32('ends', most);
    const bad: BadRow[] = [];
    const escaped: number[] = [];
    let escapedBefore = 0; // of them, those in rows that are whole
    let i = 0;
    let mark = 0; // the first one that is not behind `i`
    let line = firstLine;
    let rows = 0;
    let cells = 0;
    // The row that is being read.
    let rowStart = 0;
    let rowLine = firstLine;
    let rowCells = 0;

    while (i < to || (i === to && cells > rowCells)) {
      let start = i;
      let end = marks[mark++]!;
      // This is where the time goes: cells without quotes, to the last one of the row.
      while (bytes[end] === delimiter) {
        i = end + 1;
        if (start < end && (bytes[start]! <= SPACE || bytes[end - 1]! <= SPACE)) {
          while (start < end && isBlank(bytes[start]!)) start++;
          while (start < end && isBlank(bytes[end - 1]!)) end--;
        }
        starts[cells] = start;
        ends[cells++] = end;
        start = i;
        end = marks[mark++]!;
      }
      let kind = kinds[bytes[end]!]!;
      let problem: BadRow['problem'] | undefined;
      let isQuoted = false;
      if (kind === NUL) problem = 'nul';
      else if (kind === QUOTE) {
        while (start < end && isBlank(bytes[start]!)) start++;
        if (start < end) problem = 'quote';
        else {
          start++;
          isQuoted = true;
          let isDoubled = false;
          for (;;) {
            end = marks[mark++]!;
            if (end >= to) break;
            const byte = bytes[end]!;
            if (byte === quote) {
              if (end + 1 === to || bytes[end + 1] !== quote) break;
              mark++;
              isDoubled = true;
            } else if (byte === 0) problem = 'nul';
            else if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[end + 1] !== LINE_FEED)) line++;
          }
          if (end >= to) {
            if (!isEnd) break;
            // The row is given up, and the line after the one on which it began is the next.
            bad.push({ line: rowLine, before: rows, problem: 'open', cell: cells - rowCells + 1 });
            mark = 0;
            while (marks[mark]! < rowStart || kinds[bytes[marks[mark]!]!] !== LINE_END) mark++;
            i = marks[mark]! === to ? to : afterLineEnd(bytes, marks[mark]!, to, true);
            while (marks[mark]! < i) mark++;
            line = rowLine + 1;
            rowStart = i;
            rowLine = line;
            cells = rowCells;
            escaped.length = escapedBefore;
            continue;
          }
          if (isDoubled) escaped.push(cells);
          let next = end + 1;
          while (isBlank(bytes[next]!) && kinds[bytes[next]!] === ORDINARY) next++;
          while (marks[mark]! < next) mark++;
          kind = kinds[bytes[next]!]!;
          if (kind === DELIMITER || kind === LINE_END) mark++;
          else problem ??= 'quote';
          i = next; // where the cell is over
        }
      }

      if (problem !== undefined) {
        while (kinds[bytes[marks[mark - 1]!]!] !== LINE_END || marks[mark - 1]! < i) mark++;
        end = marks[mark - 1]!;
        const next = end === to ? (isEnd ? to : -1) : afterLineEnd(bytes, end, to, isEnd);
        if (next < 0) break;
        bad.push({ line, before: rows, problem, cell: cells - rowCells + 1 });
        if (next === end + 2) mark++;
        cells = rowCells;
        escaped.length = escapedBefore;
        i = next;
        line++;
        rowStart = i;
        rowLine = line;
        continue;
      }

      if (!isQuoted) {
        i = end;
        while (start < end && isBlank(bytes[start]!)) start++;
        while (start < end && isBlank(bytes[end - 1]!)) end--;
      }
      starts[cells] = start;
      ends[cells++] = end;
      if (kind === DELIMITER) {
        i++;
        continue;
      }

      // A line end, or the end of what there is.
      if (i === to) {
        if (!isEnd) break;
        i++;
      } else {
        const next = afterLineEnd(bytes, i, to, isEnd);
        if (next < 0) break;
        if (next === i + 2) mark++;
        i = next;
      }
      const count = cells - rowCells;
      if (count === width) {
        if (width === 1 && start === end && !isQuoted) cells = rowCells;
        else {
          lines[rows++] = rowLine;
          rowCells = cells;
          escapedBefore = escaped.length;
        }
      } else {
        if (count > 1 || start < end || isQuoted) bad.push({ line: rowLine, before: rows, problem: 'uneven', cell: count });
        cells = rowCells;
        escaped.length = escapedBefore;
      }
      line++;
      rowStart = i;
      rowLine = line;
    }

    escaped.length = escapedBefore;
    for (const cell of escaped) ends[cell] = unescape(bytes, starts[cell]!, ends[cell]!, quote);
    return { rows, starts, ends, lines: lines.slice(0, rows), bad, next: Math.min(rowStart, to), line: rowLine };
  };
}

/** White space that is no line end: space, tab, vertical tab, form feed. */
const isBlank = (byte: number) => byte === SPACE || byte === 9 || byte === 11 || byte === 12;

/** Behind the line end at `i`; -1 where it is a CR of which the LF may be yet to come. */
function afterLineEnd(bytes: Uint8Array, i: number, to: number, isEnd: boolean): number {
  if (bytes[i] === LINE_FEED) return i + 1;
  if (i + 1 === to) return isEnd ? to : -1;
  return bytes[i + 1] === LINE_FEED ? i + 2 : i + 1;
}

/** Writes one quote for each two, in place; gives the new end. */
function unescape(bytes: Uint8Array, start: number, end: number, quote: number): number {
  let to = start;
  for (let i = start; i < end; i++) {
    bytes[to++] = bytes[i]!;
    if (bytes[i] === quote) i++;
  }
  return to;
}
