import { floats, output, repairCpu } from './repair.ts';
import { softmaxRow } from './softmaxRow.ts';

/**
 * Numbers of each row as shares of one, in plain JavaScript. TF.js puts it together of kernels of its own, of which two stretch a
 * tensor.
 */
export const cpuSoftmax = repairCpu<'logits', { readonly dim: number }>(
  'Softmax',
  ({ inputs: { logits }, attrs: { dim }, backend }, runStock) => {
    const rank = logits.shape.length;
    if (logits.dtype !== 'float32' || rank === 0 || (dim !== -1 && dim !== rank - 1)) return runStock();
    const out = output(backend, [...logits.shape], 'float32');
    const [values, shares] = [floats(backend, logits), floats(backend, out)];
    const width = logits.shape[rank - 1]!;
    for (let start = 0; start < shares.length; start += width) softmaxRow(values, shares, start, start + width);
    return out;
  },
);
