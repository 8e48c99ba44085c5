import type { Issue } from '../errors.ts';
import type { Labels } from './lossRules.ts';
import { metrics, type MetricKind } from './metrics.ts';
import type { NamedValue } from './normalised.ts';
import { join } from './option.ts';
import type { Shape } from './shape.ts';

/** A metric that cannot be taken from the output or the labels. `shapes` are those of the outputs, as far as they are known. */
export function checkMetric(metric: NamedValue, path: string, shapes: readonly Shape[], labels: Labels | undefined): readonly Issue[] {
  const kind: MetricKind = metrics[metric.type as keyof typeof metrics];
  const received = `"${kind.type}"`;
  if (labels?.type === 'number' && kind.labels !== undefined) {
    return [{ path, expected: 'a metric for a number', received, fix: 'write "meanAbsoluteError" or "r2Score"' }];
  }
  if (labels?.type === 'category' && kind.labels === 'indices') {
    const fix = 'write "accuracy": it takes classes as they are encoded here, one 0 or 1 for each';
    return [{ path, expected: 'a metric for encoded classes', received, fix }];
  }
  if (kind.severalUnits && shapes.length > 0 && shapes.every((shape) => shape.at(-1) === 1)) {
    const fix = kind.labels === undefined ? {} : { fix: `write "${/accuracy/i.test(kind.type) ? 'accuracy' : 'binaryCrossentropy'}"` };
    return [{ path, expected: 'a metric for 1 unit', received: `"${kind.type}", which compares several`, ...fix }];
  }
  const units = shapes.map((shape) => shape.at(-1)).find((size) => typeof size === 'number' && size > 2);
  if (metric.average === 'binary' && units !== undefined) {
    const expected = `an average over ${units} units: "macro", "micro", "weighted" or "none"`;
    return [{ path: join(path, 'average'), expected, received: '"binary", which is about two classes' }];
  }
  return [];
}
