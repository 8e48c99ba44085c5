import type { Recording } from '../recording.ts';
import { withActivationGradients } from './activations.ts';
import { withBiases } from './biases.ts';
import { withoutCopies } from './copies.ts';
import { withCrossEntropies } from './crossEntropy.ts';
import { withFastPooling } from './pooling.ts';
import { plainProducts } from './products.ts';
import { withoutRepeats } from './repeats.ts';

type Pass = (recording: Recording) => Recording;

export interface RewriteOptions {
  /** Whether pooling may be that of oneDNN: it is there, and XLA is not to compile it. */
  readonly hasFastPooling: boolean;
}

/** The same to within rounding of 32-bit floats, in fewer operations and faster ones. */
export const rewrite = (recording: Recording, { hasFastPooling }: RewriteOptions): Recording =>
  [...passes, ...(hasFastPooling ? [withFastPooling] : [])].reduce((now, pass) => pass(now), recording);

const passes: readonly Pass[] = [
  withoutCopies,
  plainProducts,
  withoutCopies,
  withoutRepeats,
  withActivationGradients,
  withCrossEntropies,
  withBiases,
];
