import type { NotFitted } from '../baseline/baselines.ts';
import { accuracy } from '../metrics/accuracy.ts';
import { confusionMatrix } from '../metrics/confusionMatrix.ts';
import { f1Macro } from '../metrics/f1Macro.ts';
import { predictedLabels, targetLabels } from '../metrics/labels.ts';
import { logLoss } from '../metrics/logLoss.ts';
import { mae } from '../metrics/mae.ts';
import { r2 } from '../metrics/r2.ts';
import { rmse } from '../metrics/rmse.ts';
import type { Task } from '../metrics/task.ts';
import { compareAnswers } from './compare.ts';
import type { Metrics, Report } from './report.ts';
import type { Scores } from './scores.ts';
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
}

/** Metrics over all rows, the same for the baselines, and a verdict in words. */
export function evaluateOutputs({ task, rows, targets: given, outputs, baselines, classes }: Answers): Report {
  const isClass = task !== 'regression';
  const targets = isClass ? targetLabels(given, rows) : given;
  const measure = (answers: Numbers) => (isClass ? classMetrics : numberMetrics)(targets, answers, rows);
  const rival = (answers: Numbers): Rival => ({
    scores: withoutMatrix(measure(answers)),
    comparison: compareAnswers(task, targets, outputs, answers, rows),
  });
  const metrics = measure(outputs);
  const standing = baselines && {
    rows,
    network: metrics,
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

function classMetrics(labels: Numbers, outputs: Numbers, rows: number): Metrics {
  const width = outputs.length / rows;
  const predicted = predictedLabels(outputs, width);
  const matrix = confusionMatrix(labels, predicted, Math.max(width, 2));
  return {
    accuracy: accuracy(labels, predicted),
    logLoss: logLoss(labels, outputs, width),
    f1Macro: f1Macro(matrix),
    confusionMatrix: matrix,
  };
}

function numberMetrics(targets: Numbers, outputs: Numbers, rows: number): Metrics {
  const width = outputs.length / rows;
  const explained = r2(targets, outputs, width);
  return { mae: mae(targets, outputs), rmse: rmse(targets, outputs, width), r2: Number.isNaN(explained) ? null : explained };
}

function withoutMatrix(metrics: Metrics): Scores {
  if (!('confusionMatrix' in metrics)) return metrics;
  const { confusionMatrix: _, ...scores } = metrics;
  return scores;
}
