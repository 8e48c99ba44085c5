import type { NumberType } from './combine.ts';
import { pairLoops } from './pairLoops.ts';
import { planPair } from './planPair.ts';
import { plannedOnWasm } from './plannedCpu.ts';
import type { Repair } from './repair.ts';

/** TF.js's library of fast kernels knows no more axes, and writes nothing for tensors that have them. */
const MOST_AXES = 6;

interface Options {
  /** What comes out; else what goes in. */
  readonly dtype?: NumberType;
  /** Whether the library stretches tensors, which it does fast. */
  readonly stretches?: boolean;
  /** Whether what is no number is lost where the other is one. */
  readonly losesNone?: boolean;
}

/**
 * A function of two numbers each for WebAssembly, in plain JavaScript where TF.js's own is wrong or slow: it works out the place of
 * each value of stretched tensors anew, which takes three hundred times as long as the comparison itself.
 */
const pair = (kernelName: keyof typeof pairLoops, { dtype, stretches = false, losesNone = false }: Options) =>
  plannedOnWasm<'a' | 'b', object>(kernelName, ({ a, b }) => {
    if (a.dtype !== b.dtype) return undefined;
    const isStretched = a.shape.length !== b.shape.length || a.shape.some((size, axis) => size !== b.shape[axis]);
    const isOurs = stretches ? Math.max(a.shape.length, b.shape.length) > MOST_AXES : isStretched;
    if (!isOurs && !(losesNone && a.dtype === 'float32')) return undefined;
    return planPair('a', 'b', pairLoops[kernelName], dtype)({ a, b });
  });

const flags = { dtype: 'bool' } as const;
const calculated = { stretches: true } as const;

export const wasmPairs: readonly Repair[] = [
  pair('Add', calculated),
  pair('Equal', flags),
  pair('Greater', flags),
  pair('GreaterEqual', flags),
  pair('Less', flags),
  pair('LessEqual', flags),
  pair('LogicalAnd', flags),
  pair('LogicalOr', flags),
  pair('Maximum', { stretches: true, losesNone: true }),
  pair('Minimum', { stretches: true, losesNone: true }),
  pair('Multiply', calculated),
  pair('NotEqual', flags),
  pair('RealDiv', calculated),
  pair('SquaredDifference', calculated),
  pair('Sub', calculated),
];
