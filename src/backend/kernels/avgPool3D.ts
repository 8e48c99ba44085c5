import { eachWindow, poolingOf, volumePoolingOf, type PoolingAttributes } from './pooling.ts';
import { floats, repairBoth, zeros } from './repair.ts';
import { isBelowZero } from './volumePadding.ts';

/**
 * The mean of each window of a volume, padding left out. With "same" and a stride longer than the window TF.js begins within the
 * volume, not at its edge; the rest is left to it.
 */
export const avgPool3D = repairBoth<'x', PoolingAttributes>('AvgPool3D', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (!isBelowZero(volumePoolingOf(x.shape, attrs))) return runStock();
  const pooling = poolingOf(x.shape, attrs);
  const out = zeros(backend, pooling.outShape);
  const [values, answers] = [floats(backend, x), floats(backend, out)];
  eachWindow(pooling, (output, places, count) => {
    for (let channel = 0; channel < pooling.channels; channel++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += values[places[i]! + channel]!;
      answers[output + channel] = sum / count;
    }
  });
  return out;
});
