import { areNumbers, type NumberType } from './combine.ts';
import type { KernelPlan, Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

interface FillAttributes {
  readonly shape: number[];
  readonly value: number | string;
  readonly dtype?: NumberType;
}

const filled = (output: Slot, value: number): KernelPlan<never, Values> => ({
  output,
  bind: ({ output: out }) => {
    return () => {
      out.fill(value);
    };
  },
});

/** A tensor of one number, of 32-bit floats where no type is given. */
const fill = plannedCpu<never, FillAttributes>('Fill', (_, { shape, value, dtype }) => {
  const output: Slot = { shape, dtype: dtype ?? 'float32' };
  return typeof value === 'number' && areNumbers(output) ? filled(output, value) : undefined;
});

const like = (kernelName: string, value: number) =>
  plannedCpu<'x', object>(kernelName, ({ x }) => (areNumbers(x) ? filled({ shape: x.shape, dtype: x.dtype }, value) : undefined));

export const cpuFill = [fill, like('ZerosLike', 0), like('OnesLike', 1)];
