import type { NumberType } from './combine.ts';
import { pairLoops } from './pairLoops.ts';
import { planPair } from './planPair.ts';
import { plannedCpu } from './plannedCpu.ts';
import type { Repair } from './repair.ts';

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
};

/**
 * A function of two numbers each, in plain JavaScript. TF.js works out the place of each value anew where a tensor is stretched,
 * and calls a function for each; here each goes through its tensor in even steps. The same is computed, so that the bits are the same.
 */
const pairs = (Object.keys(pairLoops) as PairName[])
  .filter((kernelName) => kernelName !== 'Prelu')
  .map((kernelName) => plannedCpu<'a' | 'b', object>(kernelName, planPair('a', 'b', pairLoops[kernelName], types[kernelName])));

/** x, and where it is negative alpha · x. */
const prelu = plannedCpu<'x' | 'alpha', object>('Prelu', planPair('x', 'alpha', pairLoops.Prelu, 'float32'));

export const cpuPairs: readonly Repair[] = [...pairs, prelu];
