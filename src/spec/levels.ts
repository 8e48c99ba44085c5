import { show } from '../errors.ts';
import { option } from './option.ts';

const isLevel = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

/**
 * A level as it is named: a whole number that is written with a fraction of zeros (`1.0`, as programs write integers among gaps) is
 * that number. `01` and `1` stay two codes, and `3.10` and `3.1` two versions.
 */
export const levelName = (text: string): string =>
  text.replace(/^(-?(?:0|[1-9]\d*))\.0+$/, (_, whole: string) => (whole === '-0' ? '0' : whole));

const nameOf = (value: string | number | boolean): string => levelName(String(value));

/** The values that a column of categories may hold, each once, in the order in which they are numbered. Normalised to texts. */
export const levels = option<readonly (string | number | boolean)[], readonly string[]>({
  expected: 'a list of 2 different values or more',
  schema: { type: 'array', items: { type: ['string', 'number', 'boolean'] }, minItems: 2, uniqueItems: true },
  check: (value, path) => {
    if (!Array.isArray(value) || value.length < 2) {
      return [{ path, expected: 'a list of 2 different values or more', received: show(value) }];
    }
    return value.flatMap((level, i) => {
      const place = `${path}[${i}]`;
      if (!isLevel(level)) return [{ path: place, expected: 'a text, a number, true or false', received: show(level) }];
      const first = value.findIndex((other) => isLevel(other) && nameOf(other) === nameOf(level));
      return first === i ? [] : [{ path: place, expected: 'a value that the list has once', received: show(level) }];
    });
  },
  normalise: (value) => value.map(nameOf),
});
