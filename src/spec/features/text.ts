import { oneOf, option, positiveInteger } from '../option.ts';
import { featureEntry } from './kind.ts';

const isLength = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 10;

/** Least and greatest length of the runs of words or characters. */
const ngrams = option<readonly number[]>({
  expected: 'two integers from 1 to 10, the lesser first, such as [1, 2]',
  schema: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 10 }, minItems: 2, maxItems: 2 },
  accepts: (value) => Array.isArray(value) && value.length === 2 && value.every(isLength) && value[0]! <= value[1]!,
});

export const text = featureEntry({
  type: 'text',
  doc: 'A short text. Becomes one value for each word that is known, or for each place that words are spread over. An empty text is all 0.',
  options: {
    encoding: oneOf(['vocabulary', 'hash'])({
      doc: 'Whether words are learned from the training rows, or spread over places by their hash, which needs no list.',
      default: 'vocabulary',
    }),
    size: positiveInteger({
      doc: 'How many words are kept, those that most training rows have; or how many places there are.',
      default: 1000,
    }),
    minFrequency: positiveInteger({ doc: 'Words that fewer training rows have are not kept. Default: 2.', optional: true }),
    analyzer: oneOf(['word', 'character'])({
      doc: 'What a text is cut into: words (runs of letters and digits), or characters. Capital letters are made small.',
      default: 'word',
    }),
    ngrams: ngrams({ doc: 'Least and greatest length of the runs of words or characters that are looked for.', default: [1, 1] }),
    values: oneOf(['tfidf', 'count', 'binary'])({
      doc: 'The share of each word, rare words counting more (of length 1 in all); how often it comes; or whether it does.',
      default: 'tfidf',
    }),
  },
  partners: { minFrequency: { name: 'encoding', such: '"vocabulary"', isOn: (encoding) => encoding === 'vocabulary' } },
  width: ({ encoding, size }) => (encoding === 'hash' ? size : null),
});
