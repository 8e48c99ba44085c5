import type { Tensor } from '@tensorflow/tfjs-core';
import { lossFunction } from '../compile/losses.ts';
import { show, UsageError } from '../errors.ts';
import type { LossSpec } from '../spec/losses.ts';
import type { MetricSpec } from '../spec/builders/words.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';
import type { TrainingSpec } from '../spec/training.ts';
import type { LossFunction } from './step/eager.ts';

/**
 * A loss or metric written in a program: labels and answers, each [rows, ...], to values whose mean is the number. A loss must be
 * differentiable by TF.js, and give one value a row, [rows], where rows are to be weighted.
 */
export type TensorFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** The loss as a call may give it: by name, or as a function. */
export type LossOption = LossSpec | TensorFunction | readonly (LossSpec | TensorFunction)[];
/** A metric as a call may give it; a function is known by its name. */
export type MetricOption = MetricSpec | TensorFunction;

/** Losses and metrics of a call, parted into those that a spec can say and those that only a program can. */
export interface OwnMeasures {
  /** For the spec: those by name. */
  readonly training: Pick<TrainingSpec, 'loss' | 'metrics'>;
  /** One for all outputs, or one for each, undefined for those by name; absent where there is no function. */
  readonly losses?: readonly (TensorFunction | undefined)[];
  readonly metrics: readonly TensorFunction[];
}

/** @throws UsageError where a metric has no name. */
export function partMeasures(loss: LossOption | undefined, metrics: readonly MetricOption[] | undefined): OwnMeasures {
  const isFunction = (value: unknown): value is TensorFunction => typeof value === 'function';
  const list = (Array.isArray(loss) ? loss : [loss]) as readonly (LossSpec | TensorFunction | undefined)[];
  const hasOwn = list.some(isFunction);
  const own = (metrics ?? []).filter(isFunction);
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
    ...(hasOwn ? { losses: list.map((one) => (isFunction(one) ? one : undefined)) } : {}),
    metrics: own,
  };
}

/** The loss of each output, those of the program in place of the spec's. */
export function lossFunctions({ loss }: NormalisedTraining, own: OwnMeasures['losses']): readonly LossFunction[] {
  return loss.map((value, i) => own?.[own.length === 1 ? 0 : i] ?? lossFunction(value));
}
