import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { lossFunction, overRows } from '../compile/losses.ts';
import { show, UsageError } from '../errors.ts';
import type { LossSpec } from '../spec/losses.ts';
import type { MetricSpec } from '../spec/builders/words.ts';
import type { NamedValue, NormalisedTraining } from '../spec/normalised.ts';
import { parseModel } from '../spec/parse.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { TrainingSpec } from '../spec/training.ts';
import type { LossFunction } from './step/computation.ts';
import { isComputedFrom, WAY_BACK } from './step/tape.ts';

/**
 * A loss or metric written in a program: labels and answers, each [rows, ...], to values whose mean is the number. A loss must be
 * differentiable by TF.js, and give values of each row, [rows, ...], or one number for all where rows are not weighted.
 */
export type TensorFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

/**
 * A metric written in a program. It is asked once about all rows, and need not be differentiable. Where rows have weights of their
 * own (`sampleWeight`), the values that it gives of each row, [rows, ...], are averaged by them, as Keras's `weighted_metrics` are;
 * one number for all is taken as it is, so that a function which gives one weighs the rows itself.
 * @param weights How much each row counts, [rows]; undefined where all count alike.
 */
export type MetricFunction = (yTrue: Tensor, yPred: Tensor, weights: Tensor | undefined) => Tensor;

/** The loss as a call may give it: by name, or as a function. */
export type LossOption = LossSpec | TensorFunction | readonly (LossSpec | TensorFunction)[];
/** A metric as a call may give it; a function is known by its name. */
export type MetricOption = MetricSpec | MetricFunction;

/** Losses and metrics of a call, parted into those that a spec can say and those that only a program can. */
export interface OwnMeasures {
  /** For the spec: those by name. */
  readonly training: Pick<TrainingSpec, 'loss' | 'metrics'>;
  /** One for all outputs, or one for each; absent where there is no function. */
  readonly losses?: readonly (LossSpec | TensorFunction)[];
  readonly metrics: readonly MetricFunction[];
}

/** @throws UsageError where a metric has no name. */
export function partMeasures(loss: LossOption | undefined, metrics: readonly MetricOption[] | undefined): OwnMeasures {
  const list = (Array.isArray(loss) ? loss : [loss]) as readonly (LossSpec | TensorFunction)[];
  const hasOwn = list.some(isFunction);
  const own = (metrics ?? []).filter((metric): metric is MetricFunction => isFunction(metric));
  const nameless = own.findIndex(({ name }) => name === '');
  if (nameless >= 0) {
    const fix = 'give it a name: const closeness = (yTrue, yPred) => ...';
    throw new UsageError('the call', [{ path: 'metrics', expected: 'functions with names', received: show(own[nameless]), fix }]);
  }
  const named = metrics?.filter((metric): metric is MetricSpec => !isFunction(metric));
  return {
    training: {
      ...(hasOwn || loss === undefined ? {} : { loss: loss as Exclude<TrainingSpec['loss'], undefined> }),
      ...(named === undefined ? {} : { metrics: named }),
    },
    ...(hasOwn ? { losses: list } : {}),
    metrics: own,
  };
}

/**
 * The names under which a history keeps what the program measures, one for each.
 * @param named What the metrics of the spec are called.
 * @throws UsageError where a metric has the name of something else, which it would hide.
 */
export function checkMetricNames(own: OwnMeasures['metrics'], named: readonly string[]): void {
  const taken = new Set(['loss', ...named]);
  const issues = own.flatMap(({ name }) => {
    const isFree = !taken.has(name) && !name.startsWith('val_');
    taken.add(name);
    return isFree ? [] : [{ path: 'metrics', expected: EXPECTED_NAME, received: `a function named ${show(name)}`, fix: 'rename it' }];
  });
  if (issues.length > 0) throw new UsageError('the call', issues);
}

const EXPECTED_NAME = 'functions with names of their own, none of them "loss" or "val_..."';

/** @throws UsageError where a function of the program gave no tensor. */
export function requireTensor(value: unknown, { subject, path }: { readonly subject: string; readonly path: string }): Tensor {
  if (value instanceof tf.Tensor) return value;
  const isPromise = value instanceof Promise;
  if (isPromise) value.catch(() => undefined); // its tensors are gone: no error of its own counts
  const received = isPromise ? 'a promise' : show(value);
  const fix = isPromise ? 'do not make the function async' : 'return what TensorFlow.js computes from yTrue and yPred';
  throw new UsageError(subject, [{ path, expected: 'a function that returns a tensor', received, fix }]);
}

const isFunction = (value: unknown): value is TensorFunction => typeof value === 'function';

/** The spec with the losses that have names among those of a call; where there is a function, it keeps its own. */
export function withNamedLosses(spec: ModelSpec, own: OwnMeasures['losses']): ModelSpec {
  if (own === undefined || own.every(isFunction)) return spec;
  const { loss } = parseModel(spec).training;
  const list = own.map((one, i) => (isFunction(one) ? (loss[i] ?? loss[0]!) : one)) as readonly LossSpec[];
  return { ...spec, training: { ...spec.training, loss: list } };
}

/** The loss of each output that has a name; undefined where a function of the program is in its place. */
export const lossesByName = ({ loss }: NormalisedTraining, own: OwnMeasures['losses']): readonly (NamedValue | undefined)[] =>
  loss.map((value, i) => (isFunction(own?.[own.length === 1 ? 0 : i]) ? undefined : value));

/**
 * The loss of each output, those of the program in place of the spec's.
 * @param isWeighted Whether the rows have weights.
 * @throws UsageError where there are functions for other outputs than there are.
 */
export function lossFunctions({ loss }: NormalisedTraining, own: OwnMeasures['losses'], isWeighted: boolean): readonly LossFunction[] {
  if (own !== undefined && own.length > 1 && own.length !== loss.length) {
    const expected = `a list of ${loss.length}, one loss for each output`;
    throw new UsageError('the call', [{ path: 'loss', expected, received: String(own.length) }]);
  }
  return loss.map((value, i) => {
    const one = own?.[own.length === 1 ? 0 : i];
    return isFunction(one) ? overEachRow(one, isWeighted) : lossFunction(value);
  });
}

/** A loss of the program with one value a row, [rows]; where rows are not weighted, it may have only one for all. */
function overEachRow(own: TensorFunction, isWeighted: boolean): LossFunction {
  return (yTrue, yPred) => {
    const values = requireTensor(own(yTrue, yPred), { subject: 'the loss', path: 'loss' });
    if (isComputedFrom(values, yPred) === false) throw withoutAnswers();
    const rows = yTrue.shape[0]!;
    if (values.rank > 0 && values.shape[0] === rows) return overRows(values);
    const received = `[${values.shape.join(', ')}]`;
    if (isWeighted) {
      const expected = `values of each row, [${rows}, ...], as rows are weighted`;
      const fix = 'average over all axes but the first: tf.mean(values, -1)';
      throw new UsageError('the loss', [{ path: 'loss', expected, received, fix }]);
    }
    if (values.size === 1) return values;
    const expected = `values of each row, [${rows}, ...], or one number for all, []`;
    const fix = 'average over all axes but the first, tf.mean(values, -1), or over all, tf.mean(values)';
    throw new UsageError('the loss', [{ path: 'loss', expected, received, fix }]);
  };
}

const withoutAnswers = () =>
  new UsageError('the loss', [
    { path: 'loss', expected: 'values computed from the answers of the network, yPred', received: 'values that are not', fix: WAY_BACK },
  ]);
