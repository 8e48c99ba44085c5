import type { Slot } from '../kernels/planned.ts';
import type { Fusion } from '../kernels/activate.ts';
import { RELU } from './exports.ts';

/** What our module does with a sum in the same pass, in its numbers; undefined for an activation that is not among it. */
export const fusionOf = ({ activation }: Fusion): number | undefined =>
  activation === 'relu' ? RELU : (activation ?? 'linear') === 'linear' ? 0 : undefined;

/** Whether a bias that may be missing is one number for each channel. */
export const isPerChannel = (bias: Slot | null | undefined, channels: number | undefined): boolean =>
  !bias || (bias.shape.length === 1 && bias.shape[0] === channels && bias.dtype === 'float32');
