import type { FeatureOf } from '../../spec/features.ts';
import { fitNumber, writeNumbers, type NumberEncoder } from '../number.ts';
import { ofOneColumn } from './kind.ts';

/** One number, scaled. */
export const number = ofOneColumn<FeatureOf<'number'>, NumberEncoder>({
  fitter: (name, { scale }) => fitNumber(name, scale),
  parts: () => [{ isNumber: true }],
  write: writeNumbers,
});
