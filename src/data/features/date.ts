import { deriveSeed } from '../../random.ts';
import type { FeatureOf } from '../../spec/features.ts';
import type { DatePart } from '../../spec/features/date.ts';
import type { Column } from '../frame.ts';
import { createMostFrequent } from '../frequent.ts';
import { createNumberSample, quantileOf } from '../inspect/reservoir.ts';
import type { Problems, Wrong } from '../problems.ts';
import { createMoments, encodeMoment, partsOfDate, type DateScales, type Moments } from './dateParts.ts';
import { readDate, readDateBy, type DateOrder, type DateReading } from '../time/dateText.ts';
import { LEAST_MILLISECONDS, numberForm, timeOfNumber, type NumberForm } from '../time/numberForm.ts';
import { createGaps, indicatorPart, keepGaps, type GapsKept } from './gaps.ts';
import { ofOneColumn, type EncoderBase, type Part } from './kind.ts';

/** moment -> its parts: trend and year scaled, the others as sine and cosine. */
export interface DateFeature extends EncoderBase<'date'>, GapsKept {
  readonly parts: readonly DatePart[];
  readonly scales: DateScales;
  /** How dates are written, where the spec says it. */
  readonly format?: string;
  /** Which of day and month stands first, where the training rows told it. */
  readonly order?: DateOrder;
  /** How dates are written that are numbers, where they are not milliseconds since 1970. */
  readonly numbers?: NumberForm;
  /** The numbers that a missing date becomes; without them it is an error. */
  readonly fill?: readonly number[];
}

type Spec = FeatureOf<'date'>;

/** A day or a moment. */
export const date = ofOneColumn<Spec, DateFeature>({
  fitter(name, { parts: asked, format, missing = 'error', missingIndicator = true, missingValues }) {
    const read = createReader(format, missingValues);
    // Until some row tells days from months, both ways to read them are followed.
    const ways = { dayFirst: createWay(name, asked, missing), monthFirst: createWay(name, asked, missing) };
    let order: DateOrder | undefined;
    let isUnsure = false;
    let missed = 0;
    let largest = 0;
    // The first number tells how all are written: each way lies in a range of its own.
    let numbers: NumberForm | undefined;
    return {
      add(column, problems) {
        const { codes, readings } = read(column);
        codes.forEach((code, row) => {
          const reading = readings[code];
          if (reading === null && missing !== 'error') return void missed++;
          if (!reading) return problems.add(name, row, missing === 'error' ? NO_DATE : NEITHER);
          if (reading.isNumber) numbers ??= numberForm(reading.dayFirst!) ?? 'milliseconds';
          const { dayFirst, monthFirst, hasTime } = reading.isNumber ? readNumber(reading.dayFirst!, numbers!) : reading;
          if (dayFirst === undefined && monthFirst === undefined) return problems.add(name, row, otherNumber(numbers!));
          if (order === undefined && (dayFirst === undefined || monthFirst === undefined)) {
            order = dayFirst === undefined ? 'monthFirst' : 'dayFirst';
          }
          if (order !== undefined && { dayFirst, monthFirst }[order] === undefined) return problems.add(name, row, otherOrder(order));
          if (dayFirst !== monthFirst) isUnsure = true;
          if (numbers === 'milliseconds' && reading.isNumber) largest = Math.max(largest, Math.abs(dayFirst!));
          if (order !== 'monthFirst') ways.dayFirst.add(dayFirst!, hasTime);
          if (order !== 'dayFirst') ways.monthFirst.add(monthFirst!, hasTime);
        });
      },
      finish(problems) {
        if (order === undefined && isUnsure) problems.addColumn(name, UNSURE);
        if (numbers === 'milliseconds' && largest < LEAST_MILLISECONDS) problems.addColumn(name, noMilliseconds(largest));
        const { moments, fill } = ways[order ?? 'dayFirst'];
        const parts = moments.parts();
        const scales = moments.scales();
        const filled = fill(problems, (time) => encodeMoment(time, parts, scales));
        return {
          name,
          type: 'date',
          parts,
          scales: Object.fromEntries(Object.entries(scales).filter(([part]) => parts.includes(part as DatePart))),
          ...(format === undefined ? {} : { format }),
          ...(order === undefined ? {} : { order }),
          ...(numbers === undefined || numbers === 'milliseconds' ? {} : { numbers }),
          ...(filled === undefined ? {} : { fill: filled }),
          ...keepGaps(missingValues, missingIndicator && missed > 0),
        };
      },
    };
  },
  parts: ({ parts, hasIndicator }): readonly Part[] => [...partsOfDate(parts), ...(hasIndicator ? [indicatorPart] : [])],
  write(encoder, column, { values, width, offset }, problems) {
    const { name, parts, scales, format, order, numbers: form = 'milliseconds', fill, hasIndicator, missingValues } = encoder;
    const { codes, readings: found } = createReader(format, missingValues)(column);
    const readings = found.map((reading) => (reading?.isNumber ? readNumber(reading.dayFirst!, form) : reading));
    const told = partsOfDate(parts).length;
    const encoded = readings.map((reading) => {
      if (!reading) return reading === null ? fill : undefined;
      const time = order === undefined && reading.dayFirst !== reading.monthFirst ? undefined : reading[order ?? 'dayFirst'];
      return time === undefined ? undefined : encodeMoment(time, parts, scales);
    });
    codes.forEach((code, row) => {
      const numbers = encoded[code];
      const at = row * width + offset;
      if (numbers !== undefined) values.set(numbers, at);
      else if (found[code]?.isNumber) problems.add(name, row, otherNumber(form));
      else if (!readings[code]) problems.add(name, row, fill === undefined ? NO_DATE : NEITHER);
      else problems.add(name, row, order === undefined ? UNKNOWN_ORDER : otherOrder(order));
      if (hasIndicator && readings[code] === null) values[at + told] = 1;
    });
  },
});

/** One way to read the dates of a column. */
interface Way {
  readonly moments: Moments;
  add(time: number, hasTime: boolean): void;
  /** The numbers that a missing date becomes; undefined where it is an error. */
  fill(problems: Problems, encode: (time: number) => number[]): readonly number[] | undefined;
}

function createWay(name: string, asked: Spec['parts'], missing: Spec['missing']): Way {
  const moments = createMoments(asked);
  const sample = missing === 'median' ? createNumberSample(100_000, deriveSeed(0, 'median', name)) : undefined;
  const mode = missing === 'mostFrequent' ? createMostFrequent() : undefined;
  let count = 0;
  return {
    moments,
    add(time, hasTime) {
      count++;
      moments.add(time, hasTime);
      sample?.add(time);
      mode?.add(time);
    },
    fill(problems, encode) {
      if (missing === 'error') return undefined;
      if (count === 0) {
        problems.addColumn(name, { expected: 'a date in one row at least', received: 'none', fix: 'make it an "ignore" column' });
        return [];
      }
      if (missing === 'mean') return moments.mean();
      return encode(sample ? Math.round(quantileOf(sample.sorted(), 0.5)) : (mode?.finish() ?? readDate(missing)!.dayFirst!));
    },
  };
}

/** Reads the different cells of a column: null where one is missing, undefined where it is no date. */
function createReader(format: string | undefined, missingValues: readonly (string | number)[] | undefined) {
  const gaps = createGaps(missingValues);
  const read = format === undefined ? readDate : readDateBy(format);
  const readCell = (cell: unknown): DateReading | null | undefined => (gaps.has(cell) ? null : read(cell));
  return (column: Column) => {
    const { codes, values } = column.coded();
    return { codes, readings: values.map(readCell) };
  };
}

/** In none of both ways, where a number is not written so. */
function readNumber(value: number, form: NumberForm): DateReading {
  const time = timeOfNumber(value, form);
  const hasTime = form !== 'YYYYMMDD' && form !== 'YYYYMM';
  return time === undefined ? { hasTime } : { dayFirst: time, monthFirst: time, hasTime };
}

const noMilliseconds = (largest: number) => ({
  expected: 'seconds or milliseconds since 1970, or all as 20240131 or 202401, where dates are numbers',
  received: `none beyond ${largest}`,
  fix: 'say how they are written: "format": "YYMMDD"; years alone are a "number"',
});

const UNSURE = {
  expected: 'dates that tell days from months',
  received: 'none with a day beyond 12',
  fix: 'write "format": "DD/MM/YYYY" or "MM/DD/YYYY" for the column, with the separator that it has',
};
const DATES = 'a date (2024-01-31, 31.01.2024, 20240131, seconds or milliseconds since 1970)';
const NO_DATE: Wrong = {
  expected: DATES,
  fix: 'write "missing": "mean" for the column (or "median", "mostFrequent", a date) if cells are missing; if dates are written otherwise say how: "format": "DD.MM.YY"',
};
const NEITHER: Wrong = {
  expected: `${DATES}, or a text that stands for none,`,
  fix: 'correct the cells, or say how dates are written: "format": "DD.MM.YY", or what stands for none: "missingValues": ["..."]',
};
const UNKNOWN_ORDER: Wrong = {
  expected: 'a date that tells its day from its month, since the training rows did not,',
  fix: 'write the year first: 2024-01-31',
};
const otherNumber = (form: NumberForm): Wrong => ({
  expected: `${NUMBERS[form]}, as in the rows before,`,
  fix: 'write all dates of the column in one way',
});
const NUMBERS: Readonly<Record<NumberForm, string>> = {
  YYYYMMDD: 'a day such as 20240131',
  YYYYMM: 'a month such as 202401',
  YYYYMMDDhhmm: 'a moment such as 202401311259',
  YYYYMMDDhhmmss: 'a moment such as 20240131125930',
  seconds: 'seconds since 1970',
  milliseconds: 'milliseconds since 1970',
};
const otherOrder = (order: DateOrder): Wrong => ({
  expected: `a date with the ${order === 'dayFirst' ? 'day' : 'month'} first, as in the rows before,`,
  fix: 'write all dates of the column in one way',
});
