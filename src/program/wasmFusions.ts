import type { AnyPlanner, Planner, Slot } from '../backend/kernels/planned.ts';
import type { ConvolutionAttributes } from '../backend/wasm/convolution.ts';
import { BIAS_LAST, RELU, type KernelExports } from '../backend/wasm/exports.ts';
import { planPair } from '../backend/wasm/kernels/pairs.ts';
import { planMatMul, type Transposed } from '../backend/wasm/matMul.ts';
import { planConvolution } from '../backend/wasm/planConvolution.ts';
import { sizeOf } from '../backend/wasm/rows.ts';
import type { Fused, Fusions, Trail } from './fuse.ts';
import type { Operation } from './recording.ts';

/** What our module does in one pass over numbers that TF.js goes through several times. */
export const wasmFusions = (kernels: KernelExports): Fusions => ({
  Relu: (relu, trail) => {
    const sum = trail.only(relu.inputs['x'], 'Add');
    const added = sum && addBias(sum, trail, BIAS_LAST | RELU, kernels);
    if (added !== undefined) return { ...added, absorbed: [...added.absorbed, sum!] };
    const product = trail.only(relu.inputs['x'], ...productNames);
    return product && planProduct(product, undefined, RELU, kernels);
  },
  Add: (sum, trail) => addBias(sum, trail, BIAS_LAST, kernels),
  Multiply: (product, trail) => {
    for (const [factor, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const step = trail.only(product.inputs[factor], 'Step');
      const [x, slot] = [product.slots[other]!, product.slots[factor]!];
      if (step === undefined || (step.attrs['alpha'] ?? 0) !== 0 || !isSameShape(x, slot)) continue;
      return {
        inputs: { a: product.inputs[other]!, b: step.inputs['x']! },
        slots: { a: x, b: slot },
        planner: asPlanner<'a' | 'b'>(({ a, b }) => planPair('multiplyByStep', [a, 'a'], [b, 'b'], undefined, kernels)),
        absorbed: [step],
      };
    }
    return undefined;
  },
  Select: (select, trail) => passWithin(select, trail, kernels),
});

const productNames = ['BatchMatMul', 'Conv2D'] as const;

/** A product of matrices or a convolution to whose sums a bias is added, one number for each column or channel. */
function addBias(sum: Operation, trail: Trail, fusion: number, kernels: KernelExports): Fused | undefined {
  for (const [one, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const product = trail.only(sum.inputs[one], ...productNames);
    const [slot, bias] = [sum.slots[one]!, sum.slots[other]!];
    const isBias = bias.dtype === 'float32' && bias.shape.at(-1) === sizeOf(bias.shape) && bias.shape.at(-1) === slot.shape.at(-1);
    if (product === undefined || !isBias || bias.shape.length > slot.shape.length) continue;
    return planProduct(product, sum.inputs[other]!, fusion, kernels);
  }
  return undefined;
}

function planProduct(product: Operation, bias: number | undefined, fusion: number, kernels: KernelExports): Fused | undefined {
  const attrs: unknown = product.attrs;
  const plan =
    product.kernelName === 'Conv2D'
      ? asPlanner<'x' | 'filter'>(({ x, filter }) => planConvolution(x, filter, attrs as ConvolutionAttributes, fusion, kernels))
      : asPlanner<'a' | 'b'>(({ a, b }) => planMatMul(a, b, attrs as Transposed, fusion, kernels));
  if (plan(product.slots, undefined as never) === undefined) return undefined;
  return {
    inputs: bias === undefined ? product.inputs : { ...product.inputs, bias },
    slots: product.slots,
    planner: plan,
    absorbed: [product],
  };
}

/** The gradient of clipping: what arrives passes where the number lies within bounds. */
function passWithin({ inputs, slots }: Operation, trail: Trail, kernels: KernelExports): Fused | undefined {
  const and = trail.only(inputs['condition'], 'LogicalAnd');
  const above = and && trail.only(and.inputs['a'], 'GreaterEqual');
  const below = and && trail.only(and.inputs['b'], 'LessEqual');
  const [low, high] = [trail.number(above?.inputs['b']), trail.number(below?.inputs['b'])];
  const [x, passing] = [above?.slots['a'], slots['t']];
  if (above === undefined || below === undefined || low === undefined || high === undefined || !x || !passing) return undefined;
  if (above.inputs['a'] !== below.inputs['a'] || !trail.isZero(inputs['e'])) return undefined;
  if (x.dtype !== 'float32' || passing.dtype !== 'float32' || !isSameShape(x, passing)) return undefined;
  const count = sizeOf(x.shape);
  return {
    inputs: { x: above.inputs['a']!, values: inputs['t']! },
    slots: { x, values: passing },
    planner: asPlanner<'x' | 'values'>(() => ({
      output: passing,
      bind:
        ({ inputs: { x, values }, output: out }) =>
        () =>
          kernels.passWithin(out, x, values, low, high, count),
    })),
    absorbed: [above, below, and!],
  };
}

const isSameShape = (one: Slot, other: Slot): boolean =>
  one.shape.length === other.shape.length && one.shape.every((size, axis) => size === other.shape[axis]);

const asPlanner = <Inputs extends string>(plan: Planner<Inputs, unknown, number>): AnyPlanner => plan as unknown as AnyPlanner;
