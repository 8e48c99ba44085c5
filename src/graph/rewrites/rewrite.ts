import type { Recording } from '../recording.ts';
import { withReluGradients, withSigmoidGradients } from './activations.ts';
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
  /**
   * Whether numbers may be rounded otherwise than by TensorFlow.js's operations. Adam makes a few millionths in weights of such
   * differences within 50 steps.
   */
  readonly mayRound: boolean;
}

/** The same in fewer operations, and faster ones. */
export function rewrite(recording: Recording, { hasFastPooling, mayRound }: RewriteOptions): Recording {
  const passes = [...exact, ...(mayRound ? rounding : []), ...(hasFastPooling ? [withFastPooling] : [])];
  return passes.reduce((now, pass) => pass(now), recording);
}

const exact: readonly Pass[] = [withoutCopies, withoutRepeats, withReluGradients];

const rounding: readonly Pass[] = [plainProducts, withoutCopies, withoutRepeats, withSigmoidGradients, withCrossEntropies, withBiases];
