import { eachWindow, largest, poolingOf, type PoolingAttributes } from './pooling.ts';
import { floats, repair, zeros } from './repair.ts';

/** The largest value of each window of a volume. TF.js gives a number near 0 where all of a window are negative. */
export const maxPool3D = repair<'x', PoolingAttributes>('MaxPool3D', ({ inputs: { x }, attrs, backend }) => {
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
