import { plannedCpu } from './plannedCpu.ts';
import { softmaxRow } from './softmaxRow.ts';

/**
 * Numbers of each row as shares of one, in plain JavaScript. TF.js puts it together of kernels of its own, of which two stretch a
 * tensor.
 */
export const cpuSoftmax = plannedCpu<'logits', { readonly dim: number }>('Softmax', ({ logits: { shape, dtype } }, { dim }) => {
  const width = shape.at(-1);
  if (dtype !== 'float32' || width === undefined || (dim !== -1 && dim !== shape.length - 1)) return undefined;
  return {
    output: { shape, dtype },
    bind: ({ inputs, output }) => {
      const [values, shares] = [inputs.logits as Float32Array, output as Float32Array];
      return () => {
        for (let start = 0; start < shares.length; start += width) softmaxRow(values, shares, start, start + width);
      };
    },
  };
});
