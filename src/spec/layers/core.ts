import { activation as activationOption } from '../activations.ts';
import { isProblem } from '../kind.ts';
import { number, oneOf, option, positiveInteger } from '../option.ts';
import { last, product, showShape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { activityRegularizer, useBias } from './options.ts';
import { resolveTarget, targetShape } from './targetShape.ts';
import { bias, kernel } from './weightOptions.ts';

/** activation(x . kernel + bias) over the last axis. [batch, ..., n] -> [batch, ..., units] */
export const dense = layerKind({
  type: 'dense',
  className: 'Dense',
  doc: 'activation(x . kernel + bias) over the last axis.',
  options: {
    units: positiveInteger({ doc: 'Length of the last axis that comes out.' }),
    activation: activationOption({ doc: 'Applied to each value that comes out.', default: 'linear' }),
    useBias,
    ...kernel,
    ...bias,
    activityRegularizer,
    inputDim: positiveInteger({ doc: 'Length of the last axis that comes in. It is known, but may be said again.', optional: true }),
  },
  ranks: { in: [1, 2, 3, 4], out: 'same' },
  outputShape: ([input], { units, inputDim }) =>
    inputDim === undefined || last(input!) === null || last(input!) === inputDim
      ? [...input!.slice(0, -1), units]
      : { option: 'inputDim', expected: `${String(last(input!))}, the last size of ${showShape(input!)}`, received: String(inputDim) },
  weights: ([input], options) => [
    { name: 'kernel', shape: [last(input!), options.units], initializer: 'kernelInitializer' },
    ...(options.useBias ? [{ name: 'bias', shape: [options.units], initializer: 'biasInitializer' }] : []),
  ],
});

/** Shape unchanged. */
export const activation = layerKind({
  type: 'activation',
  className: 'Activation',
  doc: 'Applies a function to each value; softmax and logSoftmax along the last axis.',
  options: { activation: activationOption({ doc: 'The function.' }) },
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]) => input!,
});

/** [batch, a, b, ...] -> [batch, a * b * ...] */
export const flatten = layerKind({
  type: 'flatten',
  className: 'Flatten',
  doc: 'Joins all axes after the batch.',
  options: {
    dataFormat: oneOf(['channelsLast', 'channelsFirst'])({
      doc: 'Where the axis of channels stands. With "channelsFirst" channels are moved behind the others first, so that weights fit either way.',
      optional: true,
    }),
  },
  ranks: { in: [2, 3, 4, 5], out: 1 },
  outputShape: ([input]) => [input![0]!, product(input!.slice(1))],
  checkSizes: ([input]) => (input!.slice(1).includes(null) ? { expected: 'known sizes to join', received: showShape(input!) } : undefined),
});

/** [batch, n] -> [batch, times, n] */
export const repeatVector = layerKind({
  type: 'repeatVector',
  className: 'RepeatVector',
  doc: 'Makes a sequence that has the same vector at each step.',
  options: { n: positiveInteger({ doc: 'Number of steps.' }) },
  ranks: { in: [1], out: 2 },
  outputShape: ([input], { n }) => [input![0]!, n, input![1]!],
});

/** [batch, ...] -> [batch, ...targetShape] */
export const reshape = layerKind({
  type: 'reshape',
  className: 'Reshape',
  doc: 'The same values in the same order, in other axes.',
  options: { targetShape: targetShape({ doc: 'Sizes without the batch; one of them may be null or -1 and follows from the others.' }) },
  ranks: { in: 'any', out: 'varies' },
  outputShape: ([input], options) => {
    const target = resolveTarget(input!, options.targetShape);
    return isProblem(target) ? target : [input![0]!, ...target];
  },
});

/** [batch, a, b] -> [batch, b, a] for dims [2, 1] */
export const permute = layerKind({
  type: 'permute',
  className: 'Permute',
  doc: 'The same values with the axes in another order.',
  options: {
    dims: option<readonly number[]>({
      expected: 'the axes 1, 2, ... in some order, each once',
      schema: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 5 }, minItems: 1, maxItems: 5, uniqueItems: true },
      accepts: (value) => Array.isArray(value) && value.length >= 1 && value.length <= 5 && value.every((_, i) => value.includes(i + 1)),
    })({ doc: 'For each axis that comes out, the one that it was; the batch is axis 0 and stays.' }),
  },
  ranks: { in: [1, 2, 3, 4, 5], out: 'same' },
  outputShape: ([input], { dims }) =>
    dims.length === input!.length - 1
      ? [input![0]!, ...dims.map((axis) => input![axis]!)]
      : { option: 'dims', expected: `${input!.length - 1} axes, those of ${showShape(input!)}`, received: JSON.stringify(dims) },
});

/** [batch, steps, features], unchanged. */
export const masking = layerKind({
  type: 'masking',
  className: 'Masking',
  doc: 'Marks steps whose values are all the same as to be left out by layers that follow, and sets them to 0.',
  options: { maskValue: number()({ doc: 'The value that marks a step.', default: 0 }) },
  ranks: { in: [2], out: 'same' },
  outputShape: ([input]) => input!,
});
