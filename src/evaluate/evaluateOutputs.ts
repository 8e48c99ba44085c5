import type { NotFitted } from '../baseline/baselines.ts';
import { UsageError } from '../errors.ts';
import { confusionMatrix } from '../metrics/confusionMatrix.ts';
import { predictedLabels, targetLabels } from '../metrics/labels.ts';
import type { Batch } from '../metrics/meter.ts';
import type { Task } from '../metrics/task.ts';
import { compareAnswers } from './compare.ts';
import { measureClasses, measureEachClass } from './measureClasses.ts';
import { measureNumbers } from './measureNumbers.ts';
import type { Metrics, Report } from './report.ts';
import { verdictOn, type Rival } from './verdict.ts';

type Numbers = ArrayLike<number>;

/** Answers to be judged. Of classes they are probabilities; numbers are in the target's own units throughout. */
export interface Answers {
  readonly task: Task;
  readonly rows: number;
  /** One-hot or scalar as the network should answer, [rows, width], or class numbers, [rows]. */
  readonly targets: Numbers;
  /** What the network answered, [rows, width]. */
  readonly outputs: Numbers;
  /** What the baselines answered, laid out as `outputs`. */
  readonly baselines?: { readonly trivial: Numbers; readonly linear: Numbers | NotFitted };
  /** Names of the classes. Default: their numbers. */
  readonly classes?: readonly string[];
  /** How much each row counts, [rows], in metrics and comparison. Default: all alike. */
  readonly weights?: Numbers;
}

/**
 * Metrics over all rows, the same for the baselines, and a verdict in words.
 * @throws UsageError where no row has a weight.
 */
export function evaluateOutputs({ task, rows, targets: given, outputs, baselines, classes, weights }: Answers): Report {
  checkWeights(weights);
  const isClass = task !== 'regression';
  const targets = isClass ? targetLabels(given, rows) : given;
  const batchOf = (answers: Numbers): Batch => ({ targets, outputs: answers, rows, ...(weights ? { weights } : {}) });
  const measure = isClass ? measureClasses : measureNumbers;
  const rival = (answers: Numbers): Rival => ({
    scores: measure(batchOf(answers)),
    comparison: compareAnswers(task, batchOf(outputs), answers),
  });
  const batch = batchOf(outputs);
  const scores = measure(batch);
  const metrics: Metrics =
    'accuracy' in scores ? { ...scores, confusionMatrix: matrixOf(batch), perClass: measureEachClass(batch, classes) } : scores;
  const standing = baselines && {
    rows,
    network: scores,
    isFinite: Array.from(outputs).every(Number.isFinite),
    linear: 'reason' in baselines.linear ? baselines.linear.reason : rival(baselines.linear),
    trivial: rival(baselines.trivial),
    trivialName: nameTrivial(task, baselines.trivial, rows, classes),
  };
  return {
    rows,
    task,
    ...(isClass && classes ? { classes } : {}),
    metrics,
    baselines: standing
      ? { trivial: standing.trivial.scores, linear: typeof standing.linear === 'string' ? null : standing.linear.scores }
      : null,
    verdict: verdictOn(standing),
  };
}

/** `answering "no" every time` */
function nameTrivial(task: Task, answers: Numbers, rows: number, classes: readonly string[] | undefined): string {
  if (task === 'regression') return 'answering the mean every time';
  const [label] = predictedLabels(answers, answers.length / rows);
  return `answering ${JSON.stringify(classes?.[label!] ?? String(label))} every time`;
}

function matrixOf({ targets, outputs, rows, weights }: Batch): number[][] {
  const width = outputs.length / rows;
  return confusionMatrix(targets, predictedLabels(outputs, width), Math.max(width, 2), weights);
}

function checkWeights(weights: Numbers | undefined): void {
  if (weights === undefined || Array.from(weights).some((weight) => weight > 0)) return;
  throw new UsageError('the evaluation', [{ path: 'weights', expected: 'one above 0 at least', received: 'none' }]);
}
