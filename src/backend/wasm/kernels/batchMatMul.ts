import { multiply } from '../matMul.ts';
import { ownKernel } from '../ownKernel.ts';

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * The product of matrices, either of which may be read transposed. Where TF.js's own has a fast way, for none transposed, this gives
 * the same bits; and it packs no weights beforehand, which in training change at every step.
 */
export const batchMatMul = ownKernel<'a' | 'b', Attributes>('BatchMatMul', ({ inputs: { a, b }, attrs, backend }, module) =>
  a.dtype === 'float32' && b.dtype === 'float32' ? multiply(a, b, attrs, backend, module) : undefined,
);
