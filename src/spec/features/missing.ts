import { show, type Issue } from '../../errors.ts';
import type { Partners } from '../idleOptions.ts';
import { levelName } from '../levels.ts';
import { didYouMean, flag, join, option, type JsonSchema } from '../option.ts';

/** What stands beside the words that say what is done with a missing cell: a value to put there. */
interface Constant<C> {
  /** Completes "or ...": `a number`. */
  readonly expected: string;
  readonly schema: JsonSchema;
  check(value: unknown, path: string): readonly Issue[] | undefined;
  normalise?(value: C): C;
  readonly type?: C;
}

/** What is done with a missing cell: one of some words, or a constant that takes its place. */
const missing = <const W extends string, C>(words: readonly W[], constant: Constant<C>) => {
  const expected = `${words.map((word) => `"${word}"`).join(', ')} or ${constant.expected}`;
  return option<W | C>({
    expected,
    schema: { anyOf: [{ enum: words }, constant.schema] },
    check: (value, path) =>
      words.includes(value as W)
        ? []
        : (constant.check(value, path) ?? [{ path, expected, received: show(value), ...didYouMean(value, words) }]),
    normalise: (value) => (words.includes(value as W) ? value : (constant.normalise?.(value as C) ?? value)),
  });
};

const when = (holds: boolean) => (holds ? [] : undefined);

export const missingNumber = missing<'error' | 'mean' | 'median' | 'mostFrequent', number>(['error', 'mean', 'median', 'mostFrequent'], {
  expected: 'a number',
  schema: { type: 'number' },
  check: (value) => when(typeof value === 'number' && Number.isFinite(value)),
});

/** Of each element of a list. */
export const missingElement = missing<'error' | 'mean', number>(['error', 'mean'], {
  expected: 'a number',
  schema: { type: 'number' },
  check: (value) => when(typeof value === 'number' && Number.isFinite(value)),
});

export const missingBoolean = missing<'error' | 'mostFrequent', boolean>(['error', 'mostFrequent'], {
  expected: 'true or false',
  schema: { type: 'boolean' },
  check: (value) => when(typeof value === 'boolean'),
});

const ISO_DAY = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?$/;

export const missingDate = missing<'error' | 'mean' | 'median' | 'mostFrequent', string>(['error', 'mean', 'median', 'mostFrequent'], {
  expected: 'a date such as "2024-01-31"',
  schema: { type: 'string' },
  check: (value) => when(typeof value === 'string' && ISO_DAY.test(value) && !Number.isNaN(Date.parse(value))),
});

/** A level is written as an object, since it may be any word. */
export interface LevelForMissing {
  readonly level: string;
}

export const missingLevel = missing<'error' | 'level' | 'mostFrequent', LevelForMissing>(['error', 'level', 'mostFrequent'], {
  expected: 'a level such as { "level": "none" }',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['level'],
    properties: { level: { type: 'string', description: 'The level that a missing cell is taken for.' } },
  },
  check(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).join() !== 'level') return undefined;
    const { level } = value as LevelForMissing;
    if (typeof level === 'string' && level !== '') return [];
    return [{ path: join(path, 'level'), expected: 'a text that is not empty', received: show(level) }];
  },
  normalise: ({ level }) => ({ level: levelName(level) }),
});

export const missingIndicator = flag({
  doc: 'One more number, which is 1 where the cell was missing and else 0, if that happened among the training rows. Default: true.',
  optional: true,
});

/** Texts, or numbers that stand for no value. */
export const missingValues = option<readonly (string | number)[]>({
  expected: 'a list of texts and numbers',
  schema: { type: 'array', items: { type: ['string', 'number'] } },
  check(value, path) {
    if (!Array.isArray(value)) return [{ path, expected: 'a list of texts and numbers', received: show(value) }];
    return value.flatMap((entry, i) =>
      typeof entry === 'string' || (typeof entry === 'number' && Number.isFinite(entry))
        ? []
        : [{ path: `${path}[${i}]`, expected: 'a text or a number', received: show(entry) }],
    );
  },
})({
  doc: 'Which cells count as missing beside empty ones. Default: NA, NaN, null, -, ? and the like.',
  optional: true,
});

const isFilled = (value: unknown) => value !== undefined && value !== 'error';

/** @param such What "missing" could be, as JSON. */
export const missingPartners = (such: string): Partners => ({ missingIndicator: { name: 'missing', such, isOn: isFilled } });
