import { show } from '../errors.ts';
import { levelName } from './levels.ts';
import type { Mode, MonitoredNumber } from './normalised.ts';
import { lossOption, type Loss, type LossSpec } from './losses.ts';
import { metricOption } from './metrics.ts';
import { optimizerOption } from './optimizers.ts';
import { flag, integer, listOf, number, numbersByName, oneOf, option, positiveInteger, record, text } from './option.ts';
import { scheduleOption } from './schedules.ts';
import { splitOption } from './splits.ts';

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

const weightsByClass = numbersByName('"balanced", or a weight for each class', { minimum: 0 })({ doc: '' });

const classWeight = option<'balanced' | Readonly<Record<string, number>>>({
  expected: weightsByClass.expected,
  schema: { anyOf: [{ enum: ['balanced'] }, weightsByClass.schema] },
  check: (value, path) => (value === 'balanced' ? [] : weightsByClass.check(value, path)),
  normalise: (value) =>
    value === 'balanced' ? value : Object.fromEntries(Object.entries(value).map(([name, weight]) => [levelName(name), weight])),
});

const mode = oneOf(['auto', 'min', 'max'])({
  doc: 'Whether less or more is better. auto: as is right for the metric, which a function of the program must say itself.',
  default: 'auto',
});

const numberToKeep = record('keepBest', { monitor: text({ doc: 'The number of each epoch that is watched, such as "val_loss".' }), mode })({
  doc: '',
});

const WHAT_TO_KEEP = 'true, false, the name of a number of each epoch, or an object with monitor and mode';
const keepBest = option<boolean | string | { readonly monitor: string; readonly mode?: Mode }, boolean | MonitoredNumber>({
  expected: WHAT_TO_KEEP,
  schema: { anyOf: [{ type: 'boolean' }, { type: 'string', minLength: 1 }, numberToKeep.schema] },
  check(value, path) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return numberToKeep.check(value, path);
    if (typeof value === 'boolean' || (typeof value === 'string' && value !== '')) return [];
    return [{ path, expected: WHAT_TO_KEEP, received: show(value) }];
  },
  normalise: (value) =>
    typeof value === 'boolean' ? value : numberToKeep.normalise(typeof value === 'string' ? { monitor: value } : value),
});

/** When a run ends that no longer gets better (Keras's names). */
export const earlyStoppingOptions = {
  monitor: text({
    doc: 'The number of each epoch that is watched, such as "val_loss" or "val_accuracy". Default: val_loss with rows held out, else loss, whatever keepBest names.',
    optional: true,
  }),
  mode,
  patience: integer({ minimum: 0 })({ doc: 'Epochs without a better one before the run ends.', default: 10 }),
  minDelta: number({ minimum: 0 })({ doc: 'By how much an epoch must be better to count.', default: 0 }),
  startFromEpoch: integer({ minimum: 0 })({ doc: 'Epochs at the start that are not watched.', default: 0 }),
  restoreBestWeights: flag({ doc: 'Ends with the weights of the best epoch, not of the last.', default: true }),
} as const;

export type { TrainingSpec } from './builders/training.ts';

/** What compiling and fitting need. `train` may override each for one run. */
export const trainingOptions = {
  loss: lossOrList({
    doc: 'What is made small: a loss, or a list of one for each output. Default: the one that suits the target, or the last activation.',
    optional: true,
  }),
  optimizer: optimizerOption({ doc: 'How the weights are moved.', default: 'adam' }),
  schedule: scheduleOption({
    doc: "How the learning rate changes in the course of the run, step by step: a factor on the optimizer's. Default: it does not.",
    optional: true,
  }),
  metrics: listOf(metricOption({ doc: 'A measure.' }))({
    doc: 'Measured each epoch; of several targets each by what suits it. Default: what suits the target, such as accuracy for a category and meanAbsoluteError for a number; none without a target.',
    optional: true,
  }),
  epochs: positiveInteger({ doc: 'How often all rows are gone through.', default: 100 }),
  batchSize: positiveInteger({
    doc: 'Rows in one step. Where an input has a "batchSize", that is the default, and no other goes.',
    default: 32,
  }),
  validationSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that is held out. Default: 0.2 with features, else 0.',
    optional: true,
  }),
  testSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that nothing but the last evaluation looks at; what is held out besides watches the run.',
    default: 0,
  }),
  split: splitOption({
    doc: 'How the rows are parted. Default: by chance, with classes each in proportion.',
    optional: true,
  }),
  shuffleBuffer: positiveInteger({
    doc: 'Rows that wait in memory to be drawn, of data that are read anew for each epoch. Default: 65536, or as many as fit in 64 MB.',
    optional: true,
  }),
  shuffle: flag({
    doc: 'Mixes the rows before each epoch. Where layers carry states from batch to batch the default is false.',
    default: true,
  }),
  earlyStopping: record(
    'earlyStopping',
    earlyStoppingOptions,
  )({
    doc: 'Ends the run when it no longer gets better. Default: it goes through all epochs.',
    optional: true,
  }),
  keepBest: keepBest({
    doc: 'Ends with the weights of the best epoch by the number named, "val_loss" or { "monitor": "val_closeness", "mode": "max" }; true: by the one that earlyStopping watches. Default: false.',
    optional: true,
  }),
  classWeight: classWeight({
    doc: 'How much a row of each class counts in the loss of training, not in metrics nor in val_loss; "balanced": in inverse proportion to how many it has. A class that is left out counts 1. Default: all alike.',
    optional: true,
  }),
  sampleWeight: text({
    doc: 'The column that says how much each row counts, in loss and metrics, a number >= 0; it may be a feature too. Default: all alike.',
    optional: true,
  }),
  seed: integer({ minimum: 0 })({
    doc: 'Decides weights, split, order and dropout. Default: drawn, and told in the result.',
    optional: true,
  }),
} as const;

function isList(value: LossSpec | readonly LossSpec[]): value is readonly LossSpec[] {
  return Array.isArray(value);
}
