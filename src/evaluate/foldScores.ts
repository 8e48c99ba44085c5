import type { Task } from '../metrics/task.ts';
import { judgeFolds } from './foldVerdict.ts';
import { align, LAST_VALUE, titleOf, type AnyReport, type ForecastDetails, type Report, type TargetReports } from './report.ts';
import { formatScore, titles, type Scores } from './scores.ts';
import { unitOf } from './unitOf.ts';

/** One number over the folds. */
export interface Spread {
  /** Of the folds that have the number; null where none has. */
  readonly mean: number | null;
  /** Sample standard deviation (n - 1); null for fewer than two folds. */
  readonly deviation: number | null;
  /** In the order of the folds; null where one has no such number (R² of a single row), or none that is finite. */
  readonly values: readonly (number | null)[];
}

export type Spreads = Readonly<Record<string, Spread>>;

/** Of forecasts `trivial` is the last value, and `seasonal` that of a season ago, null where not every fold knows it. */
export interface BaselineSpreads {
  readonly trivial: Spreads;
  readonly linear: Spreads | null;
  readonly seasonal?: Spreads | null;
}

/** How good a way of training is, told by networks that were each evaluated on a part of the rows held out of its training. Plain JSON. */
export interface FoldSummary {
  readonly folds: number;
  /** Held out over all folds. */
  readonly rows: number;
  readonly task: Task;
  /** Of two classes the one that `prAuc` is about. */
  readonly positiveClass?: string;
  readonly metrics: Spreads;
  /** The same for each fold's baselines; null where not every fold has them. */
  readonly baselines: BaselineSpreads | null;
  /** Of forecasts. */
  readonly forecast?: Pick<ForecastDetails, 'window' | 'horizon' | 'ahead' | 'season' | 'seasonName' | 'seasonalRows'>;
  /** All of it in words. */
  readonly verdict: string;
}

/**
 * Means and deviations of all scores over folds, and whether the network beats its baselines as far as so few can tell.
 * @param reports One for each fold, on the rows that were held out of its training.
 */
export function summariseFolds(reports: readonly Report[]): FoldSummary {
  const [first] = reports;
  if (first === undefined) throw new Error('internal: no folds to summarise');
  const positive = first.positiveClass;
  // Where the rarer class is not the same in each fold, there is nothing to take the mean of.
  const isOfOne = reports.every(({ positiveClass }) => positiveClass === positive);
  const spreads = (scores: readonly object[]) => spreadsOf(isOfOne ? scores : scores.map((one) => ({ ...one, prAuc: null })));
  const trivial = allOf(reports.map(({ baselines }) => baselines?.trivial));
  const linear = allOf(reports.map(({ baselines }) => baselines?.linear));
  const metrics = spreads(reports.map((report) => report.metrics));
  const seasonal = allOf(reports.map(({ baselines }) => baselines?.seasonal));
  const { maeByStep: _, seasonalRows: __, ...named } = first.forecast ?? { maeByStep: undefined };
  const rows = reports.reduce((sum, report) => sum + report.rows, 0);
  const seasonalRows = reports.reduce((sum, report) => sum + (report.forecast?.seasonalRows ?? report.rows), 0);
  const forecast = { ...named, ...(seasonal && seasonalRows < rows ? { seasonalRows } : {}) };
  const baselines: BaselineSpreads | undefined = trivial && {
    trivial: spreads(trivial),
    linear: linear ? spreads(linear) : null,
    ...(first.forecast ? { seasonal: seasonal ? spreads(seasonal) : null } : {}),
  };
  return {
    folds: reports.length,
    rows,
    task: first.task,
    ...(positive === undefined || !isOfOne ? {} : { positiveClass: positive }),
    metrics,
    baselines: baselines ?? null,
    ...(first.forecast ? { forecast: forecast as Omit<ForecastDetails, 'maeByStep'> } : {}),
    verdict: judgeFolds({
      task: first.task,
      folds: reports.length,
      network: metrics,
      baselines: baselines ?? null,
      ...(first.forecast ? { forecast: { ...forecast, rows } } : {}),
    }),
  };
}

/** The same for each of several targets. Plain JSON. */
export interface TargetFoldSummaries {
  readonly folds: number;
  readonly rows: number;
  /** By column. */
  readonly targets: Readonly<Record<string, FoldSummary>>;
  readonly verdict: string;
}

/** Summaries of all folds: of several targets one for each. */
export function summariseReports(reports: readonly AnyReport[]): FoldSummary | TargetFoldSummaries {
  const [first] = reports;
  if (first === undefined || !('targets' in first)) return summariseFolds(reports as readonly Report[]);
  const several = reports as readonly TargetReports[];
  const entries = Object.keys(first.targets).map((name) => [name, summariseFolds(several.map(({ targets }) => targets[name]!))] as const);
  const { folds, rows } = entries[0]![1];
  const verdict = entries.map(([name, summary]) => `${name}: ${summary.verdict}`).join('\n');
  return { folds, rows, targets: Object.fromEntries(entries), verdict };
}

/** The summary as lines for a terminal: `0.9533 ± 0.0183` for the network beside its baselines, and the verdict. */
export function formatFolds(summary: FoldSummary | TargetFoldSummaries): string {
  if ('targets' in summary) {
    const parts = Object.entries(summary.targets).map(([name, one]) => `${name}\n${'-'.repeat(name.length)}\n${formatFolds(one)}`);
    return parts.join('\n');
  }
  const { folds, rows, metrics, baselines, forecast, positiveClass, verdict } = summary;
  const columns: Record<string, Spreads> = { network: metrics };
  if (baselines?.linear) columns['linear'] = baselines.linear;
  if (baselines) columns[forecast ? LAST_VALUE : 'trivial'] = baselines.trivial;
  if (baselines?.seasonal && forecast?.seasonName !== undefined) columns[forecast.seasonName] = baselines.seasonal;
  const known = Object.keys(titles).filter((name) => name in metrics);
  const names = [...known, ...Object.keys(metrics).filter((name) => !(name in titles))];
  const lines = names.map((name) => [
    titleOf(name, positiveClass),
    ...Object.values(columns).map((spreads) => formatSpread(spreads[name], name)),
  ]);
  const what = forecast ? `forecasts of ${forecast.ahead}` : 'rows';
  const head = [`${rows} ${what}, ${folds} ${folds === 1 ? 'fold' : 'folds'}`, ...Object.keys(columns)];
  return `${align([head, ...lines])}\n\n${verdict}\n`;
}

function formatSpread(spread: Spread | undefined, name: string): string {
  const format = (value: number) => formatScore({ [name]: value } as unknown as Scores, name);
  if (spread === undefined || spread.mean === null) return '-';
  return spread.deviation === null ? format(spread.mean) : `${format(spread.mean)} ± ${format(spread.deviation)}`;
}

/** Every score that is a number in one of the folds; tables and the like are left out. */
function spreadsOf(scores: readonly object[]): Spreads {
  const names = new Set(scores.flatMap((one) => Object.entries(one).flatMap(([name, value]) => (typeof value === 'number' ? [name] : []))));
  const valueOf = (one: object, name: string): number | null => {
    const value = (one as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  return Object.fromEntries([...names].map((name) => [name, spreadOf(scores.map((one) => valueOf(one, name)))]));
}

function spreadOf(values: readonly (number | null)[]): Spread {
  const told = values.filter((value) => value !== null);
  if (told.length === 0) return { mean: null, deviation: null, values };
  const mean = told.reduce((sum, value) => sum + value, 0) / told.length;
  const unit = unitOf(told);
  const squares = told.reduce((sum, value) => sum + ((value - mean) / unit) ** 2, 0);
  return { mean, deviation: told.length > 1 ? unit * Math.sqrt(squares / (told.length - 1)) : null, values };
}

/** The list where nothing in it is missing. */
function allOf<T>(list: readonly (T | null | undefined)[]): readonly T[] | undefined {
  const there = list.filter((one): one is T => one !== null && one !== undefined);
  return there.length === list.length ? there : undefined;
}
