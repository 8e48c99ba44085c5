import { flag, number, oneOf, option, positiveInteger } from '../option.ts';
import { showShape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { interpolation, seed } from './options.ts';

const height = positiveInteger({ doc: 'Height that comes out, in pixels.' });
const width = positiveInteger({ doc: 'Width that comes out, in pixels.' });

/** Shape unchanged. */
export const rescaling = layerKind({
  type: 'rescaling',
  className: 'Rescaling',
  doc: 'x * scale + offset.',
  options: {
    scale: number()({ doc: 'What values are multiplied by, such as 1 / 255 for pixels.' }),
    offset: number()({ doc: 'What is added then.', default: 0 }),
  },
  ranks: { in: 'any', out: 'same' },
  takesIntegers: true,
  outputShape: ([input]) => input!,
});

/** [batch, h, w, channels] -> [batch, height, width, channels] */
export const resizing = layerKind({
  type: 'resizing',
  className: 'Resizing',
  doc: 'Makes images larger or smaller.',
  options: {
    height,
    width,
    interpolation: interpolation({ doc: 'Goes evenly from one pixel to the next, or takes the nearest.', default: 'bilinear' }),
    cropToAspectRatio: flag({
      doc: 'In TF.js it crops nothing: it says that corner pixels are not kept at the corners.',
      default: false,
    }),
  },
  ranks: { in: [3], out: 3 },
  outputShape: ([input], options) => [input![0]!, options.height, options.width, input![3]!],
});

/** [batch, h, w, channels] -> [batch, height, width, channels] */
export const centerCrop = layerKind({
  type: 'centerCrop',
  className: 'CenterCrop',
  doc: 'Cuts the middle out of images; those that are too small are made larger.',
  options: { height, width },
  ranks: { in: [3], out: 3 },
  outputShape: ([input], options) => [input![0]!, options.height, options.width, input![3]!],
});

/** [batch, n] of numbers of categories -> [batch, numTokens] */
export const categoryEncoding = layerKind({
  type: 'categoryEncoding',
  className: 'CategoryEncoding',
  doc: 'Numbers of categories as a vector with a place for each.',
  options: {
    numTokens: positiveInteger({ doc: 'How many categories there are; numbers go from 0 to numTokens - 1.' }),
    outputMode: oneOf(['oneHot', 'multiHot', 'count'])({
      doc: '1 for the only category of a row, 1 for each that it has, or how often it has each.',
      default: 'multiHot',
    }),
  },
  ranks: { in: [1], out: 1 },
  takesIntegers: true,
  outputShape: ([input], { numTokens, outputMode }) => {
    if (outputMode !== 'oneHot' || input![1] === 1 || input![1] === null) return [input![0]!, numTokens];
    return {
      option: 'outputMode',
      expected: 'one category a row for "oneHot"',
      received: `${String(input![1])} of them`,
      fix: 'write "multiHot"',
    };
  },
  checkSizes: ([input], { outputMode }) =>
    outputMode === 'oneHot' && input![1] === null
      ? { option: 'outputMode', expected: 'one category a row for "oneHot"', received: showShape(input!), fix: 'write 1 in place of null' }
      : undefined,
});

type Factor = number | readonly [number, number];
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const factor = option<Factor, readonly [number, number]>({
  expected: 'a number > 0 and < 1, or [lower, upper] with -1 < lower <= upper',
  schema: {
    anyOf: [
      { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
      { type: 'array', items: { type: 'number', exclusiveMinimum: -1 }, minItems: 2, maxItems: 2 },
    ],
  },
  accepts: (value) => {
    if (!Array.isArray(value)) return isNumber(value) && value > 0 && value < 1;
    const [lower, upper] = value as readonly unknown[];
    return value.length === 2 && isNumber(lower) && isNumber(upper) && lower > -1 && lower <= upper;
  },
  normalise: (value) => (typeof value === 'number' ? [-value, value] : value),
});

/** [batch, height, width, channels] -> [batch, height, any, channels] */
export const randomWidth = layerKind({
  type: 'randomWidth',
  className: 'RandomWidth',
  doc: 'Makes images wider or narrower by a random share. TF.js does so when predicting too.',
  options: {
    factor: factor({ doc: 'How much wider at most, as a share of the width: 0.2 is from -20% to +20%, [0, 0.3] from 0 to +30%.' }),
    interpolation: interpolation({ doc: 'Goes evenly from one pixel to the next, or takes the nearest.', default: 'bilinear' }),
    seed,
    autoVectorize: flag({ doc: 'Has no effect in TF.js.', optional: true }),
  },
  ranks: { in: [3], out: 3 },
  random: true,
  outputShape: ([input], options) => {
    const [batch, rows, columns, channels] = input!;
    const [lower] = options.factor;
    if (columns! !== null && Math.round(columns! * (1 + lower)) < 1) {
      return { option: 'factor', expected: `at least one pixel left of ${columns!}`, received: String(lower) };
    }
    return [batch!, rows!, null, channels!];
  },
});
