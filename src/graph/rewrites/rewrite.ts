import type { Recording } from '../recording.ts';
import { withReluGradients, withSigmoidGradients } from './activations.ts';
import { withBiases } from './biases.ts';
import { withoutCopies } from './copies.ts';
import { withCrossEntropies } from './crossEntropy.ts';
import { withFastPooling } from './pooling.ts';
import { plainProducts } from './products.ts';
import { withoutRejoining } from './rejoined.ts';
import { withoutRepeats } from './repeats.ts';
import { withJoinedGates } from './scans/joinedGates.ts';
import { withPartedScans } from './scans/partScans.ts';
import { withFastSplits } from './splits.ts';
import { withConstantZeros } from './zeros.ts';

type Pass = (recording: Recording) => Recording;

export interface RewriteOptions {
  /** Whether pooling may be that of oneDNN: it is there, and XLA is not to compile it. */
  readonly hasFastPooling: boolean;
}

/** The same in fewer operations, and faster ones. */
export function rewrite(recording: Recording, { hasFastPooling }: RewriteOptions): Recording {
  const passes = [...first, ...gradients, ...(hasFastPooling ? [withFastPooling] : [])];
  const ofLoops = recording.operations.some(({ scan }) => scan) ? loops : [];
  return [...passes, ...ofLoops].reduce((now, pass) => pass(now), recording);
}

const first: readonly Pass[] = [withoutCopies, withoutRepeats, withReluGradients];

/** They round otherwise than TensorFlow.js's operations, by less than a millionth after 50 steps. */
const gradients: readonly Pass[] = [withSigmoidGradients, withCrossEntropies, withBiases];

/** Does passes over what a step in time computes. */
const withinSteps =
  (passes: readonly Pass[]): Pass =>
  (recording) => ({
    ...recording,
    operations: recording.operations.map((operation) => {
      const { scan } = operation;
      return scan ? { ...operation, scan: { ...scan, body: passes.reduce((now, pass) => pass(now), scan.body) } } : operation;
    }),
  });

/** What is done to loops over time; sums are of another order then, and products those of matrices. */
const loops: readonly Pass[] = [
  withinSteps([...first, withoutRejoining, withConstantZeros, withJoinedGates]),
  withPartedScans,
  withinSteps([plainProducts, withoutCopies, withFastSplits]),
  withFastSplits,
  withoutCopies,
  withoutRepeats,
];
