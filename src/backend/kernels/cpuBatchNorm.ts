import { tf } from '#tf';
import type { Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

type Name = 'x' | 'mean' | 'variance' | 'scale' | 'offset';

/** (x - mean) · scale / √(variance + ε) + offset over the last axis, in plain JavaScript: each root is taken once, not for each value. */
export const cpuBatchNorm = plannedCpu<Name, { readonly varianceEpsilon?: number | null }>(
  'FusedBatchNorm',
  (inputs, { varianceEpsilon }) => {
    const { x, mean, variance, scale, offset } = inputs as Readonly<Record<'x' | 'mean' | 'variance', Slot>> & Partial<typeof inputs>;
    const perChannel = [mean, variance, scale, offset].filter((slot) => slot !== undefined && slot !== null);
    const channels = tf.util.sizeFromShape(mean.shape);
    const doFit = perChannel.every(({ shape }) => shape.length === mean.shape.length && tf.util.sizeFromShape(shape) === channels);
    if ([x, ...perChannel].some(({ dtype }) => dtype !== 'float32') || !doFit || channels === 0) return undefined;
    const epsilon = varianceEpsilon ?? 0.001;
    return {
      output: x,
      bind: ({ inputs, output }) => {
        const { x, mean, variance, scale, offset } = inputs as Readonly<Record<'x' | 'mean' | 'variance', Values>> & Partial<typeof inputs>;
        const [factors, added] = [scale ?? new Float32Array(channels).fill(1), offset ?? new Float32Array(channels)];
        const roots = new Float64Array(channels);
        const [out, values, means, scales, offsets] = [output, x, mean, factors, added] as Float32Array[] as Five;
        return () => {
          for (let k = 0; k < channels; k++) roots[k] = Math.sqrt(variance[k]! + epsilon);
          normalise(out, values, means, roots, scales, offsets);
        };
      },
    };
  },
);
type Five = [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];

function normalise(
  out: Float32Array,
  x: Float32Array,
  mean: Float32Array,
  roots: Float64Array,
  scale: Float32Array,
  offset: Float32Array,
): void {
  for (let i = 0; i < out.length;) {
    for (let k = 0; k < roots.length; k++, i++) out[i] = offset[k]! + ((x[i]! - mean[k]!) * scale[k]!) / roots[k]!;
  }
}
