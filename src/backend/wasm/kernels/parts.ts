import { tf } from '#tf';
import type { KernelPlan, Slot } from '../../kernels/planned.ts';
import type { KernelExports } from '../exports.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { bytesOf, sizeOf } from '../rows.ts';

/** A tensor split along an axis. */
export const splitV = plannedKernel<'x', { readonly numOrSizeSplits: number[] | number; readonly axis: number }>(
  'SplitV',
  ({ x }, attrs, kernels) => {
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
    const lengths = tf.backend_util.prepareSplitSize(x as never, attrs.numOrSizeSplits, axis) as number[]; // it reads the shape alone
    return takeApart('x', x, axis, lengths, (length) => x.shape.map((size, i) => (i === axis ? length : size)), kernels);
  },
);

/** A tensor taken apart along an axis, which its parts no longer have. */
export const unpack = plannedKernel<'value', { readonly axis: number }>('Unpack', ({ value }, attrs, kernels) => {
  const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
  const lengths = new Array<number>(value.shape[axis]!).fill(1);
  return takeApart('value', value, axis, lengths, () => value.shape.filter((_, i) => i !== axis), kernels);
});

function takeApart<Name extends string>(
  name: Name,
  x: Slot,
  axis: number,
  lengths: readonly number[],
  shapeOf: (length: number) => number[],
  { copyRuns }: KernelExports,
): KernelPlan<Name, number> | undefined {
  const bytes = bytesOf(x);
  if (bytes === undefined) return undefined;
  const { count, step, whole } = runsOf(x.shape, axis, bytes);
  const runs = lengths.map((length) => length * step);
  return {
    output: lengths.map((length) => ({ shape: shapeOf(length), dtype: x.dtype })),
    bind({ inputs, outputs }) {
      const starts = startsOf(inputs[name], runs);
      return () => {
        for (let i = 0; i < runs.length; i++) copyRuns(outputs[i]!, runs[i]!, starts[i]!, whole, runs[i]!, count);
      };
    },
  };
}

/** Tensors joined along an axis; those of no values do not count. */
export const concat = plannedKernel<string, { readonly axis: number }>('Concat', (inputs, attrs, kernels) => {
  const parts = partsOf(inputs).filter(({ shape }) => sizeOf(shape) > 0);
  const shapes = parts.map(({ shape }) => shape);
  const [first] = shapes;
  if (first === undefined) return undefined;
  const axis = tf.util.parseAxisParam(attrs.axis, first)[0]!;
  tf.backend_util.assertParamsConsistent(shapes, axis);
  return join(parts, axis, tf.backend_util.computeOutShape(shapes, axis), (shape) => shape[axis]!, kernels);
});

/** Tensors of one shape joined along an axis of their own. */
export const pack = plannedKernel<string, { readonly axis: number }>('Pack', (inputs, attrs, kernels) => {
  const parts = partsOf(inputs);
  const { shape } = parts[0]!;
  if (!parts.every((part) => tf.util.arraysEqual(part.shape, shape))) return undefined;
  const axis = attrs.axis < 0 ? attrs.axis + shape.length + 1 : attrs.axis;
  return join(parts, axis, [...shape.slice(0, axis), parts.length, ...shape.slice(axis)], () => 1, kernels);
});

/** A slot, and its place in the list that TF.js gives. */
type Part = Slot & { readonly at: number };
const partsOf = (inputs: Readonly<Record<string, Slot>>): readonly Part[] =>
  (inputs as unknown as readonly Slot[]).map(({ shape, dtype }, at) => ({ shape, dtype, at }));

function join(
  parts: readonly Part[],
  axis: number,
  shape: number[],
  lengthOf: (shape: readonly number[]) => number,
  { copyRuns }: KernelExports,
): KernelPlan<string, number> | undefined {
  const { dtype } = parts[0]!;
  const bytes = bytesOf({ dtype });
  if (bytes === undefined || parts.some((part) => part.dtype !== dtype)) return undefined;
  const { count, step, whole } = runsOf(shape, axis, bytes);
  const runs = parts.map((part) => lengthOf(part.shape) * step);
  return {
    output: { shape, dtype },
    ...(parts.length === 1 ? { again: String(parts[0]!.at) } : {}),
    bind({ inputs, output }) {
      const starts = startsOf(output, runs);
      const from = parts.map(({ at }) => inputs[at]!);
      return () => {
        for (let i = 0; i < runs.length; i++) copyRuns(starts[i]!, whole, from[i]!, runs[i]!, runs[i]!, count);
      };
    },
  };
}

/** How often there is a run of values along an axis, the bytes of one step along it, and of the whole axis. */
function runsOf(shape: readonly number[], axis: number, bytes: number): { count: number; step: number; whole: number } {
  const step = sizeOf(shape.slice(axis + 1)) * bytes;
  return { count: sizeOf(shape.slice(0, axis)), step, whole: step * shape[axis]! };
}

/** Where each run begins of those that lie side by side. */
function startsOf(first: number, runs: readonly number[]): readonly number[] {
  let next = first;
  return runs.map((run) => (next += run) - run);
}
