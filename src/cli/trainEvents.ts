import { trainingBackends } from '../backend/choose.ts';
import type { FoldSummary, Spreads, TargetFoldSummaries } from '../evaluate/foldScores.ts';
import type { AnyReport } from '../evaluate/report.ts';
import {
  flag,
  integer,
  number,
  oneOf,
  option,
  positiveInteger,
  text,
  type JsonSchema,
  type Options,
  type Written,
} from '../spec/option.ts';
import { writeJson, type Output } from './io.ts';

/** JSON has no NaN and no infinity: where one of them came out, there is null. */
const numbersOrNull = option<Readonly<Record<string, number | null>>>({
  expected: 'numbers by name',
  schema: { type: 'object', additionalProperties: { type: ['number', 'null'] } },
});
const positiveIntegerOrNull = option<number | null>({
  expected: 'a positive integer or null',
  schema: { type: ['integer', 'null'], minimum: 1 },
});
const reportOrNull = option<AnyReport | null>({ expected: 'a report or null', schema: { type: ['object', 'null'] } });
const count = integer({ minimum: 0 });
const atLeastZero = number({ minimum: 0 });

const numbersOrNulls = option<readonly (number | null)[]>({
  expected: 'a list of numbers, null for one that is not finite',
  schema: { type: 'array', items: { type: ['number', 'null'] } },
});
const numberOrNull = option<number | null>({ expected: 'a number, or null where it is not finite', schema: { type: ['number', 'null'] } });
const spreads = option<Spreads>({ expected: 'objects by name', schema: { type: 'object', additionalProperties: { type: 'object' } } });
const spreadsOrNull = option<FoldSummary['baselines']>({ expected: 'an object or null', schema: { type: ['object', 'null'] } });
const summaries = option<TargetFoldSummaries['targets']>({
  expected: 'objects by name',
  schema: { type: 'object', additionalProperties: { type: 'object' } },
});
const reports = option<readonly AnyReport[]>({ expected: 'a list of reports', schema: { type: 'array', items: { type: 'object' } } });

const run = { run: text({ doc: 'The folder of this run, with its spec, metrics and checkpoints.' }) };
const folder = text({ doc: 'The folder of the model that comes of it.' });
const seed = integer({ minimum: 0 })({ doc: 'Decides weights, split, order and dropout: with the same seed the run can be repeated.' });

const foldsFolder = text({ doc: 'Where the models of the folds are saved as one; absent without --out.', optional: true });
const manyFolds = {
  folds: positiveInteger({ doc: 'How many there were.' }),
  rows: positiveInteger({ doc: 'Held out over all folds.' }),
};

/** What `netspec train --json` writes, an event a line: the source of their type, their JSON Schema and their docs. */
export const trainEvents = {
  backend: {
    doc: 'Once, when it is known what is computed: where that is done.',
    fields: {
      name: oneOf(trainingBackends)({ doc: 'The backend.' }),
      reason: text({ doc: 'Why this one, and why not a faster one, in one line for a person.' }),
    },
  },
  step: {
    doc: 'When it is known how the steps of a training are run, for a recorded step after the second or third of a size; again where that changes, and in each fold.',
    fields: {
      step: oneOf(['eager', 'recorded', 'plain'])({
        doc: 'Operation by operation, by what was recorded of them, or by loops for a small dense network.',
      }),
      reason: text({ doc: 'Why this way, in one line for a person.' }),
    },
  },
  start: {
    doc: 'Once in a training that is recorded, when spec and data are found to be right and the network is built.',
    fields: {
      ...run,
      folder,
      seed,
      epochs: positiveInteger({ doc: 'How many epochs the run has at most.' }),
      backend: oneOf(trainingBackends)({ doc: 'The backend.' }),
      rows: positiveInteger({ doc: 'Rows that are trained on.' }),
      heldOutRows: count({ doc: 'Rows that are held out, to measure on.' }),
      parameters: count({ doc: 'Weights of the network, frozen ones included.' }),
      resumedFromEpoch: count({
        doc: 'Epochs that an earlier run of the same folder had done; absent where the run begins anew.',
        optional: true,
      }),
    },
  },
  epoch: {
    doc: 'After each epoch.',
    fields: {
      epoch: positiveInteger({ doc: 'Counted from 1.' }),
      epochs: positiveInteger({ doc: 'How many epochs the run has at most.' }),
      metrics: numbersOrNull({
        doc: '`loss`, the metrics, and the same on held-out rows as `val_loss`, ...; null for a number that is not finite.',
      }),
      learningRate: atLeastZero({ doc: 'Of the last step of the epoch.' }),
      rows: positiveInteger({ doc: 'Training rows that the epoch went through.' }),
      milliseconds: atLeastZero({ doc: 'Time that the epoch took, validation included.' }),
      best: flag({ doc: 'Whether it is the best so far by the number that is watched.' }),
    },
  },
  warning: {
    doc: 'At any time: something looks wrong with a run that goes on, or with the columns that a spec is made for.',
    fields: {
      about: text({ doc: 'What it is about, in one word: `deadUnits`, `lossDoesNotMove`, `givesTargetAway`, ...' }),
      message: text({ doc: 'In words, with the place and what may help.' }),
    },
  },
  stopped: {
    doc: 'Once, where a run ends before its last epoch.',
    fields: {
      reason: oneOf(['earlyStopping', 'interrupted', 'diverged'])({
        doc: 'The watched number got no better, the user asked for it, or the loss was not finite any more.',
      }),
      epoch: count({ doc: 'Epochs that were done by then.' }),
      message: text({ doc: 'Where it diverged: in words, with what was found and what may help.', optional: true }),
    },
  },
  end: {
    doc: 'Last of all, once the model is saved; absent where none is: the run diverged too early, or was stopped before its first step.',
    fields: {
      folder,
      ...run,
      seed,
      epochs: count({ doc: 'Epochs that were done.' }),
      bestEpoch: positiveIntegerOrNull({
        doc: 'The best epoch by the number that is watched, whose weights are saved where the spec keeps the best; null before one.',
      }),
      heldOut: reportOrNull({
        doc: 'The report on rows held out: metrics beside those of simpler models, and a verdict; of several targets one for each in `targets`; null where none were held out.',
      }),
      noReport: text({ doc: 'Why `heldOut` is null, in one line for a person.', optional: true }),
      sameLosses: flag({
        doc: 'With --again: whether the losses are those of the run that was repeated, to the last digit.',
        optional: true,
      }),
      seconds: atLeastZero({ doc: 'Time that the run took.' }),
    },
  },
  fold: {
    doc: 'With --folds, before each of them. What follows until the next is of this one.',
    fields: { fold: positiveInteger({ doc: 'Counted from 1.' }), folds: positiveInteger({ doc: 'How many there are.' }) },
  },
  folds: {
    doc: 'With --folds, last of all.',
    fields: {
      folder: foldsFolder,
      seed,
      ...manyFolds,
      task: text({
        doc: 'What the network learns: `binary`, `multiclass`, `labels`, `ordinal`, `regression`, `quantiles` or `count`.',
      }),
      metrics: spreads({ doc: 'Each score by its name: `mean`, `deviation`, and `values` by fold.' }),
      baselines: spreadsOrNull({ doc: 'The same of the simpler models, `trivial` and `linear`.' }),
      verdict: text({ doc: 'All of it in words.' }),
      reports: reports({ doc: 'The report on the rows held out of each fold.' }),
    },
  },
  targetFolds: {
    doc: 'With --folds and several targets, last of all in the place of `folds`.',
    fields: {
      folder: foldsFolder,
      seed,
      ...manyFolds,
      targets: summaries({ doc: 'By column, what `folds` tells of one target.' }),
      verdict: text({ doc: 'All of it in words, a line for each target.' }),
      reports: reports({ doc: 'The report on the rows held out of each fold.' }),
    },
  },
  dryRun: {
    doc: 'With --dry-run, last of all: what it took.',
    fields: {
      steps: positiveInteger({ doc: 'Steps that were made.' }),
      losses: numbersOrNulls({ doc: 'Their losses.' }),
      rows: positiveInteger({ doc: 'Rows to train on.' }),
      heldOutRows: count({ doc: 'Rows held out, to measure on.' }),
      parameters: count({ doc: 'Weights of the network, frozen ones included.' }),
      checkpointBytes: positiveInteger({ doc: 'Size of a checkpoint.' }),
      bundleBytes: positiveInteger({ doc: 'Size of the model as it would be saved.' }),
      seconds: atLeastZero({ doc: 'Time that it took.' }),
    },
  },
  overfitBatch: {
    doc: 'With --overfit-batch, last of all: whether the network can learn one batch by heart.',
    fields: {
      learned: flag({ doc: 'Whether it did.' }),
      rows: positiveInteger({ doc: 'Rows of the batch.' }),
      steps: count({ doc: 'Steps that were made.' }),
      loss: numberOrNull({ doc: 'On the batch, in the end.' }),
      constantLoss: numberOrNull({ doc: 'Of the best answer that is the same for every row.' }),
      message: text({ doc: 'In words, with what may help.' }),
    },
  },
  learningRates: {
    doc: 'With --find-learning-rate, last of all: the loss at each rate, and a suggestion.',
    fields: {
      suggestion: atLeastZero({ doc: 'The rate to begin with.' }),
      steepest: atLeastZero({ doc: 'The rate at which the loss fell most steeply.' }),
      minimum: atLeastZero({ doc: 'The rate at which the loss was least.' }),
      note: text({ doc: 'Why the suggestion is not to be relied on, where it is not.', optional: true }),
      rates: numbersOrNulls({ doc: 'Each rate that was tried, ascending.' }),
      losses: numbersOrNulls({ doc: 'The loss of the step at each of them.' }),
    },
  },
} as const satisfies Readonly<Record<string, { readonly doc: string; readonly fields: Options }>>;

type Table = typeof trainEvents;

/** One line of `netspec train --json`. */
export type TrainEvent = { readonly [E in keyof Table]: { readonly event: E } & Written<Table[E]['fields']> }[keyof Table];

/** One event on one line. */
export const writeEvent = (output: Output, event: TrainEvent): void => writeJson(output, event);

/** The JSON Schema (2020-12 and draft 7 alike) of one line. */
export function trainEventJsonSchema(): JsonSchema {
  const one = (event: string, { doc, fields }: { readonly doc: string; readonly fields: Options }) => ({
    type: 'object',
    description: doc,
    properties: {
      event: { const: event },
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field.schema, description: field.doc }])),
    },
    required: ['event', ...Object.keys(fields).filter((name) => fields[name]!.required)],
    additionalProperties: false,
  });
  return { oneOf: Object.entries(trainEvents).map(([event, entry]) => one(event, entry)) };
}
