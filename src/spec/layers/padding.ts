import type { Shape } from '../shape.ts';
import { sizes } from '../option.ts';
import { showShape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { dataFormat, interpolation, margins } from './options.ts';
import { readSpatial, writeSpatial } from './spatial.ts';

const changed = (before: Shape, change: (size: number, axis: number) => number): Shape =>
  before.map((size, axis) => (size === null ? null : change(size, axis)));

/** [batch, height, width, channels] -> [batch, top + height + bottom, left + width + right, channels] */
export const zeroPadding2d = layerKind({
  type: 'zeroPadding2d',
  className: 'ZeroPadding2D',
  doc: 'Adds rows and columns of 0 around an image.',
  options: { padding: margins({ doc: 'Rows and columns that are added.', default: 1 }), dataFormat },
  ranks: { in: [3], out: 3 },
  outputShape: ([input], { padding, dataFormat: format }) => {
    const { sizes: before, ...rest } = readSpatial(input!, format);
    return writeSpatial({ ...rest, sizes: changed(before, (size, axis) => size + padding[axis]![0] + padding[axis]![1]) }, format);
  },
});

/** [batch, height, width, channels] -> [batch, height - top - bottom, width - left - right, channels] */
export const cropping2D = layerKind({
  type: 'cropping2D',
  className: 'Cropping2D',
  doc: 'Cuts rows and columns off an image.',
  options: { cropping: margins({ doc: 'Rows and columns that are cut off.' }), dataFormat },
  ranks: { in: [3], out: 3 },
  outputShape: ([input], { cropping, dataFormat: format }) => {
    const { sizes: before, ...rest } = readSpatial(input!, format);
    const after = changed(before, (size, axis) => size - cropping[axis]![0] - cropping[axis]![1]);
    if (after.every((size) => size === null || size > 0)) return writeSpatial({ ...rest, sizes: after }, format);
    return { option: 'cropping', expected: `less than the image of ${showShape(before)}`, received: JSON.stringify(cropping) };
  },
  // TF.js subtracts from a size that is not known as if it were 0.
  checkSizes: ([input], { dataFormat: format }) =>
    readSpatial(input!, format).sizes.includes(null)
      ? { expected: 'an image of known height and width', received: showShape(input!) }
      : undefined,
});

/** [batch, height, width, channels] -> [batch, height * size, width * size, channels] */
export const upSampling2d = layerKind({
  type: 'upSampling2d',
  className: 'UpSampling2D',
  doc: 'Makes an image larger by a whole number of times.',
  options: {
    size: sizes(2)({ doc: 'How many times as high and as wide.', default: 2 }),
    dataFormat,
    interpolation: interpolation({ doc: 'Repeats each value, or goes evenly from one to the next.', default: 'nearest' }),
  },
  ranks: { in: [3], out: 3 },
  outputShape: ([input], { size: times, dataFormat: format }) => {
    const { sizes: before, ...rest } = readSpatial(input!, format);
    return writeSpatial({ ...rest, sizes: changed(before, (size, axis) => size * times[axis]!) }, format);
  },
});
