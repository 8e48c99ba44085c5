import { activate, type Fusion } from './activate.ts';
import { repair, runKernel } from './repair.ts';

interface Attributes extends Fusion {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * The product of matrices with a bias and an activation. TF.js's, where one is to be read transposed or there are several, adds the
 * bias anew for every 48 of the depth; of one number as bias it reads on behind it. Here that is a product and what follows it.
 */
export const fusedMatMul = repair<'a' | 'b' | 'bias' | 'preluActivationWeights', Attributes>(
  '_FusedMatMul',
  ({ inputs, attrs, backend }, runStock) => {
    const { a, b } = inputs;
    const { transposeA, transposeB } = attrs;
    const isOne = [a, b].every(({ shape }) => shape.slice(0, -2).every((size) => size === 1));
    const { bias } = inputs as Partial<typeof inputs>;
    const isPerColumn = !bias || (bias.shape.length === 1 && bias.shape[0] === b.shape.at(-1));
    if (isOne && !transposeA && !transposeB && isPerColumn && a.shape.at(-1) !== 0) return runStock();
    return activate(runKernel('BatchMatMul', { a, b }, backend, { transposeA, transposeB }), inputs, attrs, backend);
  },
);
