import { tf } from '#tf';
import type { PairLoop } from './pairLoops.ts';
import type { Slot, Values } from './planned.ts';
import { eachRun, type Run } from './stretch.ts';

export type NumberType = 'float32' | 'int32' | 'bool';

/** The shape that two tensors stretched over each other have, and how a loop goes through them in arrays that are bound to it. */
export function combine(loop: PairLoop, a: readonly number[], b: readonly number[]) {
  const shape = tf.broadcast_util.assertAndGetBroadcastShape([...a], [...b]);
  const starts: number[] = [];
  let each: Run | undefined;
  eachRun(a, b, shape, (run) => {
    each ??= { ...run };
    starts.push(run.out, run.a, run.b);
  });
  const bind = (out: Values, left: Values, right: Values): (() => void) => {
    if (each === undefined) return () => undefined;
    const run = { ...each };
    if (starts.length === 3)
      return () => {
        loop(out, left, right, run);
      };
    return () => {
      for (let i = 0; i < starts.length; i += 3) {
        run.out = starts[i]!;
        run.a = starts[i + 1]!;
        run.b = starts[i + 2]!;
        loop(out, left, right, run);
      }
    };
  };
  return { shape, bind };
}

export const areNumbers = (...tensors: readonly Pick<Slot, 'dtype'>[]): boolean =>
  tensors.every(({ dtype }) => dtype === 'float32' || dtype === 'int32' || dtype === 'bool');
