import type { backend_util } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { Fusion } from './activate.ts';
import { activateValues } from './activateValues.ts';
import { multiply, panelFor } from './multiply.ts';
import { addPatches, writePatches, placesAtOnce, type Geometry } from './patches.ts';
import { AT_ONCE, byRanges, rangesOf } from './pieces.ts';
import type { Places, Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: string;
  readonly dilations?: [number, number] | number | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Shape4D = [number, number, number, number];

/** Undefined for what is left to TF.js: other numbers, and channels first. */
function geometryOf(shape: readonly number[], filter: Slot, other: Slot, attrs: Attributes): Geometry | undefined {
  const { strides, pad, dataFormat, dilations, dimRoundingMode } = attrs;
  if (dataFormat === 'NCHW' || filter.dtype !== 'float32' || other.dtype !== 'float32') return undefined;
  return tf.backend_util.computeConv2DInfo([...shape] as Shape4D, filter.shape as Shape4D, strides, dilations ?? 1, pad, dimRoundingMode);
}

/** patches . filter: [places, filter height * width * channels] . [the same, filters], for as many places at once as fit. */
function convolve(geometry: Geometry) {
  const { batchSize, outHeight, outWidth, outChannels, filterHeight, filterWidth, inChannels } = geometry;
  const shared = filterHeight * filterWidth * inChannels;
  const places = batchSize * outHeight * outWidth;
  const atOnce = placesAtOnce(places, shared);
  const ranges = rangesOf(places, AT_ONCE.cpu / Math.max(1, shared * outChannels), atOnce);
  return byRanges(ranges, (out: Float32Array, x: Float32Array, filter: Float32Array) => {
    const patches = new Float32Array(atOnce * shared);
    const a = { values: patches, start: 0, down: shared, across: 1 };
    const b = { values: filter, start: 0, down: outChannels, across: 1 };
    const into = { values: out, start: 0 };
    const sizes = { rows: 0, shared, columns: outChannels, firstColumn: 0, endColumn: outChannels };
    const panel = panelFor(sizes);
    return (from: number, to: number) => {
      for (let first = from; first < to; first += atOnce) {
        sizes.rows = Math.min(atOnce, to - first);
        into.start = first * outChannels;
        writePatches(patches, x, geometry, first, sizes.rows);
        multiply(a, b, into, sizes, panel);
      }
    };
  });
}

/**
 * Convolution in plain JavaScript: the patch of the image under each place of the output is written out as a row, and the rest is a
 * product of matrices (Chellapilla, Puri and Simard 2006). TF.js adds to each number of the output in memory, again and again.
 */
const conv2D = plannedCpu<'x' | 'filter', Attributes>('Conv2D', ({ x, filter }, attrs) => {
  const geometry = geometryOf(x.shape, filter, x, attrs);
  if (geometry === undefined) return undefined;
  const { bind, bindPieces } = convolve(geometry);
  return {
    output: { shape: geometry.outShape, dtype: 'float32' },
    bind: ({ inputs: { x, filter }, output }) => bind(output as Float32Array, x as Float32Array, filter as Float32Array),
    ...(bindPieces && {
      bindPieces: ({ inputs: { x, filter }, output }) => bindPieces(output as Float32Array, x as Float32Array, filter as Float32Array),
    }),
  };
});

/** The same with bias and activation. */
const fusedConv2D = plannedCpu<'x' | 'filter' | 'bias' | 'preluActivationWeights', Attributes & Fusion>('FusedConv2D', (inputs, attrs) => {
  const geometry = geometryOf(inputs.x.shape, inputs.filter, inputs.x, attrs);
  const activate = geometry && activateValues(geometry.outShape, inputs, attrs);
  if (activate === undefined) return undefined;
  const { bind, bindPieces } = convolve(geometry!);
  return {
    output: { shape: geometry!.outShape, dtype: 'float32' },
    bind: ({ inputs, output }) => {
      const out = output as Float32Array;
      return activate(out, inputs, bind(out, inputs.x as Float32Array, inputs.filter as Float32Array));
    },
    ...(bindPieces && {
      bindPieces({ inputs, output }) {
        const out = output as Float32Array;
        const pieces = bindPieces(out, inputs.x as Float32Array, inputs.filter as Float32Array);
        return [...pieces, activate(out, inputs, () => undefined)];
      },
    }),
  };
});

/** The gradient of a convolution with respect to its images: dy . filter, turned, are patches, which are added where they belong. */
const conv2DBackpropInput = plannedCpu<'dy' | 'filter', Attributes & { readonly inputShape: number[] }>(
  'Conv2DBackpropInput',
  ({ dy, filter }, attrs) => {
    const geometry = geometryOf(attrs.inputShape, filter, dy, { ...attrs, dilations: 1 });
    if (geometry === undefined) return undefined;
    const { batchSize, outHeight, outWidth, outChannels, filterHeight, filterWidth, inChannels } = geometry;
    const columns = filterHeight * filterWidth * inChannels;
    const places = batchSize * outHeight * outWidth;
    const atOnce = placesAtOnce(places, columns);
    const ranges = rangesOf(places, AT_ONCE.cpu / Math.max(1, outChannels * columns), atOnce);
    return {
      output: { shape: attrs.inputShape, dtype: 'float32' },
      ...byRanges(ranges, ({ inputs, output }: Places<'dy' | 'filter', Values>) => {
        const gradient = output as Float32Array;
        const patches = new Float32Array(atOnce * columns);
        const a = { values: inputs.dy as Float32Array, start: 0, down: outChannels, across: 1 };
        const b = { values: inputs.filter as Float32Array, start: 0, down: 1, across: outChannels };
        const into = { values: patches, start: 0 };
        const sizes = { rows: 0, shared: outChannels, columns, firstColumn: 0, endColumn: columns };
        const panel = panelFor(sizes);
        return (from: number, to: number) => {
          if (from === 0) gradient.fill(0);
          for (let first = from; first < to; first += atOnce) {
            sizes.rows = Math.min(atOnce, to - first);
            a.start = first * outChannels;
            multiply(a, b, into, sizes, panel);
            addPatches(gradient, patches, geometry, first, sizes.rows);
          }
        };
      }),
    };
  },
);

export const cpuConv2D = [conv2D, fusedConv2D, conv2DBackpropInput];
