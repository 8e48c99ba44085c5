import type { NormalisedModel } from '../spec/normalised.ts';
import { classNumbers } from './check.ts';
import type { Frame } from './frame.ts';
import { partRows, timeFormatOf, type Parts } from './partRows.ts';

/**
 * Parts all rows of a table as a training on it parts them, which is wherever its seed is known.
 * @throws DataError where a cell is not what the column of the split must hold.
 */
export const partTable = (spec: NormalisedModel, frame: Frame, seed: number): Parts =>
  partRows(frame, { ...spec.training, timeFormat: timeFormatOf(spec) }, seed, classNumbers(spec, frame));
