import type { Problem } from '../kind.ts';
import { listOf, number } from '../option.ts';
import { showShape, type Shape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { seed, size } from './options.ts';

const share = number({ minimum: 0, exclusiveMaximum: 1 });
const noiseShape = listOf(size({ doc: 'Size of the mask along one axis.' }));

/** A mask is stretched over the axes where it has size 1, so every other size must be that of the input. */
function checkNoiseShape(input: Shape, mask: Shape | undefined): Problem | undefined {
  // A number of rows that fits one batch fails for the next.
  const fits =
    mask?.length === input.length &&
    mask.every((length, i) => length === null || length === 1 || length === input[i] || (i > 0 && input[i] === null));
  if (mask === undefined || fits) return undefined;
  return {
    option: 'noiseShape',
    expected: `null, 1 or the size itself for each axis of ${showShape(input)}`,
    received: showShape(mask),
  };
}

/** Shape unchanged. */
export const dropout = layerKind({
  type: 'dropout',
  className: 'Dropout',
  doc: 'Sets a share of the values to 0 while training, and scales up the rest (Srivastava et al. 2014).',
  options: {
    rate: share({ doc: 'The share that is set to 0.' }),
    noiseShape: noiseShape({
      doc: 'Sizes of the mask, batch first: 1 for an axis along which all values are dropped together, null for the size of the input.',
      optional: true,
    }),
    seed,
  },
  ranks: { in: 'any', out: 'same' },
  random: true,
  outputShape: ([input], options) => checkNoiseShape(input!, options.noiseShape) ?? input!,
});

/** [batch, steps, channels], unchanged. */
export const spatialDropout1d = layerKind({
  type: 'spatialDropout1d',
  className: 'SpatialDropout1D',
  doc: 'dropout of whole channels: a channel is 0 at every step, or at none (Tompson et al. 2015, section 3.2).',
  options: { rate: share({ doc: 'The share of channels that is set to 0.' }), seed },
  ranks: { in: [2], out: 2 },
  random: true,
  outputShape: ([input]) => input!,
});

/** Shape unchanged. */
export const alphaDropout = layerKind({
  type: 'alphaDropout',
  className: 'AlphaDropout',
  doc: 'dropout that keeps mean and variance, for networks of selu (Klambauer et al. 2017).',
  options: {
    rate: share({ doc: 'The share that is dropped.' }),
    noiseShape: noiseShape({
      doc: 'Sizes of the mask, batch first: 1 for an axis along which all values are dropped together, else the size of the input.',
      optional: true,
    }),
  },
  ranks: { in: 'any', out: 'same' },
  random: true,
  outputShape: ([input], options) => {
    // Unlike dropout, it does not put a size in place of null.
    if (options.noiseShape?.includes(null) === true) {
      return { option: 'noiseShape', expected: 'a number for each axis, 1 for the batch', received: showShape(options.noiseShape) };
    }
    return checkNoiseShape(input!, options.noiseShape) ?? input!;
  },
});

/** Shape unchanged. */
export const gaussianDropout = layerKind({
  type: 'gaussianDropout',
  className: 'GaussianDropout',
  doc: 'Multiplies by normal noise of mean 1 while training (Srivastava et al. 2014, section 10).',
  options: { rate: share({ doc: 'The noise has variance rate / (1 - rate).' }) },
  ranks: { in: 'any', out: 'same' },
  random: true,
  outputShape: ([input]) => input!,
});

/** Shape unchanged. */
export const gaussianNoise = layerKind({
  type: 'gaussianNoise',
  className: 'GaussianNoise',
  doc: 'Adds normal noise of mean 0 while training.',
  options: { stddev: number({ minimum: 0 })({ doc: 'Standard deviation of the noise.' }) },
  ranks: { in: 'any', out: 'same' },
  random: true,
  outputShape: ([input]) => input!,
});
