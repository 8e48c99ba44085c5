import { activate, type FusedInputs, type Fusion } from '../../kernels/activate.ts';
import { multiply } from '../matMul.ts';
import { ownKernel } from '../ownKernel.ts';

interface Attributes extends Fusion {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The product of matrices with a bias and an activation: relu in the same pass, others after it. */
export const fusedMatMul = ownKernel<'a' | 'b' | 'bias' | 'preluActivationWeights', Attributes>(
  '_FusedMatMul',
  ({ inputs, attrs, backend }, module) => {
    const { a, b } = inputs;
    const { bias, preluActivationWeights }: FusedInputs = inputs;
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
    if (bias && (bias.shape.length !== 1 || bias.shape[0] !== b.shape.at(attrs.transposeB ? -2 : -1))) return undefined;
    const relu = attrs.activation === 'relu';
    const product = multiply(a, b, { ...attrs, bias, relu }, backend, module);
    return relu ? product : activate(product, { preluActivationWeights }, attrs, backend);
  },
);
