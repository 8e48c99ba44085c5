import type { Fusion } from './activate.ts';
import { activateValues } from './activateValues.ts';
import { eachMeeting, type DepthwiseAttributes } from './depthwiseGeometry.ts';
import { tf } from '#tf';
import { AT_ONCE, byRanges, rangesOf, type ByRanges, type Range } from './pieces.ts';
import type { Places, Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

type Shape4D = [number, number, number, number];

/** Where filter, one image and what comes of it meet, worked out once: they meet the same in every image. */
interface Meetings {
  readonly images: number;
  readonly channels: number;
  readonly multiplier: number;
  /** Values of an image, and of what comes of it. */
  readonly size: number;
  readonly outSize: number;
  /** Of filter, image and output, one after another. */
  readonly places: Int32Array;
}

function meetingsOf(
  shape: readonly number[],
  filterShape: readonly number[],
  attrs: DepthwiseAttributes,
  outShape: readonly number[],
): Meetings {
  const [images, height, width, channels] = shape as Shape4D;
  const places: number[] = [];
  eachMeeting([1, height, width, channels], filterShape, attrs, (...all) => places.push(...all));
  const size = height * width * channels;
  const outSize = tf.util.sizeFromShape(outShape.slice(1));
  return { images, channels, multiplier: filterShape[3]!, size, outSize, places: Int32Array.from(places) };
}

function outShapeOf(x: Slot, filter: Slot, attrs: DepthwiseAttributes): number[] {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const [shape, filterShape] = [x.shape as Shape4D, filter.shape as Shape4D];
  return tf.backend_util.computeConv2DInfo(shape, filterShape, strides, dilations ?? 1, pad, dimRoundingMode, true).outShape;
}

/** Whether TF.js computes it, and of floats: it refuses strides and dilations at once. */
const isOurs = (one: Slot, other: Slot, { strides, dilations }: DepthwiseAttributes): boolean =>
  one.dtype === 'float32' && other.dtype === 'float32' && tf.backend_util.eitherStridesOrDilationsAreOne(strides, dilations ?? 1);

/** Depthwise convolution in plain JavaScript, in the order of TF.js and so to the same bits. */
const depthwise = plannedCpu<'x' | 'filter', DepthwiseAttributes>('DepthwiseConv2dNative', ({ x, filter }, attrs) => {
  if (!isOurs(x, filter, attrs)) return undefined;
  const shape = outShapeOf(x, filter, attrs);
  const meetings = meetingsOf(x.shape, filter.shape, attrs, shape);
  return { output: { shape, dtype: 'float32' }, ...convolve<'x' | 'filter'>(meetings) };
});

/** The same with bias and activation. */
const fusedDepthwise = plannedCpu<'x' | 'filter' | 'bias' | 'preluActivationWeights', DepthwiseAttributes & Fusion>(
  'FusedDepthwiseConv2D',
  (inputs, attrs) => {
    if (!isOurs(inputs.x, inputs.filter, attrs)) return undefined;
    const shape = outShapeOf(inputs.x, inputs.filter, attrs);
    const activate = activateValues(shape, inputs, attrs);
    if (activate === undefined) return undefined;
    const { bind, bindPieces } = convolve<keyof typeof inputs>(meetingsOf(inputs.x.shape, inputs.filter.shape, attrs, shape));
    return {
      output: { shape, dtype: 'float32' },
      bind: (places) => activate(places.output as Float32Array, places.inputs, bind(places)),
      ...(bindPieces && {
        bindPieces: (places) => [...bindPieces(places), activate(places.output as Float32Array, places.inputs, () => undefined)],
      }),
    };
  },
);

/** Where it takes long, some images at a time. */
function imagesAtATime({ images, channels, multiplier, places }: Meetings): readonly Range[] {
  return rangesOf(images, AT_ONCE.cpu / Math.max(1, (places.length / 3) * channels * multiplier));
}

const convolve = <Inputs extends string>(meetings: Meetings): ByRanges<[Places<Inputs | 'x' | 'filter', Values>]> =>
  byRanges(imagesAtATime(meetings), ({ inputs, output }) => {
    const [out, x, filter] = [output, inputs.x, inputs.filter] as [Float32Array, Float32Array, Float32Array];
    return (from, to) => {
      convolveImages(out, x, filter, meetings, from, to);
    };
  });

function convolveImages(out: Float32Array, x: Float32Array, filter: Float32Array, meetings: Meetings, first: number, end: number): void {
  const { channels, multiplier, size, outSize, places } = meetings;
  out.fill(0, first * outSize, end * outSize);
  for (let image = first; image < end; image++) {
    for (let p = 0; p < places.length; p += 3) {
      let weight = places[p]!;
      const from = image * size + places[p + 1]!;
      let to = image * outSize + places[p + 2]!;
      for (let channel = from; channel < from + channels; channel++) {
        const value = x[channel]!;
        for (let m = 0; m < multiplier; m++, weight++, to++) out[to]! += value * filter[weight]!;
      }
    }
  }
}

/** The gradient with respect to the filter, summed up in 64 bits as by TF.js. */
const filterGradient = plannedCpu<'x' | 'dy', DepthwiseAttributes & { readonly filterShape: number[] }>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ x, dy }, attrs) => {
    if (!isOurs(x, dy, attrs)) return undefined;
    const meetings = meetingsOf(x.shape, attrs.filterShape, attrs, dy.shape);
    return {
      output: { shape: attrs.filterShape, dtype: 'float32' },
      ...byRanges(imagesAtATime(meetings), ({ inputs: { x, dy }, output }: Places<'x' | 'dy', Values>) => {
        const [values, arriving, sums] = [x as Float32Array, dy as Float32Array, new Float64Array(output.length)];
        return (from: number, to: number) => {
          if (from === 0) sums.fill(0);
          sumFilter(sums, values, arriving, meetings, from, to);
          if (to === meetings.images) output.set(sums);
        };
      }),
    };
  },
);

function sumFilter(sums: Float64Array, x: Float32Array, dy: Float32Array, meetings: Meetings, first: number, end: number): void {
  const { channels, multiplier, size, outSize, places } = meetings;
  for (let image = first; image < end; image++) {
    for (let p = 0; p < places.length; p += 3) {
      let weight = places[p]!;
      const from = image * size + places[p + 1]!;
      let at = image * outSize + places[p + 2]!;
      for (let channel = from; channel < from + channels; channel++) {
        const value = x[channel]!;
        for (let m = 0; m < multiplier; m++, weight++, at++) sums[weight]! += value * dy[at]!;
      }
    }
  }
}

/** The gradient with respect to the images, each summed up in 64 bits as by TF.js. */
const inputGradient = plannedCpu<'dy' | 'filter', DepthwiseAttributes & { readonly inputShape: number[] }>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ dy, filter }, attrs) => {
    if (!isOurs(dy, filter, attrs)) return undefined;
    const meetings = meetingsOf(attrs.inputShape, filter.shape, attrs, dy.shape);
    return {
      output: { shape: attrs.inputShape, dtype: 'float32' },
      ...byRanges(imagesAtATime(meetings), ({ inputs: { dy, filter }, output }: Places<'dy' | 'filter', Values>) => {
        const [arriving, weights, sums] = [dy as Float32Array, filter as Float32Array, new Float64Array(meetings.size)];
        return (from: number, to: number) => {
          for (let image = from; image < to; image++) {
            sums.fill(0);
            sumImage(sums, arriving, weights, meetings, image * meetings.outSize);
            output.set(sums, image * meetings.size);
          }
        };
      }),
    };
  },
);

function sumImage(sums: Float64Array, dy: Float32Array, filter: Float32Array, meetings: Meetings, first: number): void {
  const { channels, multiplier, places } = meetings;
  for (let p = 0; p < places.length; p += 3) {
    let weight = places[p]!;
    const into = places[p + 1]!;
    let at = first + places[p + 2]!;
    for (let channel = into; channel < into + channels; channel++) {
      let sum = sums[channel]!;
      for (let m = 0; m < multiplier; m++, weight++, at++) sum += dy[at]! * filter[weight]!;
      sums[channel] = sum;
    }
  }
}

export const cpuDepthwise = [depthwise, fusedDepthwise, filterGradient, inputGradient];
