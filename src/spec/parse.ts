import { show, SpecError, type Issue } from '../errors.ts';
import { modelOptions } from './model.ts';
import { isObject, networkOptions } from './network.ts';
import type { KnownColumns, NormalisedModel } from './normalised.ts';
import { checkOptions } from './option.ts';
import { copyPlain } from './plainData.ts';
import { resolveModel } from './resolve.ts';
import { trainingOptions } from './training.ts';

/**
 * A checked spec with nothing left to guess. A bare network `{ input, layers }` may stand for a model. `known` is what the
 * data tell about features and target; without it, widths that only the data can tell are null.
 * Throws a SpecError that lists every problem.
 */
export function parseModel(spec: unknown, known?: KnownColumns): NormalisedModel {
  const { issues, model, subject } = read(spec, known);
  if (issues.length > 0 || !model) throw new SpecError(subject, issues);
  return model;
}

/** Everything that is wrong with a spec; an empty list where nothing is. Never throws, whatever it is given. */
export function checkModel(spec: unknown, known?: KnownColumns): readonly Issue[] {
  return read(spec, known).issues;
}

/** Where one of these is, a whole model was meant. */
const sections: readonly string[] = ['network', 'forecast', 'features', 'target', 'training'];

interface Reading {
  /** What the error is about: the name of the model in quotes. */
  readonly subject: string;
  readonly issues: readonly Issue[];
  readonly model?: NormalisedModel;
}

function read(spec: unknown, known: KnownColumns | undefined): Reading {
  const { data, issues: foreign } = copyPlain(spec);
  if (!isObject(data)) {
    const expected = 'a model { "network": ... } or a network { "input": ..., "layers": [...] }';
    const fix = Array.isArray(data) ? { fix: 'write { "input": [...], "layers": [...] } around the list' } : {};
    return { subject: 'the spec', issues: foreign.length > 0 ? foreign : [{ path: 'spec', expected, received: show(data), ...fix }] };
  }
  const subject = typeof data.name === 'string' && data.name !== '' ? JSON.stringify(data.name) : 'the spec';
  const keys = Object.keys(data);
  const bare = keys.some((key) => Object.hasOwn(networkOptions, key)) && !keys.some((key) => sections.includes(key));
  const found = bare
    ? checkOptions(data, networkOptions, '', { subject: 'a network', also: ['$schema'] }).map((issue) =>
        Object.hasOwn(trainingOptions, issue.path)
          ? { ...issue, fix: `write { "network": {...}, "training": { "${issue.path}": ... } }` }
          : issue,
      )
    : checkOptions(data, modelOptions, '', { subject: 'a model' }).map((issue) =>
        Object.hasOwn(networkOptions, issue.path)
          ? { ...issue, fix: 'put it into "network"' }
          : Object.hasOwn(misplaced, issue.path)
            ? { ...issue, fix: misplaced[issue.path]! }
            : issue,
      );
  const { issues: deeper, model } = resolveModel({
    spec: bare ? { network: data } : data,
    networkPath: bare ? '' : 'network',
    found,
    known,
  });

  // What is no data was left out of the copy, so it may seem to be missing.
  const missing = new Set(foreign.map((issue) => issue.path));
  const issues = unique([...foreign, ...[...found, ...deeper].filter((issue) => !missing.has(issue.path))]);
  return { subject, issues, ...(model && issues.length === 0 ? { model } : {}) };
}

const OF_THE_RECORD = 'it belongs into the call, in its record: run: { name: "iris", resume: true }; on the command line there is --resume';
const OF_THE_SWEEP = 'it belongs into the sweep of findLearningRate: sweep: { from: 1e-5, to: 1, steps: 100 }';
const OF_FOLDS = 'crossValidate takes it, and no other call';

/** What the command line, other libraries and other places of a call have among the options of training. */
const misplaced: Readonly<Record<string, string>> = {
  'training.resume': OF_THE_RECORD,
  'training.name': OF_THE_RECORD,
  'training.out': OF_THE_RECORD,
  'training.folder': OF_THE_RECORD,
  'training.checkpointSeconds': OF_THE_RECORD,
  'training.keepCheckpoints': OF_THE_RECORD,
  'training.run': 'train and createTrainer of Node keep records of runs, and nothing else does: leave it out',
  'training.from': OF_THE_SWEEP,
  'training.to': OF_THE_SWEEP,
  'training.steps': OF_THE_SWEEP,
  'training.sweep': 'findLearningRate takes it, and no other call',
  'training.folds': OF_FOLDS,
  'training.group': OF_FOLDS,
  'training.ensemble': OF_FOLDS,
  'training.learningRate': 'write it in the optimizer: "optimizer": { "type": "adam", "learningRate": 0.001 }',
  'training.patience': 'write it in "earlyStopping": { "patience": 10 }',
};

/** A mistake inside a repetition comes once for each time. */
function unique(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}
