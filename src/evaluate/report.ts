import type { Task } from '../metrics/task.ts';
import type { OfClass } from './measureClasses.ts';
import { formatScore, titles, type ClassScores, type NumberScores, type Scores } from './scores.ts';

/** What is told of classes beside the scores. */
export interface ClassDetails {
  /** How often each was answered as which: [true class][answered class]; with weights of rows their sums. */
  readonly confusionMatrix: readonly (readonly number[])[];
  readonly perClass: readonly OfClass[];
}
export type Metrics = (ClassScores & ClassDetails) | NumberScores;

/** How good a network is on some rows, next to what it has to beat. Plain JSON. */
export interface Report {
  readonly rows: number;
  /** Where the rows were too many to judge them all: how many there were, of which `rows` were drawn at random. */
  readonly drawnFrom?: number;
  readonly task: Task;
  /** Names of the classes, in the order of the confusion matrix. */
  readonly classes?: readonly string[];
  readonly metrics: Metrics;
  /** The same answer for each row, and a linear model where one was fitted; null where the training rows are not known. */
  readonly baselines: { readonly trivial: Scores; readonly linear: Scores | null } | null;
  /** All of it in words. */
  readonly verdict: string;
}

/** More classes make a confusion matrix too wide to read. */
const MOST_CLASSES = 12;
const LONGEST_NAME = 14;

/** How much larger the largest class must be than the smallest for accuracy to flatter. */
const UNEVEN = 2;

/** The report as lines for a terminal: scores beside the baselines', up to 12 classes one by one and as they were confused, the verdict. */
export function formatReport(report: Report): string {
  const drawn = report.drawnFrom === undefined ? [] : [`${report.rows} rows drawn at random from ${report.drawnFrom}.`];
  return [scoreTable(report), ...classTables(report), ...drawn, report.verdict, ''].join('\n\n').trimEnd() + '\n';
}

function scoreTable({ rows, metrics, baselines }: Report): string {
  const columns: Record<string, Scores> = { network: metrics };
  if (baselines?.linear) columns['linear'] = baselines.linear;
  if (baselines) columns['trivial'] = baselines.trivial;
  const lines = tellingScores(metrics).map((name) => [titles[name]!, ...Object.values(columns).map((scores) => formatScore(scores, name))]);
  return align([[rows === 1 ? '1 row' : `${rows} rows`, ...Object.keys(columns)], ...lines]);
}

/** The scores that people read; the others are in the JSON. */
function tellingScores(metrics: Metrics): string[] {
  if (!('accuracy' in metrics)) return ['mae', 'medianAbsoluteError', 'rmse', 'r2'];
  const sizes = metrics.perClass.map(({ rows }) => rows);
  const isUneven = Math.max(...sizes) >= UNEVEN * Math.min(...sizes);
  return ['accuracy', ...(isUneven ? ['balancedAccuracy'] : []), 'logLoss', 'f1Macro', 'rocAuc', ...(sizes.length === 2 ? ['prAuc'] : [])];
}

function classTables({ metrics }: Report): string[] {
  if (!('confusionMatrix' in metrics) || metrics.confusionMatrix.length > MOST_CLASSES) return [];
  const { confusionMatrix, perClass } = metrics;
  const names = perClass.map((of) => shorten(of.class));
  const decimals = (value: number) => value.toFixed(4);
  return [
    align([
      ['class', 'precision', 'recall', 'F1', 'rows'],
      ...perClass.map(({ precision, recall, f1, rows }, i) => [names[i]!, ...[precision, recall, f1].map(decimals), String(rows)]),
    ]),
    align([['true \\ answered', ...names], ...confusionMatrix.map((counts, i) => [names[i]!, ...counts.map(showCount)])]),
  ];
}

/** Weights of rows need not add up to whole numbers. */
const showCount = (count: number) => (Number.isInteger(count) ? String(count) : count.toFixed(1));

/** Columns of equal width: the first to the left, the others to the right. */
export function align(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')).join('\n');
}

const shorten = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);
