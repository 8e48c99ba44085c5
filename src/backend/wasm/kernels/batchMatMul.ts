import { planMatMul, type Transposed } from '../matMul.ts';
import { plannedKernel } from '../plannedKernel.ts';

/**
 * The product of matrices, either of which may be read transposed. Where TF.js's own has a fast way, for none transposed, this gives
 * the same bits; and it packs no weights beforehand, which in training change at every step.
 */
export const batchMatMul = plannedKernel<'a' | 'b', Transposed>('BatchMatMul', ({ a, b }, attrs, kernels) =>
  planMatMul(a, b, attrs, 0, kernels),
);
