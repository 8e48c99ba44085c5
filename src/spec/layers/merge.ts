import type { Problem } from '../kind.ts';
import { flag, integer, option } from '../option.ts';
import { showShape, type Shape } from '../shape.ts';
import { resolveAxis } from './axis.ts';
import { layerKind } from './layerKind.ts';

const list = (shapes: readonly Shape[]) => shapes.map(showShape).join(' and ');

function batchOf(shapes: readonly Shape[]): number | null | Problem {
  const sizes = [...new Set(shapes.map((shape) => shape[0]!).filter((size) => size !== null))];
  return sizes.length > 1 ? { expected: 'batches of the same size', received: list(shapes) } : (sizes[0] ?? null);
}

/** Sizes of 1 are stretched, and axes that a shape lacks are added in front, after the batch. */
function broadcast(a: Shape, b: Shape): Shape | undefined {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  const extra = long.length - short.length;
  const out = long.map((size, i) => {
    const other = i < extra ? 1 : short[i - extra]!;
    if (i < extra) return size;
    if (size === null || other === null) return null;
    if (size === 1 || other === 1) return size * other;
    return size === other ? size : undefined;
  });
  return out.includes(undefined) ? undefined : (out as Shape);
}

/** What comes out of an operation on values at the same place. */
function elementwise(inputs: readonly Shape[]): Shape | Problem {
  const batch = batchOf(inputs);
  if (typeof batch === 'object' && batch !== null) return batch;
  const [first, ...others] = inputs.map((shape): Shape => shape.slice(1));
  const sizes = others.reduce<Shape | undefined>((all, shape) => all && broadcast(all, shape), first);
  if (sizes) return [batch, ...sizes];
  return { expected: 'shapes that are alike, or 1 where they are not', received: list(inputs) };
}

const merge = { reads: 'several', ranks: { in: 'any', out: 'varies' }, options: {}, outputShape: elementwise } as const;

/** Sizes of 1 are stretched. */
export const add = layerKind({ type: 'add', className: 'Add', doc: 'Sum of the values at each place.', ...merge });
/** Sizes of 1 are stretched. */
export const average = layerKind({ type: 'average', className: 'Average', doc: 'Mean of the values at each place.', ...merge });
/** Sizes of 1 are stretched. */
export const maximum = layerKind({ type: 'maximum', className: 'Maximum', doc: 'The largest of the values at each place.', ...merge });
/** Sizes of 1 are stretched. */
export const minimum = layerKind({ type: 'minimum', className: 'Minimum', doc: 'The smallest of the values at each place.', ...merge });
/** Sizes of 1 are stretched. */
export const multiply = layerKind({ type: 'multiply', className: 'Multiply', doc: 'Product of the values at each place.', ...merge });

const alikeBut = (at: number, inputs: readonly Shape[], alike: (a: number | null, b: number | null) => boolean): boolean =>
  inputs.every((shape) => shape.length === inputs[0]!.length && shape.every((size, i) => i === at || alike(size, inputs[0]![i]!)));
const agree = (a: number | null, b: number | null) => a === b || a === null || b === null;
const same = (a: number | null, b: number | null) => a === b;

/** [batch, a, ...] and [batch, b, ...] -> [batch, a + b, ...] for axis 1 */
export const concatenate = layerKind({
  type: 'concatenate',
  className: 'Concatenate',
  doc: 'Puts tensors behind one another along an axis; their other sizes are the same.',
  options: { axis: integer()({ doc: 'The axis, counted with the batch as axis 0; -1 is the last.', default: -1 }) },
  reads: 'several',
  ranks: { in: 'any', out: 'same' },
  outputShape: (inputs, { axis }) => {
    const [first] = inputs;
    const at = resolveAxis(axis, first!);
    if (typeof at !== 'number') return at;
    // TF.js takes every negative axis for the last when it runs, though not when it is built.
    if (axis < 0 && at !== first!.length - 1) {
      return { option: 'axis', expected: 'an axis counted from the first, or -1', received: String(axis), fix: `write ${at}` };
    }
    if (!alikeBut(at, inputs, agree)) return { expected: `shapes that are alike but for axis ${at}`, received: list(inputs) };
    const sizes = inputs.map((shape) => shape[at]!);
    const length = sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0);
    return first!.map((size, i) => (i === at ? length : size));
  },
  checkSizes: (inputs, { axis }) => {
    const at = axis < 0 ? axis + inputs[0]!.length : axis;
    return alikeBut(at, inputs, same) ? undefined : { expected: `shapes known to be alike but for axis ${at}`, received: list(inputs) };
  },
});

const isAxis = (value: unknown) => Number.isSafeInteger(value);
const dotAxes = option<number | readonly [number, number], readonly [number, number]>({
  expected: 'an integer or a list of 2',
  schema: { anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 }] },
  accepts: (value) => isAxis(value) || (Array.isArray(value) && value.length === 2 && value.every(isAxis)),
  normalise: (value) => (typeof value === 'number' ? [value, value] : value),
});

/** [batch, i, n] and [batch, j, n] -> [batch, i, j] for axes 2 */
export const dot = layerKind({
  type: 'dot',
  className: 'Dot',
  doc: 'Sums of products of two tensors along one axis of each.',
  options: {
    axes: dotAxes({ doc: 'The axis of both, or one for each; the batch is axis 0, negative counts from the last.' }),
    normalize: flag({ doc: 'Divides by the lengths first, so that cosines of angles come out.', default: false }),
  },
  reads: 'two',
  ranks: { in: [1, 2], out: 'varies' },
  outputShape: (inputs, { axes }) => {
    const [a, b] = inputs as readonly [Shape, Shape];
    const [i, j] = [resolveAxis(axes[0], a, 'axes'), resolveAxis(axes[1], b, 'axes')];
    if (typeof i !== 'number') return i;
    if (typeof j !== 'number') return j;
    if (axes[0] < 0 !== axes[1] < 0) {
      const fix = `write [${i}, ${j}]`;
      return { option: 'axes', expected: 'both counted from the first or both from the last', received: JSON.stringify(axes), fix };
    }
    if (!agree(a[i]!, b[j]!)) return unlikeAxes(a, i, b, j);
    const batch = batchOf(inputs);
    if (typeof batch === 'object' && batch !== null) return batch;
    const out = [...a.filter((_, axis) => axis !== i), ...b.filter((_, axis) => axis !== 0 && axis !== j)];
    return out.length === 1 ? [...out, 1] : out;
  },
  checkSizes: ([a, b], { axes }) => (a!.at(axes[0]) === b!.at(axes[1]) ? undefined : unlikeAxes(a!, axes[0], b!, axes[1])),
});

const unlikeAxes = (a: Shape, i: number, b: Shape, j: number): Problem => ({
  option: 'axes',
  expected: 'axes of the same size',
  received: `${String(a.at(i))} of ${showShape(a)} and ${String(b.at(j))} of ${showShape(b)}`,
});
