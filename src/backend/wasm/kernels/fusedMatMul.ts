import type { Fusion } from '../../kernels/activate.ts';
import { fusionOf, isPerChannel } from '../fusion.ts';
import { planMatMul, type Transposed } from '../matMul.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** The product of matrices with a bias, and with relu in the same pass. */
export const fusedMatMul = plannedKernel<'a' | 'b' | 'bias', Transposed & Fusion>('_FusedMatMul', ({ a, b, bias }, attrs, kernels) => {
  const fusion = fusionOf(attrs);
  if (fusion === undefined || !isPerChannel(bias, b.shape.at(attrs.transposeB ? -2 : -1))) return undefined;
  return planMatMul(a, b, attrs, fusion, kernels);
});
