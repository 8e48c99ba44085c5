import type { AnyPlanner, Planner, Slot } from '../backend/kernels/planned.ts';
import type { ConvolutionAttributes } from '../backend/wasm/convolution.ts';
import { BIAS_LAST, RELU, type KernelExports } from '../backend/wasm/exports.ts';
import { planPair } from '../backend/wasm/kernels/pairs.ts';
import { planMatMul, type Transposed } from '../backend/wasm/matMul.ts';
import { mapOperations } from '../backend/wasm/operations.ts';
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
  Add: (sum, trail) => addBias(sum, trail, BIAS_LAST, kernels) ?? addNumber(sum, trail, kernels),
  Multiply: (product, trail) => multiplyBySlope(product, trail, kernels),
  Select: (select, trail) => passWithin(select, trail, kernels),
});

/** Which of two factors or summands is which does not matter. */
const bothWays = [
  ['a', 'b'],
  ['b', 'a'],
] as const;

const productNames = ['BatchMatMul', 'Conv2D'] as const;

/** A product of matrices or a convolution to whose sums a bias is added, one number for each column or channel. */
function addBias(sum: Operation, trail: Trail, fusion: number, kernels: KernelExports): Fused | undefined {
  for (const [one, other] of bothWays) {
    const product = trail.only(sum.inputs[one], ...productNames);
    const [slot, bias] = [sum.slots[one]!, sum.slots[other]!];
    // What is added may read the product in another shape than that in which it was made: with other columns there is no bias.
    const columns = product?.outputSlots[0]!.shape.at(-1);
    const isBias = bias.dtype === 'float32' && bias.shape.at(-1) === sizeOf(bias.shape) && bias.shape.at(-1) === slot.shape.at(-1);
    if (product === undefined || !isBias || bias.shape.at(-1) !== columns || bias.shape.length > slot.shape.length) continue;
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

/** The gradients of relu and tanh: what arrives times what follows from the answer. */
function multiplyBySlope(product: Operation, trail: Trail, kernels: KernelExports): Fused | undefined {
  for (const [one, other] of bothWays) {
    const [slope, arriving] = [product.slots[one]!, product.slots[other]!];
    const step = trail.only(product.inputs[one], 'Step');
    const rest = trail.only(product.inputs[one], 'Sub');
    const square = rest && trail.number(rest.inputs['a']) === 1 ? trail.only(rest.inputs['b'], 'Square') : undefined;
    const from = step && (step.attrs['alpha'] ?? 0) === 0 ? step : square;
    if (from === undefined || !isSameShape(slope, arriving)) continue;
    const name = from === step ? 'multiplyByStep' : 'tanhGradient';
    return {
      inputs: { a: product.inputs[other]!, b: from.inputs['x']! },
      slots: { a: arriving, b: slope },
      planner: asPlanner<'a' | 'b'>(({ a, b }) => planPair(name, [a, 'a'], [b, 'b'], undefined, kernels)),
      absorbed: from === step ? [step] : [square!, rest!],
    };
  }
  return undefined;
}

/** A number times each, and another added. */
function addNumber(sum: Operation, trail: Trail, kernels: KernelExports): Fused | undefined {
  for (const [one, other] of bothWays) {
    const shift = trail.number(sum.inputs[one]);
    const product = shift === undefined ? undefined : trail.only(sum.inputs[other], 'Multiply');
    if (product === undefined) continue;
    for (const [factor, from] of bothWays) {
      const scale = trail.number(product.inputs[factor]);
      const x = product.slots[from]!;
      if (scale === undefined || x.dtype !== 'float32' || !isSameShape(x, sum.outputSlots[0]!)) continue;
      const [operation, count] = [mapOperations.indexOf('affine'), sizeOf(x.shape)];
      return {
        inputs: { x: product.inputs[from]! },
        slots: { x },
        planner: asPlanner<'x'>(() => ({
          output: x,
          bind:
            ({ inputs: { x }, output: out }) =>
            () =>
              kernels.map(operation, out, x, count, scale, shift!),
        })),
        absorbed: [product],
      };
    }
  }
  return undefined;
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
