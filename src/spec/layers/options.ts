import { flag, integer, listOf, oneOf, option, sizes } from '../option.ts';

/** Options that several families of layers have. */

const refusedOption = (expected: string) => option<never>({ expected, schema: { not: {} }, accepts: () => false });

/** An argument that TF.js's types know and its code cannot use; `reason` completes "expected ...". */
export const refused = (doc: string, reason: string) => refusedOption(reason)({ doc, optional: true });

export const activityRegularizer = refused(
  'A penalty for what comes out, which TF.js cannot apply.',
  'no activityRegularizer, which TF.js cannot apply',
);

/** An argument of which TF.js can use one value only. */
export const only = <const V extends boolean | number | string>(value: V, why: string) =>
  option<V>({ expected: `${JSON.stringify(value)}: ${why}`, schema: { const: value }, accepts: (given) => given === value });

export const padding = oneOf(['valid', 'same'])({
  doc: '"valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size.',
  default: 'valid',
});

export type DataFormat = 'channelsLast' | 'channelsFirst';
export const dataFormat = oneOf(['channelsLast', 'channelsFirst'])({
  doc: 'Where the axis of channels stands: behind those of space, or before them.',
  default: 'channelsLast',
});

export const useBias = flag({ doc: 'Adds a bias for each unit.', default: true });

export const interpolation = oneOf(['nearest', 'bilinear']);

/** How far windows move and how far apart the values are that they take in. */
export const steps = <L extends 1 | 2 | 3>(length: L) => ({
  strides: sizes(length)({ doc: 'How far the window moves from one output to the next, in values, along each axis.', default: 1 }),
  dilationRate: sizes(length)({ doc: 'Distance of neighbouring values in the window; above 1 only with strides of 1.', default: 1 }),
});

export const size = option<number | null>({
  expected: 'a positive integer or null',
  schema: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
  accepts: (value) => value === null || (Number.isSafeInteger(value) && (value as number) >= 1),
});

/** Sizes of axes; null is one that is not fixed. */
export const shape = listOf(size({ doc: 'One size.' }), { minimum: 1 });

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

/** One axis or a list of them. Normalised to the list. */
export const axes = option<number | readonly number[], readonly number[]>({
  expected: 'an integer or a list of different integers',
  schema: { anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' }, minItems: 1, uniqueItems: true }] },
  accepts: (value) =>
    isInteger(value) || (Array.isArray(value) && value.length > 0 && value.every(isInteger) && new Set(value).size === value.length),
  normalise: (value) => (typeof value === 'number' ? [value] : value),
});

type Margins = number | readonly [number, number] | readonly [readonly [number, number], readonly [number, number]];
type NormalMargins = readonly [readonly [number, number], readonly [number, number]];

const isMargin = (value: unknown): boolean => isInteger(value) && value >= 0;
const isPair = (value: unknown, fits: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(fits);
const margin = { type: 'integer', minimum: 0 };
const pair = (items: object) => ({ type: 'array', items, minItems: 2, maxItems: 2 });

/** Rows and columns around an image: `1`, `[1, 2]` for [height, width], or `[[top, bottom], [left, right]]`, to which it is normalised. */
export const margins = option<Margins, NormalMargins>({
  expected: 'an integer >= 0, [height, width] or [[top, bottom], [left, right]]',
  schema: { anyOf: [margin, pair(margin), pair(pair(margin))] },
  accepts: (value) => isMargin(value) || isPair(value, isMargin) || isPair(value, (entry) => isPair(entry, isMargin)),
  normalise: (value) => {
    const [height, width] = typeof value === 'number' ? [value, value] : value;
    return [typeof height === 'number' ? [height, height] : height, typeof width === 'number' ? [width, width] : width];
  },
});

export const seed = integer({ minimum: 0 })({
  doc: 'Seed of what this layer draws. Default: drawn from the seed of the run.',
  optional: true,
});
