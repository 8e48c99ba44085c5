import { tf } from '#tf';
import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/** Sums over axes that lie side by side; TF.js writes the tensor out anew first where they are not the last. */
const sumKernel = (kernelName: 'Sum' | 'Mean') =>
  plannedKernel<'x', Attributes>(kernelName, ({ x }, { axis, keepDims }, kernels) => {
    const axes = tf.util.parseAxisParam(axis, x.shape).sort((first, second) => first - second);
    const [first = 0] = axes;
    if (x.dtype !== 'float32' || axes.some((one, i) => one !== first + i)) return undefined;
    const end = first + axes.length;
    const [outer, count, inner] = [x.shape.slice(0, first), x.shape.slice(first, end), x.shape.slice(end)];
    const kept = keepDims ? count.map(() => 1) : [];
    const [outerSize, countSize, innerSize] = [sizeOf(outer), sizeOf(count), sizeOf(inner)];
    const divisor = kernelName === 'Mean' ? countSize : 1;
    return {
      output: { shape: [...outer, ...kept, ...inner], dtype: 'float32' },
      bind:
        ({ inputs: { x }, output: out }) =>
        () =>
          kernels.sum(out, x, outerSize, countSize, innerSize, divisor),
    };
  });

export const sum = sumKernel('Sum');
export const mean = sumKernel('Mean');
