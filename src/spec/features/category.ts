import { levels } from '../levels.ts';
import { integer, positiveInteger } from '../option.ts';
import { featureEntry } from './kind.ts';
import { missingLevel, missingValues } from './missing.ts';

export const category = featureEntry({
  type: 'category',
  doc: 'One of a few values. Becomes one 0 or 1 for each of them. A value that the training rows did not have is all 0, or counts as rare where some levels are.',
  options: {
    levels: levels({ doc: 'The values. Default: those of the training rows.', optional: true }),
    minFrequency: positiveInteger({
      doc: 'Levels that fewer training rows have are rare: they share one place. Default: 1, so that none is.',
      optional: true,
    }),
    maxLevels: integer({ minimum: 1 })({
      doc: 'Only so many levels, the most frequent, have a place of their own; the others are rare.',
      optional: true,
    }),
    missing: missingLevel({
      doc: 'A missing cell is an error, a level of its own, the most frequent level of the training rows, or a level.',
      default: 'error',
    }),
    missingValues,
  },
  width: ({ levels: listed, minFrequency, maxLevels, missing }) =>
    (minFrequency ?? 1) > 1 || maxLevels !== undefined || missing === 'level' ? null : (listed?.length ?? null),
});
