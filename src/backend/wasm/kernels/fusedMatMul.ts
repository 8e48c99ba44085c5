import type { Fusion } from '../../kernels/activate.ts';
import { fusionOf, isPerChannel, thenActivate } from '../fusion.ts';
import { planMatMul, type Transposed } from '../matMul.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** The product of matrices with a bias, and an activation: relu in the same pass, others after it. */
export const fusedMatMul = plannedKernel<'a' | 'b' | 'bias', Transposed & Fusion>('_FusedMatMul', ({ a, b, bias }, attrs, kernels) => {
  if (!isPerChannel(bias, b.shape.at(attrs.transposeB ? -2 : -1))) return undefined;
  return thenActivate(planMatMul(a, b, attrs, fusionOf(attrs), kernels), attrs, kernels);
});
