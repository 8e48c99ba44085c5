import { tf } from '#tf';
import { axesOf, type Axis } from '../../kernels/stretch.ts';
import { pairOperations, type PairOperation } from '../exports.ts';
import { plannedKernel } from '../plannedKernel.ts';

/** An axis of one value. */
const none: Axis = { size: 1, outStep: 0, aStep: 0, bStep: 0 };

/**
 * A kernel of two numbers each. TF.js compares them one after another, works out the place of each anew where a tensor is stretched
 * other than from its first axis on, and calculates with rows of a few numbers by a call for each.
 */
const pair = (kernelName: string, name: PairOperation, dtype: 'float32' | 'bool' = 'float32') =>
  plannedKernel<'a' | 'b', object>(kernelName, ({ a, b }, _, kernels) => {
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const output = { shape, dtype };
    if (shape.includes(0)) return { output, bind: () => () => undefined };
    const [columns = none, rows = none, ...outer] = axesOf(a.shape, b.shape, shape);
    const operation = pairOperations.indexOf(name);
    const [rowCount, columnCount, axes] = [rows.size, columns.size, outer.length];
    const [aRow, aColumn, bRow, bColumn] = [4 * rows.aStep, 4 * columns.aStep, 4 * rows.bStep, 4 * columns.bStep];
    return {
      output,
      table: outer.flatMap(({ size, aStep, bStep }) => [size, 4 * aStep, 4 * bStep, 0]),
      bind:
        ({ inputs: { a, b }, output: out, table }) =>
        () =>
          kernels.combine(operation, out, a, b, rowCount, columnCount, aRow, aColumn, bRow, bColumn, axes, table),
    };
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
