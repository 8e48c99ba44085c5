import { activation } from '../activations.ts';
import { isProblem, type Problem, type WeightShape } from '../kind.ts';
import { positiveInteger, sizes } from '../option.ts';
import { showShape, type Shape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { activityRegularizer, dataFormat, only, padding, refused, steps, useBias, type DataFormat } from './options.ts';
import { readSpatial, slide, writeSpatial } from './spatial.ts';
import { bias, kernel, weightOptions } from './weightOptions.ts';

const filters = positiveInteger({ doc: 'Channels that come out.' });
const shared = {
  padding,
  activation: activation({ doc: 'Applied to each value that comes out.', default: 'linear' }),
  useBias,
  ...bias,
  activityRegularizer,
};
const window = <L extends 1 | 2 | 3>(length: L) => ({
  kernelSize: sizes(length)({ doc: 'Length of the window along each axis, in values.' }),
  ...steps(length),
});

interface Convolution {
  readonly filters: number;
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly dilationRate: readonly number[];
  readonly padding: 'valid' | 'same';
  readonly dataFormat: DataFormat;
  readonly useBias: boolean;
}

function convolved(
  [input]: readonly Shape[],
  { filters: channels, kernelSize, dataFormat: format, ...options }: Convolution,
): Shape | Problem {
  const { batch, sizes: before } = readSpatial(input!, format);
  const after = slide(before, { option: 'kernelSize', window: kernelSize, ...options });
  return isProblem(after) ? after : writeSpatial({ batch, sizes: after, channels }, format);
}

const convolutionWeights = ([input]: readonly Shape[], o: Convolution): readonly WeightShape[] => [
  { name: 'kernel', shape: [...o.kernelSize, readSpatial(input!, o.dataFormat).channels, o.filters], initializer: 'kernelInitializer' },
  ...biasOf(o.useBias, o.filters),
];

const biasOf = (used: boolean, size: number | null): readonly WeightShape[] =>
  used ? [{ name: 'bias', shape: [size], initializer: 'biasInitializer' }] : [];

/** [batch, steps, channels] -> [batch, steps', filters] */
export const conv1d = layerKind({
  type: 'conv1d',
  className: 'Conv1D',
  doc: 'activation(convolution + bias) over the steps of a sequence.',
  options: {
    filters,
    ...window(1),
    ...shared,
    ...kernel,
    dataFormat: only(
      'channelsLast',
      'TF.js leaves the axes of "channelsFirst" in the wrong order here',
    )({
      doc: 'Where the axis of channels stands.',
      default: 'channelsLast',
    }),
  },
  ranks: { in: [2], out: 2 },
  outputShape: convolved,
  weights: convolutionWeights,
});

/** [batch, height, width, channels] -> [batch, height', width', filters] */
export const conv2d = layerKind({
  type: 'conv2d',
  className: 'Conv2D',
  doc: 'activation(convolution + bias) over an image (LeCun et al. 1989).',
  options: { filters, ...window(2), ...shared, ...kernel, dataFormat },
  ranks: { in: [3], out: 3 },
  outputShape: convolved,
  weights: convolutionWeights,
});

/** [batch, depth, height, width, channels] -> [batch, depth', height', width', filters] */
export const conv3d = layerKind({
  type: 'conv3d',
  className: 'Conv3D',
  doc: 'activation(convolution + bias) over a volume, or over images in time.',
  options: { filters, ...window(3), ...shared, ...kernel, dataFormat },
  ranks: { in: [4], out: 4 },
  outputShape: convolved,
  weights: convolutionWeights,
});

const undilated = <L extends 1 | 2 | 3>(length: L) => ({
  ...window(length),
  dilationRate: sizes(length)({ doc: 'Distance of neighbouring values in the window; TF.js has 1 only here.', default: 1 }),
});

function refuseDilation(dilationRate: readonly number[]): Problem | undefined {
  if (dilationRate.every((rate) => rate === 1)) return undefined;
  return { option: 'dilationRate', expected: '1: TF.js leaves it out here', received: showShape(dilationRate) };
}

function transposed([input]: readonly Shape[], o: Convolution): Shape | Problem {
  const { batch, sizes: before } = readSpatial(input!, o.dataFormat);
  const after = before.map((size, i) => {
    if (size === null) return null;
    const stride = o.strides[i]!;
    return size * stride + (o.padding === 'valid' ? Math.max(o.kernelSize[i]! - stride, 0) : 0);
  });
  return refuseDilation(o.dilationRate) ?? writeSpatial({ batch, sizes: after, channels: o.filters }, o.dataFormat);
}

const transposedWeights = ([input]: readonly Shape[], o: Convolution): readonly WeightShape[] => [
  { name: 'kernel', shape: [...o.kernelSize, o.filters, readSpatial(input!, o.dataFormat).channels], initializer: 'kernelInitializer' },
  ...biasOf(o.useBias, o.filters),
];

/** [batch, height, width, channels] -> [batch, height * stride, width * stride, filters] with padding "same" */
export const conv2dTranspose = layerKind({
  type: 'conv2dTranspose',
  className: 'Conv2DTranspose',
  doc: 'A convolution run backwards, which makes an image larger (Zeiler et al. 2010).',
  options: { filters, ...undilated(2), ...shared, ...kernel, dataFormat },
  ranks: { in: [3], out: 3 },
  outputShape: transposed,
  weights: transposedWeights,
});

/** [batch, depth, height, width, channels] -> each size * stride with padding "same" */
export const conv3dTranspose = layerKind({
  type: 'conv3dTranspose',
  className: 'Conv3DTranspose',
  doc: 'A convolution run backwards, which makes a volume larger.',
  options: { filters, ...undilated(3), ...shared, ...kernel, dataFormat },
  ranks: { in: [4], out: 4 },
  outputShape: transposed,
  weights: transposedWeights,
});

const depthMultiplier = positiveInteger({ doc: 'Channels that come out of each channel.', default: 1 });
const instead = (name: string, other: string) =>
  refused(`TF.js does not use it here: ${other} does its work.`, `no ${name} here: write ${other}`);
const noKernelOptions = {
  kernelInitializer: instead('kernelInitializer', 'depthwiseInitializer'),
  kernelRegularizer: instead('kernelRegularizer', 'depthwiseRegularizer'),
  kernelConstraint: instead('kernelConstraint', 'depthwiseConstraint'),
};

/** [batch, height, width, channels] -> [batch, height', width', channels * depthMultiplier] */
export const depthwiseConv2d = layerKind({
  type: 'depthwiseConv2d',
  className: 'DepthwiseConv2D',
  doc: 'A convolution of each channel by itself (Howard et al. 2017, section 3.1).',
  options: {
    ...undilated(2),
    depthMultiplier,
    ...shared,
    ...weightOptions('depthwise', 'kernel', 'glorotNormal'),
    ...noKernelOptions,
    dataFormat,
  },
  ranks: { in: [3], out: 3 },
  outputShape: ([input], { kernelSize, depthMultiplier: times, dataFormat: format, dilationRate, ...options }) => {
    const { batch, sizes: before, channels } = readSpatial(input!, format);
    const after = refuseDilation(dilationRate) ?? slide(before, { option: 'kernelSize', window: kernelSize, ...options });
    return isProblem(after) ? after : writeSpatial({ batch, sizes: after, channels: channels === null ? null : channels * times }, format);
  },
  weights: ([input], { kernelSize, depthMultiplier: times, dataFormat: format, useBias: used }) => {
    const { channels } = readSpatial(input!, format);
    return [
      { name: 'depthwise_kernel', shape: [...kernelSize, channels, times], initializer: 'depthwiseInitializer' },
      ...biasOf(used, channels === null ? null : channels * times),
    ];
  },
});

/** [batch, height, width, channels] -> [batch, height', width', filters] */
export const separableConv2d = layerKind({
  type: 'separableConv2d',
  className: 'SeparableConv2D',
  doc: 'A convolution of each channel by itself, then one of 1 x 1 over all channels (Chollet 2017).',
  options: {
    filters,
    ...window(2),
    depthMultiplier,
    ...shared,
    ...weightOptions('depthwise', 'kernel of each channel', 'glorotUniform'),
    ...weightOptions('pointwise', 'kernel over channels', 'glorotUniform'),
    ...noKernelOptions,
    dataFormat,
  },
  ranks: { in: [3], out: 3 },
  outputShape: (inputs, options) => {
    if (options.dataFormat === 'channelsFirst' && options.useBias) {
      return {
        option: 'dataFormat',
        expected: '"channelsLast" with a bias: TF.js adds it to the wrong axis otherwise',
        received: '"channelsFirst"',
        fix: 'write "useBias": false, or "channelsLast"',
      };
    }
    return convolved(inputs, options);
  },
  weights: ([input], { filters: channels, kernelSize, depthMultiplier: times, dataFormat: format, useBias: used }) => {
    const { channels: into } = readSpatial(input!, format);
    return [
      { name: 'depthwise_kernel', shape: [...kernelSize, into, times], initializer: 'depthwiseInitializer' },
      { name: 'pointwise_kernel', shape: [1, 1, into === null ? null : into * times, channels], initializer: 'pointwiseInitializer' },
      ...biasOf(used, channels),
    ];
  },
});
