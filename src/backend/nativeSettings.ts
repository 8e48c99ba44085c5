import type { StepCosts, Work } from './choose.ts';

/** How TensorFlow's library is to be loaded, which reads these things once. */
export interface NativeSettings {
  /** How many threads share an operation. Default: as many as there are cores. */
  readonly threads?: 1 | undefined;
  /** Whether products and convolutions are oneDNN's. Default: as TensorFlow has it, which on older processors has them not. */
  readonly hasOneDnn?: boolean | undefined;
}

/** So little of a step is shared by threads, beside what one does alone, where they cost more than they save. */
const LEAST_SHARED = 1 / 4;
/**
 * Multiply-adds for each operation of a step from which oneDNN's are sooner done, whose calls cost more. Measured with AVX2, one thread,
 * steps a second with it to those without: LSTM of 32 units (3,500) 0.6 to 0.7, two dense layers of 32 and 10 units (1,500) 0.8, LSTM of
 * 128 units (48,000) 1.1, MLP 784-128-10 (174,000) 1.1 to 1.2, convolutions of 8 and 16 filters (210,000) 3.4.
 */
const ONE_DNN_FROM = 20_000;

/**
 * By the work that loads it. Operations of a recurrent or another small network are so short that threads wait longer for each other than
 * they compute: an LSTM of 32 units took two fifths or less of the processor time with one.
 */
export const nativeSettings = (work: Work | undefined): NativeSettings => (typeof work === 'object' ? forSteps(work) : {});

const forSteps = ({ byOperations: { alone, shared }, multiplyAddsEach }: StepCosts): NativeSettings => ({
  ...(shared < LEAST_SHARED * alone ? { threads: 1 } : {}),
  hasOneDnn: multiplyAddsEach >= ONE_DNN_FROM,
});
