import type { Repair } from '../kernels/repair.ts';
import { batchMatMul } from './kernels/batchMatMul.ts';
import { fusedMatMul } from './kernels/fusedMatMul.ts';

/** Every kernel of our module that stands before TF.js's own. */
export const ownKernels: readonly Repair[] = [batchMatMul, fusedMatMul];
