import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyRuns, stepsOf } from './copyRuns.ts';
import { planNothing, type ReductionAttributes } from './emptyReductions.ts';
import type { KernelPlan, Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';
import type { Repair } from './repair.ts';

/** Reduces an axis: [outer, count, inner] -> [outer, inner] */
type Reduce = (out: Values, x: Values, count: number, inner: number) => void;

/** Each has a loop of its own, as in pairLoops.ts; what is no number is taken for what TF.js takes it. */
const reductions = {
  All: (out, x, count, inner) => {
    for (let r = 0; r < out.length; r++) {
      let at = (r - (r % inner)) * count + (r % inner);
      let all = 1;
      for (let k = 0; k < count; k++, at += inner) all &&= x[at]!;
      out[r] = all;
    }
  },
  Any: (out, x, count, inner) => {
    for (let r = 0; r < out.length; r++) {
      let at = (r - (r % inner)) * count + (r % inner);
      let any = 0;
      for (let k = 0; k < count; k++, at += inner) any ||= x[at]!;
      out[r] = any;
    }
  },
  ArgMax: (out, x, count, inner) => {
    for (let r = 0; r < out.length; r++) {
      let at = (r - (r % inner)) * count + (r % inner);
      let most = x[at]!;
      let place = 0;
      for (let k = 0; k < count; k++, at += inner) {
        if (!(x[at]! > most)) continue;
        most = x[at]!;
        place = k;
      }
      out[r] = place;
    }
  },
  ArgMin: (out, x, count, inner) => {
    for (let r = 0; r < out.length; r++) {
      let at = (r - (r % inner)) * count + (r % inner);
      let least = x[at]!;
      let place = 0;
      for (let k = 0; k < count; k++, at += inner) {
        if (!(x[at]! < least)) continue;
        least = x[at]!;
        place = k;
      }
      out[r] = place;
    }
  },
  Max: (out, x, count, inner) => {
    for (let r = 0; r < out.length; r++) {
      let at = (r - (r % inner)) * count + (r % inner);
      let most = x[at]!;
      for (let k = 0; k < count; k++, at += inner) if (x[at]! > most || Number.isNaN(x[at]!)) most = x[at]!;
      out[r] = most;
    }
  },
  Min: (out, x, count, inner) => {
    for (let r = 0; r < out.length; r++) {
      let at = (r - (r % inner)) * count + (r % inner);
      let least = x[at]!;
      for (let k = 0; k < count; k++, at += inner) if (x[at]! < least || Number.isNaN(x[at]!)) least = x[at]!;
      out[r] = least;
    }
  },
  Prod: (out, x, count, inner) => {
    for (let r = 0; r < out.length; r++) {
      let at = (r - (r % inner)) * count + (r % inner);
      let product = 1;
      for (let k = 0; k < count; k++, at += inner) product *= x[at]!;
      out[r] = product;
    }
  },
} satisfies Record<string, Reduce>;

/** What is left of no values at all, of which TF.js takes what is no number; what is not here is left to it. */
const ofNothing: Partial<Record<keyof typeof reductions, number>> = { All: 1, Any: 0, Max: -Infinity, Min: Infinity, Prod: 1 };

/**
 * Reductions of any axes, in plain JavaScript: those side by side where they lie, others are moved to the end first, as TF.js moves all
 * that are not the last, value by value.
 */
export const cpuReductions: readonly Repair[] = (Object.keys(reductions) as (keyof typeof reductions)[]).map((kernelName) =>
  plannedCpu<'x', ReductionAttributes>(kernelName, ({ x }, attrs) => {
    const isPlace = kernelName === 'ArgMax' || kernelName === 'ArgMin';
    const dtype = isPlace || (kernelName === 'Prod' && x.dtype === 'bool') ? 'int32' : x.dtype;
    if (!areNumbers(x)) return undefined;
    if (x.shape.includes(0)) {
      const value = ofNothing[kernelName];
      return value === undefined ? undefined : planNothing(x, attrs, value, x.dtype);
    }
    return planReduction(reductions[kernelName], x, attrs, dtype);
  }),
);

function planReduction(
  reduce: Reduce,
  { shape }: Slot,
  { axis, reductionIndices, keepDims }: ReductionAttributes,
  dtype: Slot['dtype'],
): KernelPlan<'x', Values> {
  const axes = tf.util.parseAxisParam((axis ?? reductionIndices)!, shape).sort((one, other) => one - other);
  const [kept, reduced] = tf.backend_util.computeOutAndReduceShapes(shape, axes);
  const count = tf.util.sizeFromShape(reduced);
  const [first = 0] = axes;
  const isInPlace = axes.every((one, i) => one === first + i);
  const inner = isInPlace ? tf.util.sizeFromShape(shape.slice(first + axes.length)) : 1;
  const order = [...shape.keys()].filter((one) => !axes.includes(one)).concat(axes);
  const steps = stepsOf(shape);
  const turn = isInPlace
    ? undefined
    : copyRuns(order.map((one) => shape[one]!), { start: 0, steps: order.map((one) => steps[one]!) }, { start: 0, steps: stepsOf(order.map((one) => shape[one]!)) }); // prettier-ignore
  return {
    output: { shape: keepDims === true ? tf.backend_util.expandShapeToKeepDim(kept, axes) : kept, dtype },
    bind: ({ inputs: { x }, output }) => {
      const turned = turn ? x.slice() : x;
      const move = turn?.(x, turned);
      return () => {
        move?.();
        reduce(output, turned, count, inner);
      };
    },
  };
}
