import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { output } from '../../kernels/repair.ts';
import { axesOf, type Axis } from '../../kernels/stretch.ts';
import { pairOperations, type PairOperation } from '../exports.ts';
import { ownKernel } from '../ownKernel.ts';

/** An axis of one value. */
const none: Axis = { size: 1, outStep: 0, aStep: 0, bStep: 0 };

/**
 * A kernel of two numbers each. TF.js compares them one after another, works out the place of each anew where a tensor is stretched
 * other than from its first axis on, and calculates with rows of a few numbers by a call for each.
 */
const pair = (kernelName: string, operation: PairOperation, dtype: 'float32' | 'bool' = 'float32') =>
  ownKernel<'a' | 'b', object>(kernelName, ({ inputs: { a, b }, backend }, { kernels, addressOf, withScratch }) => {
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const [columns = none, rows = none, ...outer] = axesOf(a.shape, b.shape, shape);
    const out = output(backend, shape, dtype);
    if (tf.util.sizeFromShape(shape) === 0) return out;
    const combine = (axes: number): TensorInfo => {
      const [to, left, right] = [addressOf(backend, out), addressOf(backend, a), addressOf(backend, b)];
      const steps = [4 * rows.aStep, 4 * columns.aStep, 4 * rows.bStep, 4 * columns.bStep] as const;
      kernels.combine(pairOperations.indexOf(operation), to, left, right, rows.size, columns.size, ...steps, outer.length, axes);
      return out;
    };
    if (outer.length === 0) return combine(0);
    const table = outer.flatMap(({ size, aStep, bStep }) => [size, 4 * aStep, 4 * bStep, 0]);
    return withScratch(4 * table.length, (address) => {
      new Uint32Array(backend.wasm.HEAPU8.buffer, address, table.length).set(table);
      return combine(address);
    });
  });

export const pairs = [
  pair('Add', 'add'),
  pair('Sub', 'subtract'),
  pair('Multiply', 'multiply'),
  pair('RealDiv', 'divide'),
  pair('SquaredDifference', 'squaredDifference'),
  pair('Maximum', 'maximum'),
  pair('Minimum', 'minimum'),
  pair('Equal', 'equal', 'bool'),
  pair('NotEqual', 'notEqual', 'bool'),
  pair('Greater', 'greater', 'bool'),
  pair('GreaterEqual', 'greaterEqual', 'bool'),
  pair('Less', 'less', 'bool'),
  pair('LessEqual', 'lessEqual', 'bool'),
];
