import { tf } from '#tf';
import { plannedCpu } from './plannedCpu.ts';
import { poolingOf, type PoolingAttributes } from './pooling.ts';
import { planAnswer, takeLargest, takeMean } from './windows.ts';

/** Pooling of images in plain JavaScript, to the bits of TF.js, which works out each window anew for every channel. */
const pooling = (kernelName: string, answer: typeof takeMean) =>
  plannedCpu<'x', PoolingAttributes>(kernelName, ({ x }, attrs) => {
    if (x.dtype !== 'float32') return undefined;
    const windows = poolingOf(x.shape, attrs);
    // The same values again.
    if (windows.axes.every(({ window }) => window === 1) && tf.util.arraysEqual(x.shape, [...windows.outShape])) return undefined;
    return planAnswer(windows, answer);
  });

export const cpuPooling = [pooling('AvgPool', takeMean), pooling('MaxPool', takeLargest)];
