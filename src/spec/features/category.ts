import { levels } from '../levels.ts';
import { integer, oneOf, positiveInteger } from '../option.ts';
import { regularizer } from '../regularizers.ts';
import { featureEntry } from './kind.ts';
import { missingLevel, missingValues } from './missing.ts';

/** Of more levels than these "auto" makes an embedding: where skrub's TableVectorizer begins to call them many. */
export const MOST_ONE_HOT = 40;

const MOST_NUMBERS = 50;
/** How many numbers stand for one of so many levels: fastai's rule (`emb_sz_rule`), but 50 at most. */
const numbersFor = (levels: number): number => Math.min(MOST_NUMBERS, Math.round(1.6 * levels ** 0.56));

const ofEmbedding = { name: 'encoding', such: '"embedding"', isOn: (encoding: unknown) => encoding !== 'oneHot' };

export const category = featureEntry({
  type: 'category',
  doc: 'One of some values. Becomes one 0 or 1 for each of them, or, where they are many, the number of its level in an input of its own, for which an embedding learns some numbers. A value that the training rows did not have is all 0, or counts as rare: where some levels are, and always in an embedding.',
  options: {
    levels: levels({ doc: 'The values. Default: those of the training rows.', optional: true }),
    encoding: oneOf(['auto', 'oneHot', 'embedding'])({
      doc: `"oneHot" is a 0 or 1 for each level; "embedding" a list of numbers for each, which training finds. "auto" is oneHot for up to ${MOST_ONE_HOT} levels and an embedding for more, which is decided once the training rows are read: network layers that read the column by name need it written.`,
      default: 'auto',
    }),
    outputDim: positiveInteger({
      doc: `How many numbers the embedding has for each level. Default: 1.6 times the number of levels to the power of 0.56, ${MOST_NUMBERS} at most.`,
      optional: true,
    }),
    embeddingsRegularizer: regularizer({
      doc: 'Adds a penalty for the numbers of the embedding to the loss, so that levels of few rows stay near each other. Default: none.',
      optional: true,
    }),
    minFrequency: positiveInteger({
      doc: 'Levels that fewer training rows have are rare: they share one place. Default: 1, so that none is; 2 in an embedding.',
      optional: true,
    }),
    maxLevels: integer({ minimum: 1 })({
      doc: 'Only so many levels, the most frequent, have a place of their own; the others are rare.',
      optional: true,
    }),
    missing: missingLevel({
      doc: 'A missing cell is an error, a level of its own, the most frequent level of the training rows, or a level. With error, empty cells alone are missing, and texts such as NA, None and - are levels; else those are missing too, but for those that `levels` lists.',
      default: 'error',
    }),
    missingValues,
  },
  partners: { outputDim: ofEmbedding, embeddingsRegularizer: ofEmbedding },
  width: ({ levels: listed, encoding, minFrequency, maxLevels, missing }) => {
    const isTold = (minFrequency ?? 1) === 1 && maxLevels === undefined && missing !== 'level' && listed !== undefined;
    if (encoding === 'embedding') return 0;
    return isTold && (encoding === 'oneHot' || listed.length <= MOST_ONE_HOT) ? listed.length : null;
  },
  input: ({ encoding }) => (encoding === 'embedding' ? { shape: [1], dtype: 'float32', levels: null } : undefined),
  front: ({ outputDim, embeddingsRegularizer }, { levels: count }) => [
    {
      type: 'embedding',
      inputDim: count ?? null,
      outputDim: outputDim ?? (typeof count === 'number' ? numbersFor(count) : null),
      ...(embeddingsRegularizer === undefined ? {} : { embeddingsRegularizer }),
    },
    { type: 'flatten' },
  ],
});
