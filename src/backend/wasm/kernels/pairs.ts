import { tf } from '#tf';
import type { KernelPlan, Slot } from '../../kernels/planned.ts';
import type { Repair } from '../../kernels/repair.ts';
import { axesOf, type Axis } from '../../kernels/stretch.ts';
import type { KernelExports } from '../exports.ts';
import { pairOperations, type PairOperation } from '../operations.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf } from '../rows.ts';

/** An axis of one value. */
const none: Axis = { size: 1, outStep: 0, aStep: 0, bStep: 0 };

/** What is computed of two tensors of one type. */
type Operations = Partial<Readonly<Record<Slot['dtype'], PairOperation>>>;

/**
 * A kernel of two numbers each. TF.js compares them one after another, works out the place of each anew where a tensor is stretched
 * other than from its first axis on, and calculates with rows of a few numbers by a call for each.
 */
function pair<First extends string, Second extends string>(
  kernelName: string,
  [first, second]: readonly [First, Second],
  operations: Operations,
  makes?: 'bool',
): Repair {
  return plannedKernel<First | Second, object>(kernelName, (slots, _, kernels) => {
    const { [first]: a, [second]: b } = slots;
    const operation = operations[a.dtype];
    return operation === undefined || a.dtype !== b.dtype ? undefined : planPair(operation, [a, first], [b, second], makes, kernels);
  });
}

/** What `combine` of our module computes of two tensors, stretched over each other. */
export function planPair<First extends string, Second extends string>(
  name: PairOperation,
  [a, first]: readonly [Slot, First],
  [b, second]: readonly [Slot, Second],
  makes: 'bool' | undefined,
  kernels: KernelExports,
): KernelPlan<First | Second, number> {
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const output = { shape, dtype: makes ?? a.dtype };
  if (shape.includes(0)) return { output, bind: () => () => undefined };
  const [columns = none, rows = none, ...outer] = axesOf(a.shape, b.shape, shape);
  const operation = pairOperations.indexOf(name);
  const [rowCount, columnCount, axes, bytes] = [rows.size, columns.size, outer.length, bytesOf(a)!];
  const [aRow, aColumn, bRow, bColumn] = [bytes * rows.aStep, bytes * columns.aStep, bytes * rows.bStep, bytes * columns.bStep];
  return {
    output,
    table: outer.flatMap(({ size, aStep, bStep }) => [size, bytes * aStep, bytes * bStep, 0]),
    bind({ inputs, output: out, table }) {
      const { [first]: left, [second]: right } = inputs;
      return () => kernels.combine(operation, out, left, right, rowCount, columnCount, aRow, aColumn, bRow, bColumn, axes, table);
    },
  };
}

const both = ['a', 'b'] as const;
const exchanged = ['b', 'a'] as const;
const greater = { float32: 'greater', int32: 'greaterInteger' } as const;
const greaterEqual = { float32: 'greaterEqual', int32: 'greaterEqualInteger' } as const;

export const pairs: readonly Repair[] = [
  pair('Add', both, { float32: 'add', int32: 'addIntegers' }),
  pair('EluGrad', ['dy', 'y'], { float32: 'eluGradient' }),
  pair('Equal', both, { float32: 'equal', int32: 'equalIntegers' }, 'bool'),
  pair('Greater', both, greater, 'bool'),
  pair('GreaterEqual', both, greaterEqual, 'bool'),
  pair('Less', exchanged, greater, 'bool'),
  pair('LessEqual', exchanged, greaterEqual, 'bool'),
  pair('LogicalAnd', both, { bool: 'and' }),
  pair('LogicalOr', both, { bool: 'or' }),
  pair('Maximum', both, { float32: 'maximum', int32: 'maximumOfIntegers' }),
  pair('Minimum', both, { float32: 'minimum', int32: 'minimumOfIntegers' }),
  pair('Multiply', both, { float32: 'multiply', int32: 'multiplyIntegers' }),
  pair('NotEqual', both, { float32: 'notEqual', int32: 'notEqualIntegers' }, 'bool'),
  pair('Pow', both, { float32: 'power' }),
  pair('Prelu', ['x', 'alpha'], { float32: 'prelu' }),
  pair('RealDiv', both, { float32: 'divide' }),
  pair('SquaredDifference', both, { float32: 'squaredDifference' }),
  pair('Sub', both, { float32: 'subtract', int32: 'subtractIntegers' }),
];
