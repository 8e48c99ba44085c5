import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

type Inputs = 'x' | 'mean' | 'variance' | 'offset' | 'scale';

/**
 * offset + (x - mean) * scale / sqrt(variance + epsilon), of which each of the four is a row that stands for all, or as large as x.
 */
export const fusedBatchNorm = plannedKernel<Inputs, { readonly varianceEpsilon: number }>(
  'FusedBatchNorm',
  ({ x, ...given }, { varianceEpsilon }, kernels) => {
    const { mean, variance, offset, scale } = given as Partial<typeof given> & Pick<typeof given, 'mean' | 'variance'>;
    const rowsOf = [mean, variance, offset, scale].map((slot) => slot && sizeOf(slot.shape));
    const size = sizeOf(x.shape);
    const columns = Math.min(...rowsOf.filter((row) => row !== undefined));
    const isOther = rowsOf.some((row) => row !== undefined && row !== columns && row !== size);
    if (isOther || columns === 0 || size % columns !== 0 || [x, mean, variance, offset, scale].some((slot) => slot && slot.dtype !== 'float32')) return undefined; // prettier-ignore
    const rows = size / columns;
    const [meanRow, varianceRow, offsetRow, scaleRow] = rowsOf.map((row) => (row === size && row !== columns ? 4 * columns : 0)) as Steps;
    return {
      output: { shape: x.shape, dtype: 'float32' },
      scratch: 4 * columns,
      bind({ inputs, output, scratch }) {
        const { x, mean, variance, offset = 0, scale = 0 } = inputs as Partial<typeof inputs> & Pick<typeof inputs, 'x' | 'mean' | 'variance'>; // prettier-ignore
        return () => {
          kernels.batchNormalize(output, x, rows, columns, mean, meanRow, variance, varianceRow, offset, offsetRow, scale, scaleRow, varianceEpsilon, scratch); // prettier-ignore
        };
      },
    };
  },
);
type Steps = [mean: number, variance: number, offset: number, scale: number];
