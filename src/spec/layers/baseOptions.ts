import { show, type Issue } from '../../errors.ts';
import { flag, listOf, oneOf, option, positiveInteger } from '../option.ts';
import type { DType } from '../shape.ts';
import { shape, size } from './options.ts';

/** The values of one weight: numbers, nested as deep as the weight has axes. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

const checkNested = (value: unknown, path: string): readonly Issue[] => {
  if (typeof value === 'number' && Number.isFinite(value)) return [];
  if (Array.isArray(value)) {
    for (const [i, entry] of value.entries()) {
      const issues = checkNested(entry, `${path}[${i}]`);
      // One is enough: a weight may have millions.
      if (issues.length > 0) return issues;
    }
    return [];
  }
  return [{ path, expected: 'a number or a list', received: show(value) }];
};

const values = option<NestedNumbers>({
  expected: 'a nested list of numbers',
  schema: { type: 'array' },
  check: (value, path) =>
    Array.isArray(value) ? checkNested(value, path) : [{ path, expected: 'a nested list of numbers', received: show(value) }],
});

const dtype = oneOf<DType>(['float32', 'int32', 'bool']);

/** What every layer of TF.js can be told, beside `name`, which is written `id`. */
export const baseOptions = {
  trainable: flag({ doc: 'Whether training changes its weights.', default: true }),
  weights: listOf(values({ doc: 'The values of one weight.' }))({
    doc: 'Values that its weights begin with, one nested list of numbers for each weight.',
    optional: true,
  }),
  inputShape: shape({
    doc: 'On a first layer: sizes of one example, without the batch. The same as `input` of the network.',
    optional: true,
  }),
  batchInputShape: listOf(size({ doc: 'One size.' }), { minimum: 2 })({
    doc: 'On a first layer: sizes of a batch, the number of rows first, null for any.',
    optional: true,
  }),
  batchSize: positiveInteger({ doc: 'On a first layer: rows of every batch. Default: any.', optional: true }),
  dtype: dtype({ doc: 'On a first layer: type of the values that come in. Default: float32.', optional: true }),
  inputDType: dtype({ doc: 'On a first layer: an older name of dtype.', optional: true }),
} as const;
