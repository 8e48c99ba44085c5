import type { NumberForm } from '../time/numberForm.ts';
import type { SeriesLook } from './lookOfSeries.ts';

/** What a look at a table came to: plain JSON. */
export interface TableProfile {
  /** What messages call the table: `iris.csv`. */
  readonly source: string;
  readonly rows: number;
  /** Rows of which an equal one came before; of a long table an estimate. */
  readonly duplicates: Counted;
  /** In the table's order. */
  readonly columns: readonly ColumnProfile[];
  /** Where the first rows look like series in time. */
  readonly series?: SeriesLook;
}

/** A number of things; where it is not exact, an estimate that errs by a few per cent. */
export interface Counted {
  readonly count: number;
  readonly isExact: boolean;
}

/**
 * What a column holds, cells without a value aside. A constant has the same value in each; the levels are texts that come again,
 * up to 20 of them where they are few; mixed is more than one kind of thing, most of them no texts.
 */
export type Holds =
  | 'numbers'
  | 'wholeNumbers'
  | 'yesNo'
  | 'dates'
  | 'fewLevels'
  | 'manyLevels'
  | 'text'
  | 'numberLists'
  | 'wordLists'
  | 'objects'
  | 'empty'
  | 'constant'
  | 'mixed';

export interface ColumnProfile {
  readonly name: string;
  readonly holds: Holds;
  /** Cells with a value. */
  readonly present: number;
  readonly missing: {
    readonly count: number;
    /** The texts that were taken as missing, and how often; an empty text for what was not there at all. */
    readonly as: readonly Level[];
  };
  readonly distinct: Counted;
  /** The most frequent values, most frequent first: up to 50; of a column with very many the counts are estimates. */
  readonly levels: readonly Level[];
  /** The least frequent value; absent where there are too many to tell. */
  readonly rarest?: Level;
  /** Of the cells that are numbers. */
  readonly numbers?: NumberProfile;
  /** Of the cells that are neither numbers nor dates, lists or words for yes and no. */
  readonly texts?: TextProfile;
  readonly dates?: DateProfile;
  readonly lists?: ListProfile;
  /** Cells that are lists of other things than numbers, and objects. */
  readonly nested?: { readonly lists: number; readonly objects: number };
  /** In a column of numbers and other things: what is no number, where that is 20 different values at most. */
  readonly others?: readonly string[];
  /** In a column of dates and a few other things: what is no date, nor a number that is one. */
  readonly besideDates?: readonly string[];
  readonly histogram?: Histogram;
  /** Why it looks like the name of a row rather than a property of it. */
  readonly id?: IdLook;
  /** The first few different values, as texts. */
  readonly examples: readonly string[];
}

export interface Level {
  readonly value: string;
  readonly count: number;
}

export interface NumberProfile {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** The population's (divided by the count). */
  readonly deviation: number;
  /** Of a random part where there are more than 10,000 numbers; so are the quantiles. */
  readonly skewness: number;
  /** Skewness of log(1 + x); absent where one is below 0. */
  readonly logSkewness?: number;
  readonly quantiles: Readonly<Record<QuantileName, number>>;
  /** Written with zeros in front (`007`): codes rather than quantities. */
  readonly leadingZeros: number;
  /** Whole numbers of so many digits that a double holds another one, where there are such: codes too, where most are as long. */
  readonly inexact?: number;
  /** All may be dates that are written so, which neither the name of the column nor their order tells. */
  readonly maybeDates?: NumberForm;
}

/** `p05`: below it lie 5 % of the numbers. */
export type QuantileName = 'p01' | 'p05' | 'p25' | 'p50' | 'p75' | 'p95' | 'p99';

export interface TextProfile {
  readonly count: number;
  /** Characters of the longest. */
  readonly longest: number;
  readonly meanLength: number;
  readonly meanWords: number;
  /** So many look like dates in a form that is not read; absent where none does. */
  readonly likeDates?: number;
  /** The first few different ones. */
  readonly examples: readonly string[];
}

export interface DateProfile {
  readonly count: number;
  /** The format that reads all of them where there is one, else all that came, most frequent first; of numbers how they count. */
  readonly formats: readonly { readonly format: string; readonly count: number }[];
  /** Whether days and months may be the other way round: `01/02/2024`, and never a day beyond 12. */
  readonly isUnsure: boolean;
  /** Days: `2024-01-31`. */
  readonly least: string;
  readonly most: string;
}

export interface ListProfile {
  readonly count: number;
  /** Numbers in the shortest and in the longest. */
  readonly shortest: number;
  readonly longest: number;
}

/** Bin i is from `edges[i]` to `edges[i + 1]`; of dates the edges are milliseconds since 1970. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Whole numbers that rise row by row, that are all different and without gaps, UUIDs, codes that are all different, or a name such as `customer_id`. */
export type IdLook = 'rising' | 'counted' | 'uuid' | 'codes' | 'named';

/** Whether a column of several things holds numbers but for a few texts, so few that they may stand for none. */
export const isMostlyNumbers = ({ holds, numbers, present, lists, nested }: ColumnProfile): boolean =>
  holds === 'mixed' && lists === undefined && nested === undefined && numbers !== undefined && numbers.count >= 0.9 * present;

/** The profile of a column by its name. */
export const columnOf = ({ columns }: TableProfile, name: string): ColumnProfile | undefined =>
  columns.find((column) => column.name === name);
