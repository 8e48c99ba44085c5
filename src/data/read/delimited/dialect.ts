import type { NumberStyle } from '../../writtenNumber.ts';
import type { MissedDelimiter } from './missedDelimiter.ts';

/** How a text of cells is written. */
export interface Dialect extends NumberStyle {
  /** Between the cells of a row, one ASCII character. */
  readonly delimiter: string;
  /** Around cells that hold delimiters, quotes (doubled) or line ends, one ASCII character. */
  readonly quote: string;
}

/** How delimited text is read; what is left out is found by the first rows. */
export interface DelimitedOptions extends Partial<Dialect> {
  /** How numbers are likely to be written, where those of the first rows could be read in several ways. Default: as in most tables. */
  readonly likely?: NumberStyle;
  readonly encoding?: Encoding;
  /**
   * The names of the columns of a text that has no header; false: `column_1`, `column_2` and so on. Default: its first row that is
   * not blank.
   */
  readonly header?: readonly string[] | false;
  /** What to do with a row that is broken. Default: `error`. */
  readonly onBadRow?: 'error' | 'skip';
  /** Called at the end of a reading that skipped rows. */
  readonly onSkipped?: (report: SkippedRows) => void;
  /** Called with what messages call the table where its first column has no name, at each reading: it is an index, and left out. */
  readonly onIndex?: (source: string) => void;
  /** Called with what messages call a file without rows among several, which is passed over, at each reading. */
  readonly onEmpty?: (source: string) => void;
  /** Called with what messages call the table where its first row seems to be one like those below, and no header. */
  readonly onHeaderless?: (source: string) => void;
  /** Called where the table was taken for one column, and most of its lines look like several cells. */
  readonly onOneColumn?: (report: MissedDelimiter & { readonly source: string }) => void;
  /** Called where numbers may be a thousand times what they are read as, or a thousandth, and nothing tells. */
  readonly onUnsureNumbers?: (report: UnsureNumbers) => void;
}

/** `latin1` is read as windows-1252, as browsers do. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** What a reading left out. */
export interface SkippedRows {
  /** What messages call the table. */
  readonly source: string;
  readonly rows: number;
  /** The first of them: where they stand, and what is wrong with them. */
  readonly first: readonly { readonly place: string; readonly problem: string }[];
}

/** Numbers that can be read in two ways. */
export interface UnsureNumbers {
  /** What messages call the table. */
  readonly source: string;
  readonly column: string;
  /** One of them as it is written, `1.128`, and what it is read as. */
  readonly example: string;
  readonly value: number;
  /** The sign that would stand between its groups in the other reading. */
  readonly sign: '.' | ',';
}

export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;

/** What a byte is to the reader of a row. */
export const ORDINARY = 0;
export const DELIMITER = 1;
export const LINE_END = 2;
export const QUOTE = 3;
export const NUL = 4;

/** The kind of each byte outside of quotes, [256]. */
export function kindsOf({ delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[LINE_FEED] = kinds[CARRIAGE_RETURN] = LINE_END;
  kinds[0] = NUL;
  kinds[quote.charCodeAt(0)] = QUOTE;
  kinds[delimiter.charCodeAt(0)] = DELIMITER;
  return kinds;
}
