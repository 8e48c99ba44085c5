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
  /** `open`: a quote that the text does not close; `quote`: one inside of a cell. */
  readonly problem: 'uneven' | 'open' | 'quote' | 'nul';
  /** How many cells it has, or for the other problems which cell it is, from 1. */
  readonly cell: number;
}

export interface Part {
  /** One byte longer than what is read, for a mark at `to`. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Whether the text ends at `to`. */
  readonly isEnd: boolean;
  /** The line on which `from` stands. */
  readonly line: number;
}

const SPACE = 32;

/**
 * Makes a reader of rows of `width` cells: cells that stand in quotes without them, others without the white space around them,
 * blank lines left out. It changes the bytes where a cell holds doubled quotes.
 */
export function createTokenizer(dialect: Pick<Dialect, 'delimiter' | 'quote'>, width: number): (part: Part) => Tokens {
  const kinds = kindsOf(dialect);
  const quote = dialect.quote.charCodeAt(0);
  const quotedKinds = new Uint8Array(256);
  quotedKinds[0] = quotedKinds[LINE_FEED] = quotedKinds[CARRIAGE_RETURN] = quotedKinds[quote] = 1;
  let [allStarts, allEnds, allLines] = [new Uint32Array(0), new Uint32Array(0), new Uint32Array(0)];

  return ({ bytes, from, to, isEnd, line: firstLine }) => {
    if (allStarts.length < to - from + 1) {
      [allStarts, allEnds, allLines] = [new Uint32Array(to - from + 1), new Uint32Array(to - from + 1), new Uint32Array(to - from + 1)];
    }
    const [starts, ends, lines] = [allStarts, allEnds, allLines];
    const bad: BadRow[] = [];
    const escaped: number[] = [];
    bytes[to] = LINE_FEED; // so that the loops end without a look at `to`
    let [i, line, rows, cells] = [from, firstLine, 0, 0];
    // The row that is being read.
    let [rowStart, rowLine, rowCells] = [from, firstLine, 0];
    let escapedBefore = 0;

    reading: for (;;) {
      let start = i;
      while (kinds[bytes[i]!] === ORDINARY) i++;
      let kind = kinds[bytes[i]!]!;
      let end = i;
      let isQuoted = false;

      if (kind >= QUOTE) {
        let problem: BadRow['problem'] | undefined = kind === NUL ? 'nul' : undefined;
        if (kind === QUOTE) {
          while (start < i && isBlank(bytes[start]!)) start++;
          if (start < i) problem = 'quote';
          else {
            start++;
            i++;
            for (;;) {
              while (quotedKinds[bytes[i]!] === 0) i++;
              if (i >= to) {
                if (!isEnd) break reading;
                // The row is given up, and reading goes on with the line after the one on which it began.
                bad.push({ line: rowLine, problem: 'open', cell: cells - rowCells + 1 });
                i = afterLine(bytes, rowStart, to);
                line = rowLine + 1;
                cells = rowCells;
                escaped.length = escapedBefore;
                if (i >= to) {
                  rowStart = to;
                  rowLine = line;
                  break reading;
                }
                [rowStart, rowLine] = [i, line];
                continue reading;
              }
              const byte = bytes[i++]!;
              if (byte === quote) {
                if (i < to && bytes[i] === quote) {
                  i++;
                  if (escaped[escaped.length - 1] !== cells) escaped.push(cells);
                  continue;
                }
                break;
              }
              if (byte === 0) problem = 'nul';
              else if (byte === LINE_FEED || bytes[i] !== LINE_FEED) line++; // of CR LF, the LF is counted
            }
            end = i - 1;
            isQuoted = true;
            while (isBlank(bytes[i]!) && kinds[bytes[i]!] === ORDINARY) i++;
            kind = kinds[bytes[i]!]!;
            if (kind !== DELIMITER && kind !== LINE_END) problem ??= 'quote';
          }
        }
        if (problem !== undefined) {
          bad.push({ line, problem, cell: cells - rowCells + 1 });
          while (kinds[bytes[i]!] !== LINE_END) i++;
          const next = i === to ? (isEnd ? to : -1) : afterLineEnd(bytes, i, to, isEnd);
          if (next < 0) {
            bad.pop();
            break;
          }
          cells = rowCells;
          escaped.length = escapedBefore;
          i = next;
          line++;
          [rowStart, rowLine] = [i, line];
          if (i >= to) break;
          continue;
        }
      }

      if (!isQuoted && start < end) {
        if (bytes[end - 1]! <= SPACE) while (end > start && isBlank(bytes[end - 1]!)) end--;
        if (bytes[start]! <= SPACE) while (start < end && isBlank(bytes[start]!)) start++;
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
      } else {
        i = afterLineEnd(bytes, i, to, isEnd);
        if (i < 0) break;
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
        if (count > 1 || start < end || isQuoted) bad.push({ line: rowLine, problem: 'uneven', cell: count });
        cells = rowCells;
        escaped.length = escapedBefore;
      }
      line++;
      rowStart = i;
      rowLine = line;
      if (i >= to) break;
    }

    escaped.length = escapedBefore;
    for (const cell of escaped) ends[cell] = unescape(bytes, starts[cell]!, ends[cell]!, quote);
    return {
      rows,
      starts: starts.slice(0, rows * width),
      ends: ends.slice(0, rows * width),
      lines: lines.slice(0, rows),
      bad,
      next: rowStart,
      line: rowLine,
    };
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

function afterLine(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to && bytes[i] !== LINE_FEED && bytes[i] !== CARRIAGE_RETURN) i++;
  return i === to ? to : afterLineEnd(bytes, i, to, true);
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
