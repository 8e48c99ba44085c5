import type { KernelPlan, Slot } from '../../kernels/planned.ts';
import type { KernelExports } from '../exports.ts';
import { patternOf } from '../pattern.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

/** A tensor of one and the same value. */
function filled<Name extends string>({ shape, dtype }: Slot, value: number, kernels: KernelExports): KernelPlan<Name, number> | undefined {
  const bytes = bytesOf({ dtype });
  if (bytes === undefined) return undefined;
  const [pattern, size] = [patternOf(value, dtype), bytes * sizeOf(shape)];
  return {
    output: { shape, dtype },
    bind:
      ({ output }) =>
      () => {
        kernels.fill(output, pattern, size);
      },
  };
}

interface Attributes {
  readonly shape: number[];
  readonly value: number | string;
  readonly dtype?: Slot['dtype'];
}

export const fill = plannedKernel<never, Attributes>('Fill', (_, { shape, value, dtype = 'float32' }, kernels) =>
  typeof value === 'number' ? filled({ shape, dtype }, value, kernels) : undefined,
);
export const zerosLike = plannedKernel<'x', object>('ZerosLike', ({ x }, _, kernels) => filled(x, 0, kernels));
export const onesLike = plannedKernel<'x', object>('OnesLike', ({ x }, _, kernels) => filled(x, 1, kernels));
