import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

/** Numbers along the last axis as shares of one. */
export const softmax = plannedKernel<'logits', { readonly dim: number }>('Softmax', ({ logits }, { dim }, kernels) => {
  const rank = logits.shape.length;
  if (logits.dtype !== 'float32' || rank === 0 || (dim !== -1 && dim !== rank - 1)) return undefined;
  const [rows, columns] = [sizeOf(logits.shape.slice(0, -1)), logits.shape[rank - 1]!];
  return {
    output: { shape: logits.shape, dtype: 'float32' },
    bind:
      ({ inputs: { logits }, output }) =>
      () => {
        kernels.softmax(output, logits, rows, columns);
      },
  };
});
