import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import type { Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

/** From two tensors, the first's values where the condition is set. Conditions of whole rows are left to TF.js. */
export const cpuSelect = plannedCpu<'condition' | 't' | 'e', object>('Select', ({ condition, t, e }) => {
  const isForEach = [condition, e].every(({ shape }) => tf.util.sizeFromShape(shape) === tf.util.sizeFromShape(t.shape));
  if (!areNumbers(condition, t) || t.dtype !== e.dtype || !isForEach) return undefined;
  return {
    output: t,
    bind: ({ inputs: { condition, t, e }, output }) => {
      return () => {
        choose(output, condition, t, e);
      };
    },
  };
});

function choose(out: Values, flags: Values, yes: Values, no: Values): void {
  for (let i = 0; i < out.length; i++) out[i] = flags[i] === 1 ? yes[i]! : no[i]!;
}
