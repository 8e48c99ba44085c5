import { flag, option, positiveInteger } from '../option.ts';
import { showShape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { activityRegularizer } from './options.ts';
import { weightOptions } from './weightOptions.ts';

const isLength = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1;
const length = { type: 'integer', minimum: 1 };
const lengths = option<number | readonly number[], readonly number[]>({
  expected: 'a positive integer or a list of them',
  schema: { anyOf: [length, { type: 'array', items: length, minItems: 1 }] },
  accepts: (value) => isLength(value) || (Array.isArray(value) && value.length > 0 && value.every(isLength)),
  normalise: (value) => (typeof value === 'number' ? [value] : value),
});

/** [batch, ...] of numbers of words -> [batch, ..., outputDim] */
export const embedding = layerKind({
  type: 'embedding',
  className: 'Embedding',
  doc: 'A vector for each number from 0 to inputDim - 1, such as the number of a word.',
  options: {
    inputDim: positiveInteger({ doc: 'How many different numbers there are.' }),
    outputDim: positiveInteger({ doc: 'Length of each vector.' }),
    ...weightOptions('embeddings', 'table of vectors', 'randomUniform'),
    activityRegularizer,
    maskZero: flag({ doc: 'Number 0 stands for no word, and layers that follow leave such steps out.', default: false }),
    inputLength: lengths({ doc: 'Sizes that come in, without the batch. They are known, but may be said again.', optional: true }),
  },
  ranks: { in: 'any', out: 'varies' },
  takesIntegers: true,
  outputShape: ([input], { outputDim, maskZero, inputLength }) => {
    const [batch, ...before] = input!;
    // Recurrent layers of TF.js fail on a mask that has more axes than rows and steps.
    if (maskZero && before.length > 1) {
      return { option: 'maskZero', expected: `false for ${showShape(input!)}: TF.js masks steps, which are one axis`, received: 'true' };
    }
    if (inputLength === undefined) return [...input!, outputDim];
    const agrees = inputLength.length === before.length && inputLength.every((size, i) => before[i] === null || before[i] === size);
    if (agrees) return [batch!, ...inputLength, outputDim];
    return { option: 'inputLength', expected: `the sizes that come in, ${showShape(before)}`, received: showShape(inputLength) };
  },
  weights: (_, { inputDim, outputDim }) => [{ name: 'embeddings', shape: [inputDim, outputDim], initializer: 'embeddingsInitializer' }],
});
