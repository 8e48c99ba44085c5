import type { InTurns } from '../turns/inTurns.ts';
import { predictedLabels } from '../metrics/labels.ts';
import { logLosses } from '../metrics/logLoss.ts';
import { mean } from '../metrics/mean.ts';
import { poissonDeviance } from '../metrics/meanPoissonDeviance.ts';
import { pinballLosses } from '../metrics/meanPinball.ts';
import { rankErrors } from '../metrics/meanRankError.ts';
import type { Batch } from '../metrics/meter.ts';
import type { Task } from '../metrics/task.ts';
import { measureClasses, measureOrdinal } from './measureClasses.ts';
import { measureCounts } from './measureCounts.ts';
import { labelMistakes, measureLabels } from './measureLabels.ts';
import { measureNumbers } from './measureNumbers.ts';
import { measureQuantiles } from './measureQuantiles.ts';
import type { Scores } from './scores.ts';
import { unitOf } from './unitOf.ts';

type Numbers = ArrayLike<number>;

/** How answers of one sort are judged. */
export interface Judge {
  /** The scores that tell one model from another, the first most: more is better (1), or less (-1). */
  readonly decisive: Readonly<Record<string, 1 | -1>>;
  /** What the baseline that answers the same every time is called. It may depend on which class that is. */
  readonly trivialName: string | undefined;
  measure(batch: Batch, quantiles: readonly number[]): InTurns<Scores>;
  /** What each row costs, [rows], by the first of the decisive scores. */
  losses(targets: Numbers, outputs: Numbers, width: number, quantiles: readonly number[]): Float64Array;
  /** What each row costs by the probabilities, where answers have some. */
  logLosses?(targets: Numbers, outputs: Numbers, width: number): Float64Array;
  /** What each row costs where large errors do not count for more, where answers are numbers. */
  absoluteLosses?(targets: Numbers, outputs: Numbers, width: number): Float64Array;
}

function mistakes(labels: Numbers, predicted: Numbers): Float64Array {
  const wrong = new Float64Array(labels.length);
  for (let row = 0; row < wrong.length; row++) wrong[row] = Number(labels[row] !== predicted[row]);
  return wrong;
}

const classes: Judge = {
  decisive: { accuracy: 1, logLoss: -1 },
  trivialName: undefined,
  measure: measureClasses,
  losses: (targets, outputs, width) => mistakes(targets, predictedLabels(outputs, width)),
  logLosses,
};

export const judges: Readonly<Record<Task, Judge>> = {
  binary: classes,
  multiclass: classes,
  ordinal: {
    decisive: { rankError: -1, logLoss: -1 },
    trivialName: undefined,
    measure: measureOrdinal,
    losses: (targets, outputs, width) => rankErrors(targets, predictedLabels(outputs, width)),
    logLosses,
  },
  labels: {
    decisive: { hammingLoss: -1, logLoss: -1 },
    trivialName: 'answering the same labels every time',
    measure: measureLabels,
    losses: labelMistakes,
    logLosses: (targets, outputs, width) => rowMeans(logLosses(targets, outputs, 1), width),
  },
  regression: {
    decisive: { rmse: -1, mae: -1 },
    trivialName: 'answering the mean every time',
    measure: measureNumbers,
    losses: (targets, outputs, width) =>
      rowMeans(
        errorsInUnit(targets, outputs, (error) => error ** 2),
        width,
      ),
    absoluteLosses: (targets, outputs, width) => rowMeans(errorsInUnit(targets, outputs, Math.abs), width),
  },
  quantiles: {
    decisive: { pinball: -1 },
    trivialName: 'answering the same quantiles every time',
    measure: measureQuantiles,
    losses: (targets, outputs, _, quantiles) => pinballLosses(targets, outputs, quantiles),
  },
  count: {
    decisive: { poissonDeviance: -1 },
    trivialName: 'answering the mean every time',
    measure: measureCounts,
    losses: (targets, outputs) => Float64Array.from(targets, (target, row) => poissonDeviance(target, outputs[row]!)),
  },
};

/** Whether a task is about one class of several, whose targets are class numbers. */
export const isOfClasses = (task: Task): boolean => task === 'binary' || task === 'multiclass' || task === 'ordinal';

/** In a unit that the targets alone decide, so that losses of two models can be compared. */
function errorsInUnit(targets: Numbers, outputs: Numbers, cost: (error: number) => number): Float64Array {
  const unit = unitOf(targets);
  const errors = new Float64Array(targets.length);
  for (let at = 0; at < errors.length; at++) errors[at] = cost(targets[at]! / unit - outputs[at]! / unit);
  return errors;
}

/** @param values [rows, width] */
const rowMeans = (values: Float64Array, width: number) =>
  width === 1
    ? values
    : Float64Array.from({ length: values.length / width }, (_, row) => mean(values.subarray(row * width, (row + 1) * width)));
