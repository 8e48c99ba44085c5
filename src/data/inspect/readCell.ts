import { missingText } from '../missing.ts';
import { isInexactWhole } from '../inexactWhole.ts';
import { booleanWord, cellText, keyOf, listLength } from './cell.ts';
import { datesOf, type WrittenDate } from './writtenDate.ts';

/** What a cell is. `key` is what it is told apart by: a number, or a text. */
export type Reading =
  | { readonly is: 'missing'; readonly key: null; readonly as: string }
  | {
      readonly is: 'number';
      readonly key: string | number;
      readonly value: number;
      readonly hasLeadingZero: boolean;
      /** A whole one of so many digits that a double holds another one. */
      readonly isInexact: boolean;
    }
  | { readonly is: 'boolean'; readonly key: string; readonly word: string }
  | { readonly is: 'list'; readonly key: string; readonly length: number }
  | { readonly is: 'date'; readonly key: string; readonly dates: readonly WrittenDate[] }
  | { readonly is: 'nested'; readonly key: string; readonly isList: boolean }
  | { readonly is: 'text'; readonly key: string; readonly text: string; readonly words: number };

/**
 * Reads a cell by itself, whatever the others of its column are.
 * @param value The number that it is, NaN where it is none.
 */
export function readCell(cell: unknown, value: number): Reading {
  const gap = missingText(cell);
  if (gap !== undefined) return { is: 'missing', key: null, as: gap };
  const text = Number.isNaN(value) || typeof cell === 'string' ? cellText(cell) : '';
  if (!Number.isNaN(value)) {
    // 1.0 and 1 are one value, -0 and 0 too; 007 and 7 are different codes, and so are two of 19 digits that one double stands for.
    const hasLeadingZero = /^0\d/.test(text);
    const isInexact = isInexactWhole(text, value);
    return { is: 'number', key: hasLeadingZero || isInexact ? text : value + 0, value, hasLeadingZero, isInexact };
  }
  const word = booleanWord(text);
  if (word !== undefined) return { is: 'boolean', key: text, word };
  const length = listLength(cell);
  if (length !== undefined) return { is: 'list', key: keyOf(text), length };
  if (typeof cell === 'object' && !(cell instanceof Date)) return { is: 'nested', key: keyOf(text), isList: Array.isArray(cell) };
  const dates = datesOf(cell instanceof Date ? cell : text);
  if (dates.length > 0) return { is: 'date', key: text, dates };
  return { is: 'text', key: keyOf(text), text, words: text.match(/\S+/g)?.length ?? 0 };
}

/** The same, where texts that come again and again are read once; so many different ones are remembered. */
export function createCellReader(limit: number): (cell: unknown, value: number) => Reading {
  const known = new Map<string, Reading>();
  return (cell, value) => {
    if (typeof cell !== 'string') return readCell(cell, value);
    const found = known.get(cell);
    // Of two files of one table `1.5` may be a number in one, and in the other, with decimal commas, none.
    if (found !== undefined && (found.is === 'number') !== Number.isNaN(value)) return found;
    const reading = readCell(cell, value);
    // A column of which all cells differ gains nothing: it soon stops to remember.
    if (known.size < limit && cell.length < 200) known.set(cell, reading);
    return reading;
  };
}
