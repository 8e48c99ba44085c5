import { plannedCpu } from './plannedCpu.ts';

/** The gradient of elu by what it answered. */
export const cpuEluGrad = plannedCpu<'dy' | 'y', object>('EluGrad', ({ dy, y }) => {
  if (dy.dtype !== 'float32' || y.dtype !== 'float32') return undefined;
  return {
    output: { shape: y.shape, dtype: 'float32' },
    bind: ({ inputs, output }) => {
      const [arriving, answers, gradient] = [inputs.dy, inputs.y, output] as Float32Array[] as [Float32Array, Float32Array, Float32Array];
      return () => {
        for (let i = 0; i < gradient.length; i++) gradient[i] = answers[i]! >= 0 ? arriving[i]! : arriving[i]! * (answers[i]! + 1);
      };
    },
  };
});
