import { output } from '../../kernels/repair.ts';
import { tf } from '#tf';
import { broadcastOf } from '../broadcast.ts';
import type { KernelExports } from '../exports.ts';
import { ownKernel } from '../ownKernel.ts';

type PairName = 'equal' | 'greater' | 'greaterEqual' | 'less' | 'lessEqual' | 'maximum' | 'minimum' | 'notEqual';

/** A kernel of two numbers each, which TF.js computes one after another. */
const pair = (kernelName: string, name: PairName & keyof KernelExports, dtype: 'float32' | 'bool') =>
  ownKernel<'a' | 'b', object>(kernelName, ({ inputs: { a, b }, backend }, { kernels, addressOf }) => {
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const broadcast = broadcastOf(a.shape, b.shape, shape);
    if (broadcast === undefined) return undefined;
    const out = output(backend, shape, dtype);
    const { rows, columns, a: stepsA, b: stepsB } = broadcast;
    const [to, left, right] = [addressOf(backend, out), addressOf(backend, a), addressOf(backend, b)];
    kernels[name](to, left, right, rows, columns, stepsA.row, stepsA.column, stepsB.row, stepsB.column);
    return out;
  });

export const pairs = [
  pair('Maximum', 'maximum', 'float32'),
  pair('Minimum', 'minimum', 'float32'),
  pair('Equal', 'equal', 'bool'),
  pair('NotEqual', 'notEqual', 'bool'),
  pair('Greater', 'greater', 'bool'),
  pair('GreaterEqual', 'greaterEqual', 'bool'),
  pair('Less', 'less', 'bool'),
  pair('LessEqual', 'lessEqual', 'bool'),
];
