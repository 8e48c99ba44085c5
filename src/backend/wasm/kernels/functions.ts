import { tf } from '#tf';
import type { Repair } from '../../kernels/repair.ts';
import { mapOperations, type MapOperation } from '../operations.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

interface Attributes {
  readonly alpha: number;
  readonly clipValueMin: number;
  readonly clipValueMax: number;
}

interface Mapped {
  /** Of the tensor that it takes. Default: float32. */
  readonly takes?: 'float32' | 'bool';
  /** Of the tensor that it makes. Default: float32. */
  readonly makes?: 'float32' | 'bool';
  /** What the function has besides. */
  readonly numbers?: (attrs: Attributes) => readonly [p: number, q?: number];
}

/** A function of each number, which TF.js computes one after another, or by XNNPACK. */
function mapped(kernelName: string, name: MapOperation, { takes = 'float32', makes = 'float32', numbers }: Mapped = {}): Repair {
  const operation = mapOperations.indexOf(name);
  return plannedKernel<'x', Attributes>(kernelName, ({ x }, attrs, kernels) => {
    if (x.dtype !== takes) return undefined;
    const count = sizeOf(x.shape);
    const [p, q = 0] = numbers?.(attrs) ?? [0];
    return {
      output: { shape: x.shape, dtype: makes },
      bind:
        ({ inputs: { x }, output: out }) =>
        () =>
          kernels.map(operation, out, x, count, p, q),
    };
  });
}

const flags = { makes: 'bool' } as const;
const { SELU_SCALE: scale, SELU_SCALEALPHA: scaleAlpha } = tf.backend_util;

export const functions: readonly Repair[] = [
  mapped('Abs', 'abs'),
  mapped('Ceil', 'ceil'),
  mapped('ClipByValue', 'clip', { numbers: ({ clipValueMin, clipValueMax }) => [clipValueMin, clipValueMax] }),
  mapped('Elu', 'elu', { numbers: () => [1, 1] }),
  mapped('Erf', 'erf'),
  mapped('Exp', 'exp'),
  mapped('Expm1', 'expm1'),
  mapped('Floor', 'floor'),
  mapped('IsFinite', 'isFinite', flags),
  mapped('IsInf', 'isInfinite', flags),
  mapped('IsNan', 'isNoNumber', flags),
  mapped('LeakyRelu', 'leakyRelu', { numbers: ({ alpha }) => [alpha] }),
  mapped('Log', 'log'),
  mapped('Log1p', 'log1p'),
  mapped('LogicalNot', 'not', { takes: 'bool', makes: 'bool' }),
  mapped('Neg', 'negate'),
  mapped('Reciprocal', 'reciprocal'),
  mapped('Relu', 'relu', { numbers: () => [0, Infinity] }),
  mapped('Relu6', 'relu', { numbers: () => [0, 6] }),
  mapped('Round', 'round'),
  mapped('Rsqrt', 'rsqrt'),
  mapped('Selu', 'elu', { numbers: () => [scale, scaleAlpha] }),
  mapped('Sigmoid', 'sigmoid'),
  mapped('Sign', 'sign'),
  mapped('Softplus', 'softplus'),
  mapped('Sqrt', 'sqrt'),
  mapped('Square', 'square'),
  mapped('Step', 'step', { numbers: ({ alpha }) => [alpha] }),
  mapped('Tanh', 'tanh'),
];
