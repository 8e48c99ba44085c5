import type { Task } from '../metrics/task.ts';
import { UNEVEN } from './compare.ts';
import type { OfClass } from './measureClasses.ts';
import {
  formatScore,
  titles,
  type ClassScores,
  type CountScores,
  type LabelScores,
  type NumberScores,
  type OrdinalScores,
  type QuantileScores,
  type Scores,
} from './scores.ts';

/** What is told of classes beside the scores. */
export interface ClassDetails {
  /** How often each was answered as which: [true class][answered class]; with weights of rows their sums. */
  readonly confusionMatrix: readonly (readonly number[])[];
  readonly perClass: readonly OfClass[];
}
/** What is told of labels beside the scores. */
export type LabelDetails = Pick<ClassDetails, 'perClass'>;
export type Metrics =
  | (ClassScores & ClassDetails)
  | (OrdinalScores & ClassDetails)
  | (LabelScores & LabelDetails)
  | NumberScores
  | QuantileScores
  | CountScores;

/** How good a network is on some rows, next to what it has to beat. Plain JSON. */
export interface Report {
  readonly rows: number;
  /** Where the rows were too many to judge them all: how many there were, of which `rows` were drawn at random. */
  readonly drawnFrom?: number;
  /** Where the data were those of the training: how many of them were left out, as they were trained on or watched the run. */
  readonly leftOut?: number;
  /** How many rows of the data have no target, and are left out; absent where all have one. */
  readonly withoutTarget?: number;
  /** How many of `rows` are among those that were trained on, where some are; of very many an estimate. */
  readonly seen?: number;
  /** Why these are judged too, where the data are not those of the training but have some of its rows, in words. */
  readonly untold?: string;
  readonly task: Task;
  /** Names of the classes, in the order of the confusion matrix, or of the labels. */
  readonly classes?: readonly string[];
  /** Of two classes the one that `prAuc` is about: the rarer, or the second where they are about as frequent. */
  readonly positiveClass?: string;
  /** Those that are answered. */
  readonly quantiles?: readonly number[];
  readonly metrics: Metrics;
  /** The same answer for each row, and a linear model where one was fitted; null where the training rows are not known. */
  readonly baselines: BaselineScores | null;
  /** Of a forecast, whose `rows` are the places that were forecast from. */
  readonly forecast?: ForecastDetails;
  /** All of it in words. */
  readonly verdict: string;
}

/** Of a forecast `trivial` is the last value, and `seasonal` that of a season ago, null where nothing comes round or it is not known. */
export interface BaselineScores {
  readonly trivial: Scores;
  readonly linear: Scores | null;
  readonly seasonal?: Scores | null;
}

/** Something of each way to forecast; null where there is no such. */
export interface ByForecaster<T> {
  readonly network: T;
  readonly linear: T | null;
  readonly trivial: T | null;
  readonly seasonal: T | null;
}

/** What is told of a forecast beside the scores, which are over all its steps. */
export interface ForecastDetails {
  readonly window: number;
  readonly horizon: number;
  /** The horizon in words: `6 months`. */
  readonly ahead: string;
  /** Steps after which things come round, and what one season before is called: `a year ago`. */
  readonly season?: number;
  readonly seasonName?: string;
  /**
   * For how many of the forecasts the value a season ago (where it is missing, one more season ago) is known at all steps; in the others
   * the last value stands for it. Absent where it is for all, or none.
   */
  readonly seasonalRows?: number;
  /** Mean absolute error (of quantiles, of the median) of the first step ahead, the second, ... */
  readonly maeByStep: ByForecaster<readonly number[]>;
}

/** The same for each of several targets. Plain JSON. */
export interface TargetReports {
  readonly rows: number;
  /** By column. */
  readonly targets: Readonly<Record<string, Report>>;
  /** All of it in words, a line for each target. */
  readonly verdict: string;
}

export type AnyReport = Report | TargetReports;

/** The reports on several targets of the same rows as one. */
export function combineReports(targets: Readonly<Record<string, Report>>): TargetReports {
  const entries = Object.entries(targets);
  return { rows: entries[0]![1].rows, targets, verdict: entries.map(([name, { verdict }]) => `${name}: ${verdict}`).join('\n') };
}

/** More classes make a confusion matrix too wide to read. */
const MOST_CLASSES = 12;
const LONGEST_NAME = 14;

/** The report as lines for a terminal: scores beside the baselines', up to 12 classes one by one and as they were confused, the verdict. */
export function formatReport(report: AnyReport): string {
  if ('targets' in report) {
    const parts = Object.entries(report.targets).map(([name, one]) => `${name}\n${'-'.repeat(name.length)}\n${formatReport(one)}`);
    return parts.join('\n');
  }
  return (
    [scoreTable(report), ...stepTables(report), ...classTables(report), ...tellRows(report), report.verdict, ''].join('\n\n').trimEnd() +
    '\n'
  );
}

/** Which rows these are, where they are not simply all of the data, or not new to the network. */
function tellRows({ rows, drawnFrom, leftOut, withoutTarget, seen, untold }: Report): readonly string[] {
  return [
    ...(drawnFrom === undefined ? [] : [`${rows} rows drawn at random from ${drawnFrom}.`]),
    ...(leftOut === undefined
      ? []
      : [
          `These are the rows that training did not see. The other ${leftOut} of the data belong to training, or watched it, and are left out.`,
        ]),
    ...(withoutTarget === undefined
      ? []
      : [
          `${withoutTarget === 1 ? '1 row of the data has' : `${withoutTarget} rows of the data have`} no target: nothing to judge an answer by.`,
        ]),
    ...(seen === undefined
      ? []
      : [
          `${seen === rows ? 'All' : seen} of these ${rows} rows ${seen === 1 ? 'is' : 'are'} among those that were trained on: scores on what was seen flatter.${untold === undefined ? '' : ` ${seen === 1 ? 'It is' : 'They are'} not left out, as ${untold}.`}`,
        ]),
  ];
}

function scoreTable({ rows, metrics, baselines, forecast, positiveClass }: Report): string {
  const columns: Record<string, Scores> = { network: metrics };
  if (baselines?.linear) columns['linear'] = baselines.linear;
  if (baselines) columns[forecast ? LAST_VALUE : 'trivial'] = baselines.trivial;
  if (baselines?.seasonal && forecast?.seasonName !== undefined) columns[forecast.seasonName] = baselines.seasonal;
  const head = forecast ? `${rows} ${rows === 1 ? 'forecast' : 'forecasts'} of ${forecast.ahead}` : rows === 1 ? '1 row' : `${rows} rows`;
  const title = (name: string) => titleOf(name, positiveClass);
  const lines = tellingScores(metrics).map((name) => [title(name), ...Object.values(columns).map((scores) => formatScore(scores, name))]);
  return align([[head, ...Object.keys(columns)], ...lines]);
}

/** What people call a score, and the class that it is about. */
export const titleOf = (name: string, positiveClass: string | undefined): string =>
  (titles[name] ?? name) + (name === 'prAuc' && positiveClass !== undefined ? ` of ${JSON.stringify(shorten(positiveClass))}` : '');

/** The scores that people read; the others are in the JSON. */
function tellingScores(metrics: Metrics): string[] {
  if ('mase' in metrics)
    return 'r2' in metrics ? ['mae', 'mase', 'mape', 'rmse', 'r2'] : ['pinball', 'coverage', 'intervalWidth', 'mae', 'mase'];
  if ('r2' in metrics) return ['mae', 'medianAbsoluteError', 'rmse', 'r2'];
  if ('pinball' in metrics) return ['pinball', 'coverage', 'intervalWidth', 'mae'];
  if ('poissonDeviance' in metrics) return ['poissonDeviance', 'mae', 'rmse'];
  if ('hammingLoss' in metrics) return ['f1Micro', 'f1Macro', 'exactMatch', 'hammingLoss', 'logLoss', 'rocAuc'];
  if ('rankError' in metrics) return ['accuracy', 'rankError', 'quadraticKappa', 'logLoss'];
  const sizes = metrics.perClass.map(({ rows }) => rows);
  const isUneven = Math.max(...sizes) >= UNEVEN * Math.min(...sizes);
  return ['accuracy', ...(isUneven ? ['balancedAccuracy'] : []), 'logLoss', 'f1Macro', 'rocAuc', ...(sizes.length === 2 ? ['prAuc'] : [])];
}

/** The last value, as a column is headed. */
export const LAST_VALUE = 'last value';
/** More steps ahead are not told one by one. */
const MOST_STEPS = 12;

function stepTables({ forecast }: Report): string[] {
  if (forecast === undefined || forecast.horizon === 1) return [];
  const { horizon, maeByStep, seasonName } = forecast;
  const columns = {
    network: maeByStep.network,
    linear: maeByStep.linear,
    [LAST_VALUE]: maeByStep.trivial,
    [seasonName ?? '']: maeByStep.seasonal,
  };
  const told = Object.entries(columns).flatMap(([name, errors]) => (errors ? [[name, errors] as const] : []));
  const shown = Math.min(horizon, MOST_STEPS);
  const steps = Array.from({ length: shown }, (_, i) => Math.round((i * (horizon - 1)) / (shown - 1)));
  const lines = steps.map((step) => [String(step + 1), ...told.map(([, errors]) => formatScore({ mae: errors[step]! } as Scores, 'mae'))]);
  return [align([['MAE by steps ahead', ...told.map(([name]) => name)], ...lines])];
}

function classTables({ metrics }: Report): string[] {
  if (!('perClass' in metrics) || metrics.perClass.length > MOST_CLASSES) return [];
  const { perClass } = metrics;
  const names = perClass.map((of) => shorten(of.class));
  const decimals = (value: number) => value.toFixed(4);
  const each = align([
    ['confusionMatrix' in metrics ? 'class' : 'label', 'precision', 'recall', 'F1', 'rows'],
    ...perClass.map(({ precision, recall, f1, rows }, i) => [names[i]!, ...[precision, recall, f1].map(decimals), String(rows)]),
  ]);
  if (!('confusionMatrix' in metrics)) return [each];
  const { confusionMatrix } = metrics;
  return [each, align([['true \\ answered', ...names], ...confusionMatrix.map((counts, i) => [names[i]!, ...counts.map(showCount)])])];
}

/** Weights of rows need not add up to whole numbers. */
const showCount = (count: number) => (Number.isInteger(count) ? String(count) : count.toFixed(1));

/** Columns of equal width: the first to the left, the others to the right. */
export function align(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')).join('\n');
}

const shorten = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);
