import { numberForm, type NumberForm } from '../time/numberForm.ts';
import { namesId } from './idLook.ts';
import type { NumberProfile } from './profile.ts';

/** Looks whether all numbers of a column may be dates that are written in one way, in the order in which they come. */
export interface NumberDates {
  add(values: Float64Array): void;
  /** Undefined where some number is none. */
  finish(): NumberDatesLook | undefined;
}

export interface NumberDatesLook {
  readonly form: NumberForm;
  /** Whether none lies before the one before it, or none after it. */
  readonly isSteady: boolean;
  /** The largest number by whose multiples all are apart. */
  readonly apart: number;
}

export function createNumberDates(): NumberDates {
  let form: NumberForm | undefined;
  let isNone = false;
  let [isRising, isFalling] = [true, true];
  let [first, last, apart] = [NaN, NaN, 0];
  return {
    add(values) {
      if (isNone || values.length === 0) return;
      if (form === undefined) {
        form = numberForm(values[0]!);
        [first, last] = [values[0]!, values[0]!];
      }
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!;
        if (form === undefined || numberForm(value) !== form || !Number.isInteger(value)) {
          isNone = true;
          return;
        }
        if (value < last) isRising = false;
        if (value > last) isFalling = false;
        last = value;
        if (apart === 0 || (value - first) % apart !== 0) apart = greatestDivisor(Math.abs(value - first), apart);
      }
    },
    finish: () => (isNone || form === undefined ? undefined : { form, isSteady: isRising || isFalling, apart }),
  };
}

function greatestDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Milliseconds of the days from 1990 to 2100. */
const MILLISECONDS = [6.3e11, 4.11e12] as const;
/** Seconds of ten digits: from 2001 to 2039, beyond which they are rather something else. */
const SECONDS = [1e9, 2.2e9] as const;
/** Fewer different numbers may be dates by chance. */
const FEWEST = 10;

/**
 * What numbers are that may all be dates: dates, where it is plain by the name of their column or by their order; `maybe` where that
 * does not tell.
 */
export function readsAsDates(
  name: string,
  { form, isSteady, apart }: NumberDatesLook,
  { least, most, different }: Pick<NumberProfile, 'least' | 'most'> & { readonly different: number },
): 'dates' | 'maybe' | undefined {
  const isWithin = ([from, to]: readonly [number, number]) => least >= from && most <= to;
  if (form === 'milliseconds') return isWithin(MILLISECONDS) ? 'dates' : undefined;
  if (form === 'seconds' && !isWithin(SECONDS)) return undefined;
  if (namesTime(name)) return 'dates';
  if (different < FEWEST) return undefined;
  // What counts rows does not leave out the 32nd of a month, or the 13th month, nor does it go by minutes.
  const goesOn = form === 'seconds' ? apart % 60 === 0 : Math.floor(least / 100) < Math.floor(most / 100);
  return isSteady && goesOn && !namesId(name) ? 'dates' : 'maybe';
}

/** What to tell of numbers that may be dates. */
export const maybeDatesText = (form: NumberForm): string => `looks like dates in the form ${formText(form)}`;

/** `YYYYMMDD`, `seconds since 1970` */
export const formText = (form: NumberForm): string => (form.startsWith('Y') ? form : `${form} since 1970`);

/** `date`, `saleDate`, `created_at`, `pickup_datetime`, `ym`, `Datum`. */
export const namesTime = (name: string): boolean =>
  /(?:^|[^a-z])(?:t|ts|dt|at|when|on|since|until|time|times|stamp|epoch|unix|day|month|year|week|quarter|period|hour|minute|created|updated|ymd|ym|yyyymm|yyyymmdd|birth|dob|zeit|datum|tag|monat|jahr|fecha|jour|mois)(?:$|[^a-z])|(?:date|time|datum|stamp)s?$/i.test(
    name.replace(/(?<=[a-z])(?=[A-Z])/g, '_'),
  );
