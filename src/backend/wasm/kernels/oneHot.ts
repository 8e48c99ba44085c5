import type { Slot } from '../../kernels/planned.ts';
import { patternOf } from '../pattern.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

interface Attributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype: Slot['dtype'];
}

/** A row for each index, with another value there than elsewhere. [...] -> [..., depth] */
export const oneHot = plannedKernel<'indices', Attributes>('OneHot', ({ indices }, { depth, onValue, offValue, dtype }, kernels) => {
  if (indices.dtype !== 'int32' || (dtype !== 'float32' && dtype !== 'int32')) return undefined;
  const [count, on, off] = [sizeOf(indices.shape), patternOf(onValue, dtype), patternOf(offValue, dtype)];
  return {
    output: { shape: [...indices.shape, depth], dtype },
    bind:
      ({ inputs: { indices }, output }) =>
      () => {
        kernels.oneHot(output, indices, count, depth, on, off);
      },
  };
});
