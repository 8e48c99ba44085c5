import { output } from '../../kernels/repair.ts';
import { tf } from '#tf';
import { ownKernel } from '../ownKernel.ts';
import { sizeOf } from '../rows.ts';

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/** Sums over axes that lie side by side; TF.js writes the tensor out anew first where they are not the last. */
const sumKernel = (kernelName: 'Sum' | 'Mean') =>
  ownKernel<'x', Attributes>(kernelName, ({ inputs: { x }, attrs: { axis, keepDims }, backend }, { kernels, addressOf }) => {
    const axes = tf.util.parseAxisParam(axis, x.shape).sort((first, second) => first - second);
    const [first = 0] = axes;
    if (x.dtype !== 'float32' || axes.some((one, i) => one !== first + i)) return undefined;
    const end = first + axes.length;
    const [outer, count, inner] = [x.shape.slice(0, first), x.shape.slice(first, end), x.shape.slice(end)];
    const kept = keepDims ? count.map(() => 1) : [];
    const out = output(backend, [...outer, ...kept, ...inner], 'float32');
    const divisor = kernelName === 'Mean' ? sizeOf(count) : 1;
    kernels.sum(addressOf(backend, out), addressOf(backend, x), sizeOf(outer), sizeOf(count), sizeOf(inner), divisor);
    return out;
  });

export const sum = sumKernel('Sum');
export const mean = sumKernel('Mean');
