import { show } from '../../errors.ts';
import { didYouMean, option } from '../option.ts';
import { featureEntry } from './kind.ts';
import { missingDate, missingIndicator, missingPartners, missingValues } from './missing.ts';

/** What a date is taken apart into. */
export const dateParts = ['trend', 'year', 'month', 'dayOfYear', 'dayOfMonth', 'dayOfWeek', 'hour', 'minute'] as const;
export type DatePart = (typeof dateParts)[number];

const isPart = (value: unknown): value is DatePart => dateParts.includes(value as DatePart);

const parts = option<'auto' | readonly DatePart[]>({
  expected: `"auto" or a list of ${dateParts.join(', ')}`,
  schema: { anyOf: [{ enum: ['auto'] }, { type: 'array', items: { enum: dateParts }, minItems: 1, uniqueItems: true }] },
  check(value, path) {
    if (value === 'auto') return [];
    if (!Array.isArray(value) || value.length === 0) {
      return [{ path, expected: `"auto" or a list of ${dateParts.join(', ')}`, received: show(value) }];
    }
    return value.flatMap((part, i) => {
      const place = `${path}[${i}]`;
      if (!isPart(part))
        return [{ path: place, expected: `one of ${dateParts.join(', ')}`, received: show(part), ...didYouMean(part, dateParts) }];
      return value.indexOf(part) === i ? [] : [{ path: place, expected: 'a part that the list has once', received: show(part) }];
    });
  },
});

const FORMAT_EXPECTED = 'a pattern of YYYY (or YY), MM (or MMM) and DD, and maybe hh, mm, ss and A, such as "DD.MM.YYYY"';
const TOKEN = /YYYY|YY|MMM|MM|DD|hh|mm|ss|A/g;

const format = option<string>({
  expected: FORMAT_EXPECTED,
  schema: { type: 'string' },
  check(value, path) {
    const tokens: readonly string[] = (typeof value === 'string' && value.match(TOKEN)) || [];
    const kinds = tokens.map((token) => token.slice(0, 2)); // MMM stands for what MM does
    const isWhole = kinds.includes('YY') && new Set(kinds).size === kinds.length && (kinds.includes('MM') || !kinds.includes('DD'));
    const isClean = typeof value === 'string' && !/[A-Za-z]/.test(value.replace(TOKEN, '').replace(/[TZ]/g, ''));
    return isWhole && isClean ? [] : [{ path, expected: FORMAT_EXPECTED, received: show(value) }];
  },
});

export const date = featureEntry({
  type: 'date',
  doc: 'A day or a moment: an ISO text, a text such as 31.12.2024 or 12/31/2024, a Date, or a number: 20241231, 202412, seconds or milliseconds since 1970, all written in one way. Becomes what it says of the season, the week, the day, and how far along it is.',
  options: {
    parts: parts({
      doc: 'The parts: "trend" and "year" are one scaled number each; the others go round, and are a sine and a cosine. "auto" takes trend, dayOfYear, dayOfWeek, and hour where there are times, as far as the training rows differ in them.',
      default: 'auto',
    }),
    format: format({
      doc: 'How dates are written: "DD/MM/YYYY", "DD.MM.YY", "YYYY-MM-DD hh:mm"; MMM is the English name of a month, YY a year from 1969 to 2068, A is AM or PM. Default: what the training rows show.',
      optional: true,
    }),
    missing: missingDate({
      doc: 'A missing cell is an error, or becomes the mean of each part, the median or the most frequent moment of the training rows, or a date.',
      default: 'error',
    }),
    missingIndicator,
    missingValues,
  },
  partners: missingPartners('"mean"'),
  width: ({ parts: listed, missing, missingIndicator: isTold = true }) =>
    listed === 'auto' || (missing !== 'error' && isTold) ? null : listed.reduce((sum, part) => sum + (isLinear(part) ? 1 : 2), 0),
});

/** Whether a part goes on for ever; else it comes round again. */
export const isLinear = (part: DatePart): boolean => part === 'trend' || part === 'year';
