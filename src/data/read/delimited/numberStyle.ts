import { missingText } from '../../missing.ts';
import { isMarked, partsOf, type NumberStyle, type Thousands } from '../../writtenNumber.ts';

type Sign = '.' | ',';

/** What the cells of a column say of how numbers are written. */
export interface NumberTally {
  add(cell: string): void;
  /** Cells with a value, and those that are numbers in some way. */
  readonly present: number;
  readonly numbers: number;
  /** Cells that are numbers only where decimals begin with that sign. */
  readonly decimals: Readonly<Record<Sign, number>>;
  /** Those of them with groups beside decimals: `1,943.17`. */
  readonly both: number;
  /** Cells with a sign between groups of three digits. */
  readonly groups: Readonly<Record<Exclude<Thousands, ''>, number>>;
  /** Cells that are numbers either way: `1,234`. */
  readonly unsure: Readonly<Record<Sign, number>>;
  /** The first of them. */
  readonly example: string | undefined;
  /** Whole numbers without groups: of at most three digits, and of more. */
  readonly short: number;
  readonly long: number;
  /** Cells like `1,2,3`. */
  readonly lists: number;
}

const SPACED = /^[1-9]\d{0,2}(?:([ \u00a0\u2007\u2009\u202f'’])\d{3})(?:\1\d{3})*(?:([.,])\d+)?$/;
const GROUPED = /^[1-9]\d{0,2}(?:(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+(?:,\d+)?)$/;
const DECIMAL = /^(?:\d*([.,])\d+|\d+([.,]))(?:e[+-]?\d+)?$/i;
/** What no number begins with: a currency is short. */
const WORD = /^(?!\p{L}{1,3}\P{L})[a-z_"]/iu;
const PLAIN = /^-?(\d+)(?:([.,])(\d+))?$/;
const LIST = /^[-+\d ]+(?:,[-+\d ]+){2,}$/;

export function numberTally(): NumberTally {
  const tally = {
    present: 0,
    numbers: 0,
    decimals: { '.': 0, ',': 0 },
    both: 0,
    groups: { '.': 0, ',': 0, "'": 0, ' ': 0 },
    unsure: { '.': 0, ',': 0 },
    example: undefined as string | undefined,
    short: 0,
    long: 0,
    lists: 0,
  };
  const isNumber = (text: string): boolean => {
    if (WORD.test(text)) return false;
    const parts = partsOf(text);
    if (parts === undefined) return false;
    const { digits } = parts;
    const spaced = SPACED.exec(digits);
    if (spaced !== null) {
      tally.groups[/['’]/.test(spaced[1]!) ? "'" : ' ']++;
      if (spaced[2] !== undefined) tally.decimals[spaced[2] as Sign]++;
      return true;
    }
    if (GROUPED.test(digits)) {
      const [first, ...others] = digits.match(/[.,]/g)! as Sign[];
      if (others.length === 0) {
        tally.unsure[first!]++;
        tally.example ??= text;
        return true;
      }
      tally.groups[first!]++;
      tally.decimals[otherThan(first!)]++;
      if (others.at(-1) !== first) tally.both++;
      return true;
    }
    const decimal = DECIMAL.exec(digits);
    if (decimal !== null) tally.decimals[(decimal[1] ?? decimal[2]) as Sign]++;
    else if (!/^\d+(?:e[+-]?\d+)?$/i.test(digits)) return false;
    else if (!isMarked(parts)) tally[digits.length > 3 ? 'long' : 'short']++;
    return true;
  };
  const addPlain = (cell: string, [, whole, sign, decimals]: RegExpExecArray) => {
    if (sign === undefined) tally[whole!.length > 3 ? 'long' : 'short']++;
    else if (decimals!.length !== 3 || whole!.length > 3 || whole!.startsWith('0')) tally.decimals[sign as Sign]++;
    else {
      tally.unsure[sign as Sign]++;
      tally.example ??= cell;
    }
  };
  return Object.assign(tally, {
    add(cell: string) {
      // Most cells are plain numbers, for which this is enough.
      const plain = PLAIN.exec(cell);
      if (plain === null && missingText(cell) !== undefined) return;
      tally.present++;
      if (plain !== null) addPlain(cell, plain);
      if (plain !== null || isNumber(cell)) tally.numbers++;
      if (plain === null && cell.includes(',') && LIST.test(cell)) tally.lists++;
    },
  });
}

const otherThan = (sign: Sign): Sign => (sign === '.' ? ',' : '.');

export interface FoundStyle extends NumberStyle {
  /** A cell that may mean another number, where nothing told. */
  readonly unsure?: { readonly column: number; readonly example: string };
}

/**
 * How numbers are written, by the columns that hold some: each has a vote on what begins the decimals, where it has cells that can be
 * read in one way only (`89,6`; `1.943,17`; `12.75`). `1.128` can be read in two, and follows the others; where there are none, it is
 * read as everywhere, and `7,685` as a whole number between commas, where it is in quotes, or where shorter whole numbers are beside.
 * Between commas, decimals with one are in quotes too, but so are lists: there they need that no column says anything else.
 */
export function styleOf(
  columns: readonly NumberTally[],
  delimiter: string,
  given: Partial<NumberStyle> & { readonly likely?: NumberStyle },
): FoundStyle {
  const telling = columns.filter(({ numbers, present }) => numbers >= present / 2);
  const { decimal, isTold } = decimalOf(telling, columns, delimiter, given);
  const likely = isTold && given.likely?.decimal !== decimal ? undefined : given.likely;
  const thousands = given.thousands ?? mostGroups(telling, decimal) ?? likely?.thousands ?? otherThan(decimal);
  if (isTold || likely !== undefined || given.thousands !== undefined) return { decimal, thousands };
  const column = columns.findIndex(
    (tally) => telling.includes(tally) && tally.unsure[decimal] > 0 && (decimal === ',' || delimiter === ';' || areWhole(tally)),
  );
  const example = columns[column]?.example;
  return { decimal, thousands, ...(example === undefined ? {} : { unsure: { column, example } }) };
}

/** The sign between most groups; nothing where there are none. */
function mostGroups(columns: readonly NumberTally[], decimal: Sign): Thousands | undefined {
  const counts = ([otherThan(decimal), "'", ' '] as const).map((sign) => ({
    sign,
    count: columns.reduce((total, { groups }) => total + groups[sign], 0),
  }));
  const most = counts.reduce((best, next) => (next.count > best.count ? next : best));
  return most.count === 0 ? undefined : most.sign;
}

/** @returns Also whether some column, or the caller, told. */
function decimalOf(
  columns: readonly NumberTally[],
  all: readonly NumberTally[],
  delimiter: string,
  { decimal, thousands, likely }: Partial<NumberStyle> & { readonly likely?: NumberStyle },
): { readonly decimal: Sign; readonly isTold: boolean } {
  if (decimal !== undefined) return { decimal, isTold: true };
  if (thousands === '.' || thousands === ',') return { decimal: otherThan(thousands), isTold: true };
  const cells = { '.': 0, ',': 0 };
  const votes = { '.': 0, ',': 0 };
  for (const { decimals, unsure, lists, groups } of columns) {
    if (lists > groups[',']) continue;
    const isUnsure = thousands !== ''; // without groups, what follows one sign is decimals
    const [points, commas] = (['.', ','] as const).map((sign) => decimals[sign] + (isUnsure ? 0 : unsure[sign]));
    cells['.'] += points!;
    cells[','] += commas!;
    if (points !== commas) votes[points! > commas! ? '.' : ',']++;
  }
  const isComma = votes[','] > votes['.'] || (votes[','] === votes['.'] && cells[','] > cells['.']);
  if (delimiter === ',' && isComma) {
    const isSure = columns.some(({ both, groups }) => both > 0 && groups['.'] > 0);
    const isList = all.some(({ lists, groups }) => lists > groups[',']);
    return { decimal: isSure || (cells['.'] === 0 && !isList) ? ',' : '.', isTold: true };
  }
  if (cells['.'] + cells[','] > 0) return { decimal: isComma ? ',' : '.', isTold: true };
  if (likely !== undefined) return { decimal: likely.decimal, isTold: false };
  const withComma = columns.filter(({ unsure }) => unsure[','] > 0);
  const isDecimal =
    delimiter !== ',' && withComma.length > 0 && !withComma.some(areWhole) && columns.every(({ unsure }) => unsure['.'] === 0);
  return { decimal: isDecimal ? ',' : '.', isTold: false };
}

/** Whether numbers of three digits behind a sign stand beside whole ones as they are where groups are marked. */
const areWhole = ({ short, long }: NumberTally) => short > 0 && long === 0;
