import { eachWindow, largest, poolingOf, type PoolingAttributes } from './pooling.ts';
import { floats, repairBoth, zeros } from './repair.ts';

/**
 * The largest value of each window of a volume. TF.js's WebAssembly gives a number near 0 where all of a window are negative; with
 * "same" and a stride longer than the window all of TF.js begins within the volume, not at its edge.
 */
export const maxPool3D = repairBoth<'x', PoolingAttributes>('MaxPool3D', ({ inputs: { x }, attrs, backend }) => {
  const pooling = poolingOf(x.shape, attrs);
  const out = zeros(backend, pooling.outShape);
  const [values, answers] = [floats(backend, x), floats(backend, out)];
  eachWindow(pooling, (output, places, count) => {
    for (let channel = 0; channel < pooling.channels; channel++) {
      answers[output + channel] = values[largest(values, places, count, channel)]!;
    }
  });
  return out;
});
