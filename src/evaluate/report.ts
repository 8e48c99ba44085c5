import type { Task } from '../metrics/task.ts';
import { formatScore, titles, type ClassScores, type NumberScores, type Scores } from './scores.ts';

/** For classes, [true class][answered class] is counted as well. */
export type Metrics = (ClassScores & { readonly confusionMatrix: readonly (readonly number[])[] }) | NumberScores;

/** How good a network is on some rows, next to what it has to beat. Plain JSON. */
export interface Report {
  readonly rows: number;
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

/** The report as lines for a terminal: scores beside the baselines', the confusion matrix of up to 12 classes, the verdict. */
export function formatReport(report: Report): string {
  return [scoreTable(report), ...confusionTable(report), report.verdict, ''].join('\n\n').trimEnd() + '\n';
}

function scoreTable({ rows, metrics, baselines }: Report): string {
  const columns: Record<string, Scores> = { network: metrics };
  if (baselines?.linear) columns['linear'] = baselines.linear;
  if (baselines) columns['trivial'] = baselines.trivial;
  const lines = Object.entries(titles).flatMap(([name, title]) =>
    name in metrics ? [[title, ...Object.values(columns).map((scores) => formatScore(scores, name))]] : [],
  );
  return align([[rows === 1 ? '1 row' : `${rows} rows`, ...Object.keys(columns)], ...lines]);
}

function confusionTable({ metrics, classes }: Report): string[] {
  if (!('confusionMatrix' in metrics) || metrics.confusionMatrix.length > MOST_CLASSES) return [];
  const { confusionMatrix } = metrics;
  const names = confusionMatrix.map((_, i) => shorten(classes?.[i] ?? String(i)));
  return [align([['true \\ answered', ...names], ...confusionMatrix.map((counts, i) => [names[i]!, ...counts.map(String)])])];
}

/** Columns of equal width: the first to the left, the others to the right. */
export function align(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')).join('\n');
}

const shorten = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);
