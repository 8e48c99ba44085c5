import { oneOf, positiveInteger } from '../option.ts';
import { featureEntry } from './kind.ts';

/** What stands for a step: its number, and 1 where there is one, so that a step of 0 is none of those that only fill up. */
export const STEP_WIDTH = 2;
/** Units of the layer that reads a sequence where the network does not read it itself. */
const UNITS = 32;

export const sequence = featureEntry({
  type: 'sequence',
  doc: 'A list of numbers, longer or shorter from row to row ([1, 2], "[1, 2]" or "1 2"; none is an empty list). Has an input of its own, [steps, 2]: each number with a 1 beside it, filled up in front with zeros, which a masking layer has others pass over.',
  options: {
    maxLength: positiveInteger({
      doc: 'Steps that are kept, the last ones of longer lists. Default: those of the longest training row, 1000 at most.',
      optional: true,
    }),
    scale: oneOf(['standard', 'minMax', 'none'])({
      doc: 'To mean 0 and deviation 1, to 0..1, or as they are; all steps by one scale, measured on the training rows.',
      default: 'standard',
    }),
  },
  width: () => 0,
  input: ({ maxLength }) => ({ shape: [maxLength ?? null, STEP_WIDTH], dtype: 'float32' }),
  front: (_, __, isAlone) => [{ type: 'masking', maskValue: 0 }, ...(isAlone ? [] : [{ type: 'gru', units: UNITS } as const])],
});
