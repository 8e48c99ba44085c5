import { show } from '../../errors.ts';
import { deriveSeed } from '../../random.ts';
import type { FeatureOf } from '../../spec/features.ts';
import type { DatePart } from '../../spec/features/date.ts';
import type { Column } from '../frame.ts';
import { createMostFrequent } from '../frequent.ts';
import type { Problems, Wrong } from '../problems.ts';
import { createNumberSample, KEPT_NUMBERS, quantileOf } from '../statistics/numberSample.ts';
import { encodeMoment, fitDateParts, partsOfDate, type DatePartsFitter, type DateScales } from './dateParts.ts';
import { readDate, readDateBy, type DateOrder, type DateReading } from '../time/dateText.ts';
import { LEAST_MILLISECONDS, numberForm, type NumberForm } from '../time/numberForm.ts';
import { readDateNumber, wrongNumber, type DateNumbers } from './dateNumber.ts';
import { createGaps, indicatorPart, keepGaps, type GapsKept } from './gaps.ts';
import { ofOneColumn, type EncoderBase, type Part } from './kind.ts';

/** moment -> its parts: trend and year scaled, the others as sine and cosine. */
export interface DateFeature extends EncoderBase<'date'>, GapsKept, DateNumbers {
  readonly parts: readonly DatePart[];
  readonly scales: DateScales;
  /** How dates are written, where the spec says it. */
  readonly format?: string;
  /** Which of day and month stands first, where the training rows told it. */
  readonly order?: DateOrder;
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
    let [nearest, largest] = [Infinity, 0];
    // The first number tells how all are written: each way lies in a range of its own.
    let numbers: NumberForm | undefined;
    return {
      isByRow: true,
      add(column, problems) {
        const { codes, readings } = read(column);
        codes.forEach((code, row) => {
          const reading = readings[code];
          if (reading === null && missing !== 'error') return void missed++;
          if (!reading) return problems.add(name, row, noDateHere(format, missing !== 'error'));
          if (reading.isNumber) numbers ??= numberForm(reading.dayFirst!) ?? 'milliseconds';
          const { dayFirst, monthFirst, hasTime } = reading.isNumber
            ? readDateNumber(reading.dayFirst!, { numbers: numbers!, isNear1970: true })
            : reading;
          if (dayFirst === undefined && monthFirst === undefined) return problems.add(name, row, wrongNumber(numbers!));
          if (order === undefined && (dayFirst === undefined || monthFirst === undefined)) {
            order = dayFirst === undefined ? 'monthFirst' : 'dayFirst';
          }
          if (order !== undefined && { dayFirst, monthFirst }[order] === undefined) return problems.add(name, row, otherOrder(order));
          if (dayFirst !== monthFirst) isUnsure = true;
          if (numbers === 'milliseconds' && reading.isNumber) {
            const away = Math.abs(dayFirst!);
            [nearest, largest] = [Math.min(nearest, away), Math.max(largest, away)];
          }
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
          ...(numbers === undefined ? {} : { numbers }),
          ...(nearest < LEAST_MILLISECONDS ? { isNear1970: true } : {}),
          ...(filled === undefined ? {} : { fill: filled }),
          ...keepGaps(missingValues, missingIndicator && missed > 0),
        };
      },
    };
  },
  parts: ({ parts, hasIndicator }): readonly Part[] => [...partsOfDate(parts), ...(hasIndicator ? [indicatorPart] : [])],
  write(encoder, column, { values, width, offset }, problems) {
    const { name, parts, scales, format, order, fill, hasIndicator, missingValues } = encoder;
    const { codes, readings: found } = createReader(format, missingValues)(column);
    const readings = found.map((reading) => (reading?.isNumber ? readDateNumber(reading.dayFirst!, encoder) : reading));
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
      else if (found[code]?.isNumber) problems.add(name, row, wrongNumber(encoder.numbers));
      else if (!readings[code]) problems.add(name, row, noDateLater(format, fill !== undefined));
      else problems.add(name, row, order === undefined ? unknownOrder(readings[code]) : otherOrder(order));
      if (hasIndicator && readings[code] === null) values[at + told] = 1;
    });
  },
});

/** One way to read the dates of a column. */
interface Way {
  readonly moments: DatePartsFitter;
  add(time: number, hasTime: boolean): void;
  /** The numbers that a missing date becomes; undefined where it is an error. */
  fill(problems: Problems, encode: (time: number) => number[]): readonly number[] | undefined;
}

function createWay(name: string, asked: Spec['parts'], missing: Spec['missing']): Way {
  const moments = fitDateParts(asked);
  const sample = missing === 'median' ? createNumberSample(KEPT_NUMBERS, deriveSeed(0, 'median', name)) : undefined;
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
/** What a cell should be. @param mayMiss Whether a date may be missing. */
function dateText(format: string | undefined, mayMiss: boolean): string {
  const written = format === undefined ? DATES : `a date in the form ${show(format)}`;
  return mayMiss ? `${written}, or a text that stands for none,` : written;
}

/** Of a training row. */
function noDateHere(format: string | undefined, mayMiss: boolean): Wrong {
  const how = format === undefined ? 'how: "format": "DD.MM.YY"' : 'another "format"';
  return {
    expected: dateText(format, mayMiss),
    fix: mayMiss
      ? `correct the cells; if dates are written otherwise say ${how}; list what stands for none: "missingValues": ["..."]`
      : `write "missing": "mean" for the column (or "median", "mostFrequent", a date) if cells are missing; if dates are written otherwise say ${how}`,
  };
}

/** Of a row that a model is to answer. */
const noDateLater = (format: string | undefined, mayMiss: boolean): Wrong => ({
  expected: dateText(format, mayMiss),
  fix: `correct the cells or leave the rows out${mayMiss ? '' : '; a model trained with "missing": "mean" for the column takes empty ones'}`,
});

/** Of a date whose order of day and month the training rows did not tell, be it told by the date itself (`3/15/2022`). */
const unknownOrder = ({ dayFirst, monthFirst }: DateReading): Wrong => ({
  expected:
    dayFirst === undefined || monthFirst === undefined
      ? 'a date written as in the training rows, none of which had its day and month in such an order,'
      : 'a date that tells its day from its month, since the training rows did not,',
  fix: 'write the year first: 2024-01-31',
});
const otherOrder = (order: DateOrder): Wrong => ({
  expected: `a date with the ${order === 'dayFirst' ? 'day' : 'month'} first, as in the rows before,`,
  fix: 'write all dates of the column in one way',
});
