import { isProblem, type Problem } from '../kind.ts';
import { sizes } from '../option.ts';
import type { Shape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { dataFormat, padding, type DataFormat } from './options.ts';
import { readSpatial, slide, writeSpatial } from './spatial.ts';

const pool = <L extends 1 | 2 | 3>(length: L) => ({
  poolSize: sizes(length)({ doc: 'Length of the window along each axis, in values.', default: 2 }),
  strides: sizes(length)({
    doc: 'How far the window moves along each axis, in values. Default: poolSize, so that windows touch.',
    optional: true,
  }),
  padding,
});

interface Pooling {
  readonly poolSize: readonly number[];
  readonly strides?: readonly number[];
  readonly padding: 'valid' | 'same';
  readonly dataFormat?: DataFormat;
}

function pooled([input]: readonly Shape[], { poolSize, strides = poolSize, padding: edge, dataFormat: format }: Pooling): Shape | Problem {
  const { sizes: before, ...rest } = readSpatial(input!, format);
  const after = slide(before, { option: 'poolSize', window: poolSize, strides, padding: edge });
  return isProblem(after) ? after : writeSpatial({ ...rest, sizes: after }, format);
}

/** [batch, steps, channels] -> [batch, steps', channels] */
export const maxPooling1d = layerKind({
  type: 'maxPooling1d',
  aliases: ['maxPool1d'],
  className: 'MaxPooling1D',
  doc: 'The largest value of each window of a sequence.',
  options: pool(1),
  ranks: { in: [2], out: 2 },
  outputShape: pooled,
});

/** [batch, height, width, channels] -> [batch, height', width', channels] */
export const maxPooling2d = layerKind({
  type: 'maxPooling2d',
  aliases: ['maxPool2d'],
  className: 'MaxPooling2D',
  doc: 'The largest value of each window of an image.',
  options: { ...pool(2), dataFormat },
  ranks: { in: [3], out: 3 },
  outputShape: pooled,
});

/** [batch, depth, height, width, channels] -> [batch, depth', height', width', channels] */
export const maxPooling3d = layerKind({
  type: 'maxPooling3d',
  className: 'MaxPooling3D',
  doc: 'The largest value of each window of a volume.',
  options: { ...pool(3), dataFormat },
  ranks: { in: [4], out: 4 },
  outputShape: pooled,
});

/** [batch, steps, channels] -> [batch, steps', channels] */
export const averagePooling1d = layerKind({
  type: 'averagePooling1d',
  aliases: ['avgPool1d', 'avgPooling1d'],
  className: 'AveragePooling1D',
  doc: 'The mean of each window of a sequence.',
  options: pool(1),
  ranks: { in: [2], out: 2 },
  outputShape: pooled,
});

/** [batch, height, width, channels] -> [batch, height', width', channels] */
export const averagePooling2d = layerKind({
  type: 'averagePooling2d',
  aliases: ['avgPool2d', 'avgPooling2d'],
  className: 'AveragePooling2D',
  doc: 'The mean of each window of an image.',
  options: { ...pool(2), dataFormat },
  ranks: { in: [3], out: 3 },
  outputShape: pooled,
});

/** [batch, depth, height, width, channels] -> [batch, depth', height', width', channels] */
export const averagePooling3d = layerKind({
  type: 'averagePooling3d',
  aliases: ['avgPool3d', 'avgPooling3d'],
  className: 'AveragePooling3D',
  doc: 'The mean of each window of a volume.',
  options: { ...pool(3), dataFormat },
  ranks: { in: [4], out: 4 },
  outputShape: pooled,
});

const channelsOnly = ([input]: readonly Shape[], options: { readonly dataFormat?: DataFormat }): Shape => {
  const { batch, channels } = readSpatial(input!, options.dataFormat);
  return [batch, channels];
};

/** [batch, steps, channels] -> [batch, channels] */
export const globalMaxPooling1d = layerKind({
  type: 'globalMaxPooling1d',
  aliases: ['globalMaxPool1d'],
  className: 'GlobalMaxPooling1D',
  doc: 'The largest value of each channel of a sequence.',
  options: {},
  ranks: { in: [2], out: 1 },
  outputShape: channelsOnly,
});

/** [batch, height, width, channels] -> [batch, channels] */
export const globalMaxPooling2d = layerKind({
  type: 'globalMaxPooling2d',
  aliases: ['globalMaxPool2d'],
  className: 'GlobalMaxPooling2D',
  doc: 'The largest value of each channel of an image.',
  options: { dataFormat },
  ranks: { in: [3], out: 1 },
  outputShape: channelsOnly,
});

/** [batch, steps, channels] -> [batch, channels] */
export const globalAveragePooling1d = layerKind({
  type: 'globalAveragePooling1d',
  className: 'GlobalAveragePooling1D',
  doc: 'The mean of each channel of a sequence.',
  options: {},
  ranks: { in: [2], out: 1 },
  outputShape: channelsOnly,
});

/** [batch, height, width, channels] -> [batch, channels] */
export const globalAveragePooling2d = layerKind({
  type: 'globalAveragePooling2d',
  className: 'GlobalAveragePooling2D',
  doc: 'The mean of each channel of an image (Lin et al. 2014, section 3.2).',
  options: { dataFormat },
  ranks: { in: [3], out: 1 },
  outputShape: channelsOnly,
});
