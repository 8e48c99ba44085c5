import type { StepCosts, Work } from './choose.ts';

/** How TensorFlow's library is to be loaded, which reads these things once. */
export interface NativeSettings {
  /** How many threads share an operation. Default: as many as there are cores. */
  readonly threads?: 1 | undefined;
  /** Products and convolutions are oneDNN's. Default: as TensorFlow has it, which on older processors has them not. */
  readonly hasOneDnn?: true | undefined;
}

/** So little of a step is shared by threads, beside what one does alone, where they cost more than they save. */
const LEAST_SHARED = 1 / 4;
/**
 * By the work that loads it. Operations of a recurrent or another small network are so short that threads wait longer for each other than
 * they compute: an LSTM of 32 units took two fifths or less of the processor time with one.
 */
export const nativeSettings = (work: Work | undefined): NativeSettings => (typeof work === 'object' ? forSteps(work) : { hasOneDnn: true });

const forSteps = ({ byOperations: { alone, shared }, wantsOneDnn }: StepCosts): NativeSettings => ({
  ...(shared < LEAST_SHARED * alone ? { threads: 1 } : {}),
  ...(wantsOneDnn ? { hasOneDnn: true } : {}),
});
