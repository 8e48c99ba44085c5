import type { FeatureOf } from '../../spec/features.ts';
import { fitNumber, writeNumbers, type NumberEncoder } from '../number.ts';
import type { FeatureKind } from './kind.ts';

/** One number, scaled. */
export const number: FeatureKind<FeatureOf<'number'>, NumberEncoder> = {
  fitter: (name, { scale }) => fitNumber(name, scale),
  parts: () => [{ isNumber: true }],
  write: writeNumbers,
};
