import { decodeText } from './byteColumn.ts';
import type { DelimitedOptions, Dialect } from './dialect.ts';
import { roomFor } from './marks.ts';
import { numberTally, styleOf, type NumberTally } from './numberStyle.ts';
import { createTokenizer } from './tokenize.ts';

/** Bytes at the beginning that are looked at. */
const SAMPLE = 2 ** 15;
/** In the order in which they win where all else is equal. */
export const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];

/**
 * How a text is written, by its first rows: delimiter and quote are those by which most rows are as long as the header, of several the
 * one that leaves most cells that are numbers, then the one that makes most columns. How numbers are written, the columns decide
 * (`styleOf`).
 * @param bytes UTF-8.
 * @param isAll Whether this is the whole text.
 */
export function detectDialect(bytes: Uint8Array, isAll: boolean, options: DelimitedOptions): FoundDialect {
  const sample = bytes.subarray(0, SAMPLE);
  const quotes = options.quote === undefined ? quotesOf(sample).filter((quote) => quote !== options.delimiter) : [options.quote];
  const isEnd = isAll && sample.length === bytes.length;
  const delimiters = options.delimiter === undefined ? DELIMITERS : [options.delimiter];
  const views = quotes.flatMap((quote) => delimiters.map((delimiter) => viewAs({ delimiter, quote }, sample, isEnd)));
  let best = views[0]!;
  for (const view of views) if (isBetter(view, best)) best = view;
  return { delimiter: best.delimiter, quote: best.quote, ...styleOf(best.numbers().columns, best.delimiter, options) };
}

/** A dialect, and which cell of which column may mean another number in another one. */
export interface FoundDialect extends Dialect {
  readonly unsure?: { readonly column: number; readonly example: string };
}

/** The beginning of a text as one delimiter and one quote divide it. */
interface View {
  readonly delimiter: string;
  readonly quote: string;
  readonly width: number;
  /** The share of rows that are as long as the first one. */
  readonly even: number;
  /** What the cells are, looked at when it is asked for: mostly the widths decide alone. */
  numbers(): Numbers;
}

interface Numbers {
  readonly columns: readonly NumberTally[];
  /** The share of cells that are numbers in some way. */
  readonly share: number;
}

function viewAs(dialect: Pick<Dialect, 'delimiter' | 'quote'>, sample: Uint8Array, isEnd: boolean): View {
  const read = (width: number, end: boolean) => {
    const bytes = roomFor(sample.length); // the reader writes into it
    bytes.set(sample);
    return { bytes, ...createTokenizer(dialect, width)({ bytes, length: sample.length, isEnd: end, line: 1 }) };
  };
  const none = { ...dialect, width: 0, even: 0, numbers: () => ({ columns: [], share: 0 }) };
  let end = isEnd;
  let widths = read(-1, end).bad; // no row is -1 long, so that each is told with its length
  if (widths.length === 0) widths = read(-1, (end = true)).bad;
  const first = widths[0];
  if (first === undefined || first.problem !== 'uneven') return none;
  const width = first.cell;
  const { bytes, rows, starts, ends } = read(width, end);
  let known: Numbers | undefined;
  const look = (): Numbers => {
    const columns = Array.from({ length: width }, numberTally);
    for (let i = width; i < rows * width; i++) columns[i % width]!.add(decodeText(bytes, starts[i]!, ends[i]!));
    return { columns, share: columns.reduce((sum, column) => sum + column.numbers, 0) / (rows * width) };
  };
  return { ...dialect, width, even: rows / widths.length, numbers: () => (known ??= look()) };
}

function isBetter(view: View, other: View): boolean {
  const [divides, otherDivides] = [view.width > 1, other.width > 1];
  if (divides !== otherDivides) return divides;
  if (view.even !== other.even) return view.even > other.even;
  const [share, otherShare] = [view.numbers().share, other.numbers().share];
  if (share !== otherShare) return share > otherShare;
  return view.width > other.width;
}

/** The quotes that may be meant, in the order in which they win: a single one alone where the text begins with it and has no double one. */
function quotesOf(sample: Uint8Array): readonly string[] {
  if (!sample.includes(SINGLE_QUOTE)) return ['"'];
  const first = sample.find((byte) => byte > 32);
  return first === SINGLE_QUOTE && !sample.includes(DOUBLE_QUOTE) ? ["'"] : ['"', "'"];
}

const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
