import { plannedCpu } from './plannedCpu.ts';

/** Adds up tensors of one shape, one after another: what arrives at a value from each of those who read it. */
export const cpuAddN = plannedCpu<`${number}`, object>('AddN', (inputs) => {
  const tensors = Object.values(inputs);
  const [first] = tensors;
  if (first === undefined || tensors.some(({ dtype }) => dtype !== 'float32')) return undefined;
  return {
    output: { shape: first.shape, dtype: 'float32' },
    bind: ({ inputs, output }) => {
      const [one, ...rest] = Object.values(inputs) as Float32Array[];
      const into = output as Float32Array;
      return () => {
        // A sum that begins with 0 is never -0.
        for (let i = 0; i < into.length; i++) into[i] = 0 + one![i]!;
        for (let i = 0; i < rest.length; i++) add(into, rest[i]!);
      };
    },
  };
});

function add(sums: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!;
}
