import { featureEntry } from './kind.ts';
import { missingBoolean, missingIndicator, missingPartners, missingValues } from './missing.ts';

export const boolean = featureEntry({
  type: 'boolean',
  doc: 'Yes or no: true/false, yes/no, y/n, t/f, on/off in small or capital letters, or 1/0. Becomes 1 or 0.',
  options: {
    missing: missingBoolean({
      doc: 'A missing cell is an error, the more frequent answer of the training rows, or true or false.',
      default: 'error',
    }),
    missingIndicator,
    missingValues,
  },
  partners: missingPartners('"mostFrequent"'),
  width: ({ missing, missingIndicator: isTold = true }) => (missing !== 'error' && isTold ? null : 1),
});
