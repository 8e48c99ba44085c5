import type { TargetOf } from '../../spec/target.ts';
import { fitNumber, unscaleNumber, writeNumbers, type NumberEncoder } from '../number.ts';
import type { TargetKind } from './kind.ts';

/** A number, answered in the column's own units. */
export const number: TargetKind<TargetOf<'number'>, NumberEncoder> = {
  fitter: (name, { scale }) => fitNumber(name, scale),
  width: () => 1,
  write: writeNumbers,
  decode: (encoder, output) => ({ [encoder.name]: unscaleNumber(encoder, output[0]!) }),
  toUnits: (encoder, values) => Float64Array.from(values, (value) => unscaleNumber(encoder, value)),
};
