import { tf } from '#tf';
import type { ReductionAttributes } from '../../kernels/emptyReductions.ts';
import type { Slot } from '../../kernels/planned.ts';
import { folds, type Fold, type KernelExports } from '../exports.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { planReduction, type Reduction } from '../reducedAxes.ts';
import { sizeOf } from '../rows.ts';

/** How numbers of a type are reduced, so many of them to one each. */
type Reductions = Partial<Record<Slot['dtype'], (kernels: KernelExports, count: number) => Reduction>>;

/** A reduction of any axes; TF.js writes the tensor out anew first where they are not the last. What comes out is of the same type. */
const reduction = (kernelName: string, reductions: Reductions) =>
  plannedKernel<'x', ReductionAttributes>(kernelName, ({ x }, { axis, reductionIndices, keepDims }, kernels) => {
    const axes = tf.util.parseAxisParam((axis ?? reductionIndices)!, x.shape).sort((one, other) => one - other);
    const of = reductions[x.dtype];
    if (of === undefined) return undefined;
    const count = sizeOf(axes.map((one) => x.shape[one]!));
    const plan = planReduction(x, { axes, keepDims, dtype: x.dtype }, of(kernels, count), kernels);
    return count === 1 && x.dtype !== 'bool' ? { ...plan, again: 'x' } : plan;
  });

const folded = (name: Fold) => {
  const operation = folds.indexOf(name);
  return ({ fold }: KernelExports): Reduction =>
    (out, x, outer, count, inner) => {
      fold(operation, out, x, outer, count, inner);
    };
};

const added =
  (isMean: boolean) =>
  ({ sum }: KernelExports, all: number): Reduction => {
    const divisor = isMean ? all : 1;
    return (out, x, outer, count, inner) => {
      sum(out, x, outer, count, inner, divisor);
    };
  };

/** The place of the largest or smallest number along an axis. */
const argMost = (kernelName: string, ofLeast: 0 | 1) =>
  plannedKernel<'x', { readonly axis: number }>(kernelName, ({ x }, { axis }, kernels) => {
    const axes = tf.util.parseAxisParam(axis, x.shape).slice(0, 1);
    if ((x.dtype !== 'float32' && x.dtype !== 'int32') || x.shape.includes(0)) return undefined;
    const areWhole = Number(x.dtype === 'int32');
    const place: Reduction = (out, from, outer, count, inner) => {
      kernels.argMost(out, from, outer, count, inner, ofLeast, areWhole);
    };
    return planReduction(x, { axes, dtype: 'int32' }, place, kernels);
  });

export const reductions = [
  reduction('Sum', { float32: added(false), int32: folded('wholeSum') }),
  reduction('Mean', { float32: added(true) }),
  reduction('Max', { float32: folded('max'), int32: folded('wholeMax') }),
  reduction('Min', { float32: folded('min'), int32: folded('wholeMin') }),
  reduction('Prod', { float32: folded('prod'), int32: folded('wholeProd') }),
  reduction('All', { bool: folded('all') }),
  reduction('Any', { bool: folded('any') }),
  argMost('ArgMax', 0),
  argMost('ArgMin', 1),
];
