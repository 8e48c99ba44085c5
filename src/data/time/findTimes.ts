import { codedNumbers, type Column } from '../frame.ts';
import { readDate, readDateBy } from './dateText.ts';
import { createPatternFinder, type TimePattern } from './findPattern.ts';
import { numberForm, type DigitForm } from './numberForm.ts';
import { piecesBy, piecesOf } from './pieces.ts';
import { inRanges, type InTurns } from '../../turns/inTurns.ts';
import { findTimeFormat, READING, type TimeFormat } from './timeFormat.ts';

/**
 * Tells from all cells of the column that says when how they are read, and written to the letter. Numbers that are all days (20240131),
 * months (202401) or seconds since 1970 are read as such: counted on as numbers, days and months would not end where they do.
 * @param format How dates are written, where the spec says it.
 */
export function* findTimes(column: Column, format: string | undefined): InTurns<TimeFormat> {
  const form = format === undefined ? formOfNumbers(codedNumbers(column)) : undefined;
  const found = yield* findTimeFormat(column, format ?? (form === 'seconds' ? undefined : form));
  if (form === 'seconds') return { ...found, written: 'seconds' };
  if (found.written !== 'date' && found.written !== 'month') return found;
  const { values } = column.coded();
  const isNumber = values.every((value) => typeof value === 'number');
  return { ...found, ...(yield* patternOf(values, found)), ...(isNumber ? { isNumber } : {}) };
}

function formOfNumbers(numbers: Float64Array): DigitForm | 'seconds' | undefined {
  if (numbers.length === 0 || !numbers.every(Number.isInteger)) return undefined;
  const form = numberForm(numbers[0]!);
  if (form === undefined || form === 'milliseconds' || !numbers.every((value) => numberForm(value) === form)) return undefined;
  // Always the same month, every year: numbers that are 100 apart are followed by the right ones.
  return form === 'YYYYMM' && new Set(numbers.map((value) => value % 100)).size === 1 ? undefined : form;
}

function* patternOf(values: readonly unknown[], { format, order }: TimeFormat): InTurns<TimePattern | undefined> {
  const finder = createPatternFinder();
  const read = format === undefined ? readDate : readDateBy(format);
  const pieces = format === undefined ? (text: string) => piecesOf(text, order) : piecesBy(format);
  const look = (value: unknown) => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const reading = read(value);
    if (reading !== undefined && !reading.isNumber) finder.add(pieces(String(value).trim()), reading[order ?? 'dayFirst']!);
  };
  yield* inRanges(values.length, READING, (from, to) => {
    for (let at = from; at < to; at++) look(values[at]);
  });
  return finder.finish();
}
