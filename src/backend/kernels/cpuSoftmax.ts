import { floats, output, repairCpu } from './repair.ts';

/**
 * Numbers of each row as shares of one, in plain JavaScript: exp(x - max) over their sum. TF.js puts it together of kernels of its
 * own, of which two stretch a tensor; here each is rounded to 32 bits where it is there, so that the bits are the same.
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

function softmaxRow(values: Float32Array, shares: Float32Array, start: number, end: number): void {
  let most = -Infinity;
  for (let i = start; i < end; i++) most = Math.max(most, values[i]!);
  let sum = 0;
  for (let i = start; i < end; i++) {
    const power = Math.fround(Math.exp(Math.fround(values[i]! - most)));
    shares[i] = power;
    sum += power;
  }
  const whole = Math.fround(sum);
  for (let i = start; i < end; i++) shares[i] = shares[i]! / whole;
}
