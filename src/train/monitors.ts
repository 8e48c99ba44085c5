import type { LayersModel } from '@tensorflow/tfjs-layers';
import { closest, show, SpecError, type Issue } from '../errors.ts';
import { direction } from '../metrics/direction.ts';
import { nameMetrics } from '../metrics/nameMetrics.ts';
import { metrics as metricKinds, type MetricKind } from '../spec/metrics.ts';
import { measuredOutputs } from '../spec/metricRules.ts';
import type { MonitoredNumber, NormalisedModel } from '../spec/normalised.ts';
import { watchedNumbers, type WatchedNumber } from './best.ts';
import type { MetricFunction } from './losses.ts';

export interface MonitorParts {
  readonly spec: NormalisedModel;
  readonly layersModel: LayersModel;
  readonly hasHeldOut: boolean;
  /** Whether the program has a step of its own: what that one measures is known once it runs. */
  readonly hasOwnStep: boolean;
  /** Metrics written in the program. */
  readonly metrics: readonly MetricFunction[];
}

/** @throws SpecError where a number is watched that no epoch will have, or of which nothing says whether less or more is better. */
export function checkMonitors(parts: MonitorParts): void {
  const unknown = parts.hasOwnStep ? [] : unknownNumbers(parts);
  const issues = [...unknown, ...numbersWithoutMode(parts).filter(({ path }) => !unknown.some((one) => one.path === path))];
  if (issues.length > 0) throw new SpecError('the spec', issues);
}

function unknownNumbers({ spec, layersModel, hasHeldOut, metrics: own }: MonitorParts): readonly Issue[] {
  const { training, network } = spec;
  const hasSeveral = network.outputs.length > 1;
  const prefixes = hasSeveral ? network.outputs.map(({ name }) => `${name}_`) : [''];
  const widths = layersModel.outputs.map(({ shape }) => shape.at(-1) ?? null);
  const words = nameMetrics(training.metrics);
  const taken = training.metrics.map((metric) => measuredOutputs(spec, metric, widths));
  const metricsOf = (i: number) => [...words.filter((_, k) => taken[k]![i]), ...own.map(({ name }) => name)];
  const names = [
    'loss',
    ...(hasSeveral ? prefixes.map((prefix) => `${prefix}loss`) : []),
    ...prefixes.flatMap((prefix, i) => metricsOf(i).map((metric) => prefix + metric)),
  ];
  const known = !hasHeldOut ? names : [...names, ...names.map((name) => `val_${name}`)];
  const watched = [
    { path: 'training.earlyStopping.monitor', name: training.earlyStopping?.monitor },
    { path: 'training.keepBest', name: typeof training.keepBest === 'object' ? training.keepBest.monitor : undefined },
    { path: 'training.schedule.monitor', name: training.schedule?.['monitor'] },
  ];
  return watched.flatMap(({ path, name }) => {
    if (typeof name !== 'string' || known.includes(name) || isOfClass(name, known)) return [];
    const fix = name.startsWith('val_') && !hasHeldOut ? 'hold rows out: "validationSplit": 0.2' : mend(name, known, prefixes);
    return [{ path, expected: `one of ${known.join(', ')}`, received: show(name), fix }];
  });
}

/** A number that no epoch has may be misspelt, of a metric that is not asked for, or both. */
function mend(name: string, known: readonly string[], prefixes: readonly string[]): string {
  const near = closest(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const held = name.startsWith('val_') ? 'val_' : '';
  const prefix = prefixes.find((one) => name.startsWith(held + one));
  const [, word, ofClass = ''] = /^(.*?)(_\d+)?$/.exec(name.slice(held.length + (prefix ?? '').length))!;
  const meant = typeOf(word!) ?? typeOf(closest(word!, [...typeOfWord.keys()]) ?? '');
  if (meant === undefined) return 'write one of these, or add a metric of that name in your program';
  const right = held + (prefix ?? prefixes[0]!) + meant + ofClass;
  if (right === name) return `add "${meant}" to "metrics"`;
  return known.includes(right) ? `did you mean "${right}"?` : `did you mean "${right}"? Then add "${meant}" to "metrics"`;
}

const typeOfWord: ReadonlyMap<string, string> = new Map(
  Object.values<MetricKind>(metricKinds).flatMap(({ type, aliases = [] }) => [type, ...aliases].map((word) => [word, type] as const)),
);
const typeOf = (word: string): string | undefined => typeOfWord.get(word);

function numbersWithoutMode({ spec: { training }, hasHeldOut }: MonitorParts): readonly Issue[] {
  const { schedule } = training;
  const { stopping, keeping } = watchedNumbers(training, hasHeldOut ? 'val_loss' : 'loss');
  const { monitor, mode } = (schedule ?? {}) as Partial<MonitoredNumber>;
  const slowing = monitor === undefined ? [] : [{ monitor, mode: mode ?? 'auto', path: 'training.schedule.monitor' }];
  const all: readonly WatchedNumber[] = [...new Set([...(stopping ? [stopping] : []), keeping]), ...slowing];
  return all
    .filter((one) => one.mode === 'auto' && direction(one.monitor) === undefined)
    .map(({ path, monitor }) => ({
      path,
      expected: 'a number of which is known whether less or more is better',
      received: show(monitor),
      fix:
        path === 'training.keepBest' ? `say it: { "monitor": "${monitor}", "mode": "max" }, or "min"` : 'say it: "mode": "max", or "min"',
    }));
}

/** Whether it is a metric of one class: `precision_0`. */
function isOfClass(name: string, known: readonly string[]): boolean {
  const metric = /^(.+)_\d+$/.exec(name)?.[1];
  return metric !== undefined && known.includes(metric) && !metric.endsWith('loss');
}
