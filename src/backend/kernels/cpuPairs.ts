import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { pairLoops, type PairLoop } from './pairLoops.ts';
import { output, repairCpu, valuesOf, type CpuBackend, type Repair } from './repair.ts';
import { eachRun } from './stretch.ts';

type PairName = keyof typeof pairLoops;
type NumberType = 'float32' | 'int32' | 'bool';

/** What comes out, where it is not of the first tensor's type. */
const types: Partial<Record<PairName, NumberType>> = {
  Equal: 'bool',
  FloorDiv: 'int32',
  Greater: 'bool',
  GreaterEqual: 'bool',
  Less: 'bool',
  LessEqual: 'bool',
  LogicalAnd: 'bool',
  LogicalOr: 'bool',
  NotEqual: 'bool',
  Prelu: 'float32',
};

/**
 * A function of two numbers each, in plain JavaScript. TF.js works out the place of each value anew where a tensor is stretched,
 * and calls a function for each; here each goes through its tensor in even steps. The same is computed, so that the bits are the same.
 */
const pairs = Object.entries(pairLoops)
  .filter(([kernelName]) => kernelName !== 'Prelu')
  .map(([kernelName, loop]) =>
    repairCpu<'a' | 'b', object>(kernelName, ({ inputs: { a, b }, backend }, runStock) =>
      areNumbers(a, b) ? combine(loop, a, b, types[kernelName as PairName] ?? (a.dtype as NumberType), backend) : runStock(),
    ),
  );

/** x, and where it is negative alpha · x. */
const prelu = repairCpu<'x' | 'alpha', object>('Prelu', ({ inputs: { x, alpha }, backend }, runStock) =>
  areNumbers(x, alpha) ? combine(pairLoops.Prelu, x, alpha, 'float32', backend) : runStock(),
);

export const cpuPairs: readonly Repair[] = [...pairs, prelu];

const areNumbers = (...tensors: readonly TensorInfo[]): boolean =>
  tensors.every(({ dtype }) => dtype === 'float32' || dtype === 'int32' || dtype === 'bool');

function combine(loop: PairLoop, a: TensorInfo, b: TensorInfo, dtype: NumberType, backend: CpuBackend): TensorInfo {
  const out = output(backend, tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape), dtype);
  const [values, left, right] = [valuesOf(backend, out), valuesOf(backend, a), valuesOf(backend, b)];
  eachRun(a.shape, b.shape, out.shape, (run) => {
    loop(values, left, right, run);
  });
  return out;
}
