import { areNumbers, combine, type NumberType } from './combine.ts';
import type { PairLoop } from './pairLoops.ts';
import type { KernelPlan, Slot, Values } from './planned.ts';

/** A function of two numbers each, of tensors by these names. What comes out is of the first one's type, where no other is given. */
export const planPair =
  <First extends string, Second extends string>(first: First, second: Second, loop: PairLoop, dtype?: NumberType) =>
  (inputs: Readonly<Record<First | Second, Slot>>): KernelPlan<First | Second, Values> | undefined => {
    const [a, b]: [Slot, Slot] = [inputs[first], inputs[second]];
    if (!areNumbers(a, b)) return undefined;
    const { shape, bind } = combine(loop, a.shape, b.shape);
    return {
      output: { shape, dtype: dtype ?? a.dtype },
      bind: ({ inputs, output }) => bind(output, inputs[first], inputs[second]),
    };
  };
