import { backendNames } from '../backend/choose.ts';
import type { Report } from '../evaluate/report.ts';
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
const reportOrNull = option<Report | null>({ expected: 'a report or null', schema: { type: ['object', 'null'] } });
const count = integer({ minimum: 0 });
const atLeastZero = number({ minimum: 0 });

const run = {
  run: text({ doc: 'The folder of this run, with its spec, metrics and checkpoints; absent where none is kept.', optional: true }),
};
const folder = text({ doc: 'The folder of the model that comes of it.' });
const seed = integer({ minimum: 0 })({ doc: 'Decides weights, split, order and dropout: with the same seed the run can be repeated.' });

/** What `netspec train --json` writes, an event a line: the source of their type, their JSON Schema and their docs. */
export const trainEvents = {
  backend: {
    doc: 'First of all: where it is computed.',
    fields: {
      name: oneOf(backendNames)({ doc: 'The backend.' }),
      reason: text({ doc: 'Why this one, and why not a faster one, in one line for a person.' }),
    },
  },
  start: {
    doc: 'Once, when spec and data are found to be right and the network is built.',
    fields: {
      ...run,
      folder,
      seed,
      epochs: positiveInteger({ doc: 'How many epochs the run has at most.' }),
      backend: oneOf(backendNames)({ doc: 'The backend.' }),
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
    doc: 'At any time: something looks wrong with a run that goes on.',
    fields: {
      about: text({ doc: 'What it is about, in one word: `deadUnits`, `lossDoesNotMove`, ...' }),
      message: text({ doc: 'In words, with the place and what may help.' }),
    },
  },
  stopped: {
    doc: 'Once, where a run ends before its last epoch.',
    fields: {
      reason: oneOf(['earlyStopping', 'interrupted', 'diverged', 'callback'])({
        doc: 'The watched number got no better, the user asked for it, the loss was not finite any more, or a callback asked for it.',
      }),
      epoch: count({ doc: 'Epochs that were done by then.' }),
      message: text({ doc: 'In words, with what was found and what may help.', optional: true }),
    },
  },
  end: {
    doc: 'Last of all, once the model is saved.',
    fields: {
      folder,
      ...run,
      seed,
      epochs: count({ doc: 'Epochs that were done.' }),
      bestEpoch: positiveIntegerOrNull({ doc: 'The epoch whose weights are saved where the best are kept, else null.' }),
      heldOut: reportOrNull({
        doc: 'The report on rows held out: metrics beside those of simpler models, and a verdict; null where none were held out.',
      }),
      seconds: atLeastZero({ doc: 'Time that the run took.' }),
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
