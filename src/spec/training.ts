import { show } from '../errors.ts';
import { lossOption, type Loss, type LossSpec } from './losses.ts';
import { metricOption } from './metrics.ts';
import { optimizerOption } from './optimizers.ts';
import { flag, integer, listOf, number, option, positiveInteger } from './option.ts';

const oneLoss = lossOption({ doc: 'The loss.' });

const lossOrList = option<LossSpec | readonly LossSpec[], readonly Loss[]>({
  expected: oneLoss.expected,
  schema: { anyOf: [oneLoss.schema, { type: 'array', items: oneLoss.schema, minItems: 1 }] },
  check: (value, path) => {
    if (!Array.isArray(value)) return oneLoss.check(value, path);
    if (value.length === 0) return [{ path, expected: 'a loss, or a list of one for each output', received: show(value) }];
    return value.flatMap((entry, i) => oneLoss.check(entry, `${path}[${i}]`));
  },
  normalise: (value) => (isList(value) ? value : [value]).map((entry) => oneLoss.normalise(entry)),
});

export type { TrainingSpec } from './builders/training.ts';

/** What compiling and fitting need. `train` may override each for one run. */
export const trainingOptions = {
  loss: lossOrList({
    doc: 'What is made small: a loss, or a list of one for each output. Default: the one that suits the target, or the last activation.',
    optional: true,
  }),
  optimizer: optimizerOption({ doc: 'How the weights are moved.', default: 'adam' }),
  metrics: listOf(metricOption({ doc: 'A measure.' }))({
    doc: 'Measured each epoch. Default: accuracy for a category, meanAbsoluteError for a number, none without a target.',
    optional: true,
  }),
  epochs: positiveInteger({ doc: 'How often all rows are gone through.', default: 100 }),
  batchSize: positiveInteger({ doc: 'Rows in one step.', default: 32 }),
  validationSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that is held out. Default: 0.2 with features, else 0.',
    optional: true,
  }),
  shuffle: flag({ doc: 'Mixes the rows before each epoch.', default: true }),
  seed: integer({ minimum: 0 })({
    doc: 'Decides weights, split, order and dropout. Default: drawn, and told in the result.',
    optional: true,
  }),
} as const;

function isList(value: LossSpec | readonly LossSpec[]): value is readonly LossSpec[] {
  return Array.isArray(value);
}
