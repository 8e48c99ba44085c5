import { output } from '../../kernels/repair.ts';
import { ownKernel } from '../ownKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

/** Rows of a tensor by their numbers. Where one is none of the rows', TF.js says what is wrong. */
export const gatherV2 = ownKernel<'x' | 'indices', Attributes>(
  'GatherV2',
  ({ inputs: { x, indices }, attrs: { axis, batchDims }, backend }, { kernels, addressOf }) => {
    const bytes = bytesOf(x);
    if (axis !== 0 || batchDims !== 0 || bytes === undefined || indices.dtype !== 'int32') return undefined;
    const [rows = 0, ...rowShape] = x.shape;
    const count = sizeOf(indices.shape);
    const out = output(backend, [...indices.shape, ...rowShape], x.dtype);
    const [to, from, numbers] = [addressOf(backend, out), addressOf(backend, x), addressOf(backend, indices)];
    if (kernels.gatherRows(to, from, numbers, count, rows, bytes * sizeOf(rowShape)) === 1) return out;
    backend.disposeData(out.dataId);
    return undefined;
  },
);
