import type { NotFitted } from '../baseline/baselines.ts';
import { oneTurn, type InTurns } from '../turns/inTurns.ts';
import { UsageError } from '../errors.ts';
import { confusionMatrix } from '../metrics/confusionMatrix.ts';
import { predictedLabel, predictedLabels, targetLabels } from '../metrics/labels.ts';
import type { Batch } from '../metrics/meter.ts';
import type { Task } from '../metrics/task.ts';
import { compareAnswers, isMoreBalanced } from './compare.ts';
import { isOfClasses, judges } from './judges.ts';
import { measureEachClass } from './measureClasses.ts';
import { measureEachLabel } from './measureLabels.ts';
import { positiveClass } from './positiveClass.ts';
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
  /** Names of the classes or labels. Default: their numbers. */
  readonly classes?: readonly string[];
  /** Those that are answered. */
  readonly quantiles?: readonly number[];
  /** What the trivial baseline is called, where that is not as usual. */
  readonly trivialName?: string;
  /** How much each row counts, [rows], in metrics and comparison. Default: all alike. */
  readonly weights?: Numbers;
}

/**
 * Metrics over all rows, the same for the baselines, and a verdict in words.
 * @throws UsageError where no row has a weight.
 */
export function* evaluateOutputs(answers: Answers): InTurns<Report> {
  const { task, rows, targets: given, outputs, baselines, classes, quantiles = [], weights } = answers;
  checkWeights(weights);
  const judge = judges[task];
  const targets = isOfClasses(task) ? targetLabels(given, rows) : given;
  const batchOf = (outputs: Numbers): Batch => ({ targets, outputs, rows, ...(weights ? { weights } : {}) });
  const rival = function* (answers: Numbers): InTurns<Rival> {
    return {
      scores: yield* judge.measure(batchOf(answers), quantiles),
      comparison: yield* oneTurn(() => compareAnswers(task, batchOf(outputs), answers, quantiles)),
      ...(isOfClasses(task) ? { isMoreBalanced: yield* oneTurn(() => isMoreBalanced(batchOf(outputs), answers)) } : {}),
    };
  };
  const batch = batchOf(outputs);
  const scores = yield* judge.measure(batch, quantiles);
  const standing = baselines && {
    task,
    rows,
    network: scores,
    isFinite: areFinite(outputs),
    linear: 'reason' in baselines.linear ? baselines.linear.reason : yield* rival(baselines.linear),
    trivial: yield* rival(baselines.trivial),
    trivialName: nameTrivial(answers, baselines.trivial),
  };
  return {
    rows,
    task,
    ...(classes ? { classes } : {}),
    ...(quantiles.length > 0 ? { quantiles } : {}),
    ...(isOfClasses(task) && outputs.length <= 2 * rows ? { positiveClass: nameOf(positiveClass(targets, weights), classes) } : {}),
    metrics: { ...scores, ...(yield* detailsOf(task, batch, classes)) } as Metrics,
    baselines: standing
      ? { trivial: standing.trivial.scores, linear: typeof standing.linear === 'string' ? null : standing.linear.scores }
      : null,
    verdict: verdictOn(standing),
  };
}

function areFinite(values: Numbers): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

function* detailsOf(task: Task, batch: Batch, classes: readonly string[] | undefined): InTurns<object> {
  if (isOfClasses(task)) return { confusionMatrix: matrixOf(batch), perClass: yield* measureEachClass(batch, classes) };
  return task === 'labels' ? { perClass: yield* measureEachLabel(batch, classes ?? []) } : {};
}

/** `answering "no" every time` */
function nameTrivial({ task, rows, classes, trivialName }: Answers, answers: Numbers): string {
  const known = trivialName ?? judges[task].trivialName;
  if (known !== undefined) return known;
  const label = predictedLabel(answers, 0, answers.length / rows);
  return `answering ${JSON.stringify(nameOf(label, classes))} every time`;
}

const nameOf = (label: number, classes: readonly string[] | undefined): string => classes?.[label] ?? String(label);

function matrixOf({ targets, outputs, rows, weights }: Batch): number[][] {
  const width = outputs.length / rows;
  return confusionMatrix(targets, predictedLabels(outputs, width), Math.max(width, 2), weights);
}

function checkWeights(weights: Numbers | undefined): void {
  if (weights === undefined) return;
  for (let row = 0; row < weights.length; row++) if (weights[row]! > 0) return;
  throw new UsageError('the evaluation', [{ path: 'weights', expected: 'one above 0 at least', received: 'none' }]);
}
