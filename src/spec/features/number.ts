import { integer, oneOf } from '../option.ts';
import { featureEntry } from './kind.ts';
import { missingIndicator, missingNumber, missingPartners, missingValues } from './missing.ts';

export const number = featureEntry({
  type: 'number',
  doc: 'A number. Becomes one value, two by "standardAndLog1p", or one for each bin.',
  options: {
    scale: oneOf(['standard', 'minMax', 'robust', 'log1p', 'standardAndLog1p', 'quantile', 'none'])({
      doc: 'To mean 0 and deviation 1; to 0..1; by median and the width of the middle half; by sign(x) log(1 + |x|), then as standard; both as standard and as log1p, two values; by its place among bins of equally many rows; or as it is. Measured on the training rows.',
      default: 'standard',
    }),
    bins: integer({ minimum: 1, maximum: 1000 })({
      doc: 'How many bins "quantile" makes. Each is one value: 0 below it, 1 above it, and within it how far through it the number is. Default: 10.',
      optional: true,
    }),
    missing: missingNumber({
      doc: 'A missing cell is an error, or becomes the mean, the median or the most frequent number of the training rows, or a number.',
      default: 'error',
    }),
    missingIndicator,
    missingValues,
  },
  partners: { ...missingPartners('"mean"'), bins: { name: 'scale', such: '"quantile"', isOn: (scale) => scale === 'quantile' } },
  width: ({ scale, missing, missingIndicator: isTold = true }) => {
    if (scale === 'quantile' || (missing !== 'error' && isTold)) return null;
    return scale === 'standardAndLog1p' ? 2 : 1;
  },
});
