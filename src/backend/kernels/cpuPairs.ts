import { areNumbers, combine, type NumberType } from './combine.ts';
import { pairLoops } from './pairLoops.ts';
import { repairCpu, type Repair } from './repair.ts';

type PairName = keyof typeof pairLoops;

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
