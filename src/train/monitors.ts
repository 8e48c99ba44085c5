import type { LayersModel } from '@tensorflow/tfjs-layers';
import { closest, show, SpecError } from '../errors.ts';
import { nameMetrics } from '../metrics/nameMetrics.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';
import type { TensorFunction } from './losses.ts';

export interface MonitorParts {
  readonly training: NormalisedTraining;
  readonly layersModel: LayersModel;
  readonly hasHeldOut: boolean;
  /** Metrics written in the program. */
  readonly metrics: readonly TensorFunction[];
}

/** @throws SpecError where a number is watched that no epoch will have. */
export function checkMonitors({ training, layersModel, hasHeldOut, metrics: own }: MonitorParts): void {
  const prefixes = layersModel.outputNames.length > 1 ? layersModel.outputNames.map((name) => `${name}_`) : [''];
  const metrics = [...nameMetrics(training.metrics), ...own.map(({ name }) => name)];
  const names = ['loss', ...prefixes.flatMap((prefix) => metrics.map((metric) => prefix + metric))];
  const known = !hasHeldOut ? names : [...names, ...names.map((name) => `val_${name}`)];
  const watched = [
    { path: 'training.earlyStopping.monitor', name: training.earlyStopping?.monitor },
    { path: 'training.keepBest', name: training.keepBest },
    { path: 'training.schedule.monitor', name: training.schedule?.['monitor'] },
  ];
  const issues = watched.flatMap(({ path, name }) => {
    if (typeof name !== 'string' || known.includes(name) || isOfClass(name, known)) return [];
    const near = closest(name, known);
    const needsRows = name.startsWith('val_') && !hasHeldOut;
    const fix = needsRows
      ? 'hold rows out: "validationSplit": 0.2'
      : near === undefined
        ? 'add it to "metrics"'
        : `did you mean "${near}"?`;
    return [{ path, expected: `one of ${known.join(', ')}`, received: show(name), fix }];
  });
  if (issues.length > 0) throw new SpecError('the spec', issues);
}

/** Whether it is a metric of one class: `precision_0`. */
function isOfClass(name: string, known: readonly string[]): boolean {
  const metric = /^(.+)_\d+$/.exec(name)?.[1];
  return metric !== undefined && known.includes(metric) && !metric.endsWith('loss');
}
