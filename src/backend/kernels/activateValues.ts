import type { Fusion } from './activate.ts';
import { combine } from './combine.ts';
import { pairLoops } from './pairLoops.ts';
import type { Slot, Values } from './planned.ts';
import { unaryLoops, type UnaryLoop } from './unaryLoops.ts';

type FusedSlots = Readonly<Partial<Record<'bias' | 'preluActivationWeights', Slot>>>;
type FusedValues = Readonly<Partial<Record<'bias' | 'preluActivationWeights', Values>>>;
type Work = () => void;

const loops: Readonly<Record<string, UnaryLoop>> = {
  relu: unaryLoops.Relu,
  relu6: unaryLoops.Relu6,
  sigmoid: unaryLoops.Sigmoid,
  elu: unaryLoops.Elu,
  leakyrelu: unaryLoops.LeakyRelu,
};

/**
 * Adds a bias and applies an activation where the values are, in plain JavaScript, by the loops of the kernels that do only that, so that
 * the bits are the same. Undefined for what they do not do.
 */
export function activateValues(
  shape: readonly number[],
  { bias, preluActivationWeights: alpha }: FusedSlots,
  { activation, leakyreluAlpha = 0.2 }: Fusion,
): ((values: Float32Array, inputs: FusedValues, work: Work) => Work) | undefined {
  const stretched = [bias, ...(activation === 'prelu' ? [alpha] : [])].filter((slot) => slot !== undefined && slot !== null);
  if (stretched.some((slot) => slot.dtype !== 'float32' || !isStretchedTo(shape, slot.shape))) return undefined;
  const added = bias && combine(pairLoops.Add, shape, bias.shape);
  const prelu = activation === 'prelu' && alpha ? combine(pairLoops.Prelu, shape, alpha.shape) : undefined;
  const loop = activation ? loops[activation] : undefined;
  if (activation && activation !== 'linear' && !prelu && !loop) return undefined;
  return (values, inputs, work) => {
    const then: Work[] = [];
    if (added) then.push(added.bind(values, values, inputs.bias!));
    if (prelu) then.push(prelu.bind(values, values, inputs.preluActivationWeights!));
    if (loop) then.push(() => void loop(values, values, leakyreluAlpha, 0));
    const [first, second] = then;
    if (first === undefined) return work;
    return () => {
      work();
      first();
      second?.();
    };
  };
}

/** Whether a shape remains what it is when another is stretched over it. */
const isStretchedTo = (shape: readonly number[], other: readonly number[]): boolean =>
  other.length <= shape.length && other.every((size, i) => size === 1 || size === shape[shape.length - other.length + i]);
