import { oneOf } from '../option.ts';
import { featureEntry } from './kind.ts';

export const number = featureEntry({
  type: 'number',
  doc: 'A number. Becomes one value.',
  options: {
    scale: oneOf(['standard', 'minMax', 'none'])({
      doc: 'To mean 0 and deviation 1, to 0..1, or as it is; measured on the training rows.',
      default: 'standard',
    }),
  },
  width: () => 1,
});
