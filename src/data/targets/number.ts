import type { TargetOf } from '../../spec/target.ts';
import { finest, rescale } from '../conversion.ts';
import { fitNumber, unscaleNumber, writeNumbers, type NumberEncoder } from '../number.ts';
import type { TargetKind } from './kind.ts';
import { fitLog, fromLog, writeLogs, type LogNumberEncoder } from './logNumber.ts';

export type NumberTargetEncoder = NumberEncoder | LogNumberEncoder;

const isLog = (encoder: NumberTargetEncoder): encoder is LogNumberEncoder => encoder.scale === 'log' || encoder.scale === 'log1p';

/** In the column's own units. */
const unscale = (encoder: NumberTargetEncoder, value: number): number =>
  isLog(encoder) ? fromLog(encoder, value) : unscaleNumber(encoder, value);

/**
 * A number, answered in the column's own units. One that is learned as a logarithm is answered as its inverse, which is near the
 * median of what may come: the mean of logarithms is that of a lower number than the mean.
 */
export const number: TargetKind<TargetOf<'number'>, NumberTargetEncoder> = {
  fitter: (name, { scale }) => (scale === 'log' || scale === 'log1p' ? fitLog(name, scale) : fitNumber(name, scale)),
  width: () => 1,
  write: (encoder, column, into, problems) =>
    isLog(encoder) ? writeLogs(encoder, column, into, problems) : writeNumbers(encoder, column, into, problems),
  decode: (encoder, output) => ({ value: unscale(encoder, output[0]!) }),
  toUnits: (encoder, values) => Float64Array.from(values, (value) => unscale(encoder, value)),
  task: () => 'regression',
  combine: finest,
  convert: (from, to) => ({ width: 1, columns: [rescale(0, from, to)] }),
};
