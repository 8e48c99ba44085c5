import { number } from '../option.ts';
import { showShape } from '../shape.ts';
import { resolveAxes } from './axis.ts';
import { layerKind } from './layerKind.ts';
import { axes, only } from './options.ts';
import { weightOptions } from './weightOptions.ts';

/** Shape unchanged. */
export const reLU = layerKind({
  type: 'reLU',
  className: 'ReLU',
  doc: 'max(0, x), and at most maxValue where that is given.',
  options: { maxValue: number({ minimum: 0 })({ doc: 'The largest value that comes out. Default: any.', optional: true }) },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]) => input!,
});

/** Shape unchanged. */
export const leakyReLU = layerKind({
  type: 'leakyReLU',
  className: 'LeakyReLU',
  doc: 'x where it is above 0, else alpha * x (Maas et al. 2013).',
  options: { alpha: number()({ doc: 'Slope below 0.', default: 0.3 }) },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]) => input!,
});

/** Shape unchanged. */
export const prelu = layerKind({
  type: 'prelu',
  className: 'PReLU',
  doc: 'x where it is above 0, else alpha * x with an alpha that is learned for each place (He et al. 2015).',
  options: {
    ...weightOptions('alpha', 'slope', 'zeros'),
    sharedAxes: axes({ doc: 'Axes along which all places have the same alpha; the batch is axis 0.', optional: true }),
  },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input], { sharedAxes = [] }) => {
    const wrong = sharedAxes.find((axis) => axis < 1 || axis >= input!.length);
    if (wrong === undefined) return input!;
    return { option: 'sharedAxes', expected: `axes of ${showShape(input!)}, 1 to ${input!.length - 1}`, received: String(wrong) };
  },
  weights: ([input], { sharedAxes = [] }) => [
    {
      name: 'alpha',
      shape: input!.slice(1).map((size, i) => (sharedAxes.includes(i + 1) ? 1 : size)),
      initializer: 'alphaInitializer',
    },
  ],
});

/** Shape unchanged. */
export const elu = layerKind({
  type: 'elu',
  className: 'ELU',
  doc: 'x where it is above 0, else exp(x) - 1 (Clevert et al. 2016).',
  options: { alpha: only(1, 'TF.js has no other')({ doc: 'What exp(x) - 1 is multiplied by.', default: 1 }) },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]) => input!,
});

/** Shape unchanged. */
export const thresholdedReLU = layerKind({
  type: 'thresholdedReLU',
  className: 'ThresholdedReLU',
  doc: 'x where it is above theta, else 0 (Konda et al. 2015).',
  options: { theta: number()({ doc: 'The threshold.', default: 1 }) },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]) => input!,
});

/** Shape unchanged. */
export const softmax = layerKind({
  type: 'softmax',
  className: 'Softmax',
  doc: 'exp(x) divided by its sum along an axis: shares that add up to 1.',
  options: { axis: axes({ doc: 'The axis along which shares add up, or several; the batch is axis 0.', default: 1 }) },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input], { axis }) => {
    const found = resolveAxes(axis, input!);
    if (!Array.isArray(found)) return found;
    // Of a single axis TF.js can take the last only, and its default is the first.
    if (found.length > 1 || found[0] === input!.length - 1) return input!;
    return { option: 'axis', expected: `the last axis of ${showShape(input!)}`, received: String(axis[0]), fix: 'write "axis": -1' };
  },
});
