import type { Wrong } from '../problems.ts';
import type { DateReading } from '../time/dateText.ts';
import { LEAST_MILLISECONDS, MOST_MILLISECONDS, numberForm, timeOfNumber, type NumberForm } from '../time/numberForm.ts';

/** How the dates of a column are written that are numbers, as the training rows told it. */
export interface DateNumbers {
  /** Without it no training row was a number: then each says by itself how it is written. */
  readonly numbers?: NumberForm;
  /** Milliseconds so near to 1970 were among the training rows that seconds cannot be told from them. */
  readonly isNear1970?: true;
}

/** When a number is; in none of both ways, where it is not written so. */
export function readDateNumber(value: number, { numbers, isNear1970 }: DateNumbers): DateReading {
  const form = numbers ?? formOf(value);
  const time = form === undefined || !isWritten(value, form, isNear1970) ? undefined : timeOfNumber(value, form);
  const hasTime = form !== 'YYYYMMDD' && form !== 'YYYYMM';
  return time === undefined ? { hasTime } : { dayFirst: time, monthFirst: time, hasTime };
}

const formOf = (value: number): NumberForm | undefined =>
  numberForm(value) ?? (value <= -LEAST_MILLISECONDS && value > -MOST_MILLISECONDS ? 'milliseconds' : undefined);

/** As milliseconds 20240131 and 202401 were in the first hours of 1970: nobody means that. */
const isWritten = (value: number, form: NumberForm, isNear1970 = false): boolean =>
  form !== 'milliseconds' || Math.abs(value) >= LEAST_MILLISECONDS || (isNear1970 && !numberForm(value)?.startsWith('Y'));

/** Of a number that is not read. */
export const wrongNumber = (form: NumberForm | undefined): Wrong =>
  form === undefined
    ? {
        expected: 'a date, or a number that tells one (20240131, 202401, 202401311259, seconds or milliseconds since 1970),',
        fix: 'write it as 2024-01-31; days as a spreadsheet counts them (45322) are to be written as dates there',
      }
    : { expected: `${NUMBERS[form]}, as in the rows before,`, fix: 'write all dates of the column in one way' };

const NUMBERS: Readonly<Record<NumberForm, string>> = {
  YYYYMMDD: 'a day such as 20240131',
  YYYYMM: 'a month such as 202401',
  YYYYMMDDhhmm: 'a moment such as 202401311259',
  YYYYMMDDhhmmss: 'a moment such as 20240131125930',
  seconds: 'seconds since 1970',
  milliseconds: 'milliseconds since 1970',
};
