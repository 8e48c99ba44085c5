import { missingText } from '../missing.ts';
import { readNumber } from '../number.ts';

/** Which cells of a column hold no value. */
export interface Gaps {
  has(cell: unknown): boolean;
  /** Numbers that stand for no value, such as -999. */
  readonly numbers: ReadonlySet<number>;
}

/**
 * Empty cells and no cells are gaps always.
 * @param values What else is written for no value. Default: the texts that are well known for it (`MISSING_TEXTS`).
 */
export function createGaps(values?: readonly (string | number)[]): Gaps {
  if (values === undefined) return { has: (cell) => missingText(cell) !== undefined, numbers: new Set() };
  const texts = new Set(values.filter((value) => typeof value === 'string').map((value) => value.trim()));
  const numbers = new Set(values.map(readNumber).filter((value) => value !== undefined));
  const has = (cell: unknown): boolean => {
    if (cell === undefined || cell === null || Number.isNaN(cell)) return true;
    if (cell instanceof Date) return Number.isNaN(cell.getTime());
    if (typeof cell === 'string' && (cell.trim() === '' || texts.has(cell.trim()))) return true;
    const value = readNumber(cell);
    return value !== undefined && numbers.has(value);
  };
  return { has, numbers };
}

/** What an encoder keeps of how gaps are told. */
export interface GapsKept {
  /** What is written for no value, where the spec lists it. */
  readonly missingValues?: readonly (string | number)[];
  /** There is one more number, which is 1 where the cell is missing. */
  readonly hasIndicator?: true;
}

export const keepGaps = (missingValues: readonly (string | number)[] | undefined, hasIndicator: boolean): GapsKept => ({
  ...(missingValues === undefined ? {} : { missingValues }),
  ...(hasIndicator ? { hasIndicator } : {}),
});

/** The part that tells of a gap. */
export const indicatorPart = { of: 'missing', isNumber: false } as const;
