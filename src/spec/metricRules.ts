import type { Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import { metrics, type MetricKind } from './metrics.ts';
import type { NamedValue, NormalisedModel } from './normalised.ts';
import { join } from './option.ts';
import type { Shape } from './shape.ts';
import { targetKind } from './target.ts';

/** A metric that cannot be taken from the output or the labels. `shapes` are those of the outputs, as far as they are known. */
export function checkMetric(metric: NamedValue, path: string, shapes: readonly Shape[], goal: Goal | undefined): readonly Issue[] {
  const kind: MetricKind = metrics[metric.type as keyof typeof metrics];
  const received = `"${kind.type}"`;
  const seen = goal && targetKind(goal.value).measuredAs;
  if (kind.labels === 'quantiles') {
    const fix = 'give the target the type "quantiles"';
    return seen === 'quantiles' ? [] : [{ path, expected: 'a metric for what is no list of quantiles', received, fix }];
  }
  if (seen === 'quantiles' && kind.labels === undefined) return [];
  if ((seen === 'numbers' || seen === 'quantiles') && kind.labels !== undefined) {
    return [{ path, expected: 'a metric for a number', received, fix: 'write "meanAbsoluteError" or "r2Score"' }];
  }
  if (seen !== undefined && kind.labels === 'indices') {
    const fix = 'write "accuracy": it takes classes as they are encoded here, one 0 or 1 for each';
    return [{ path, expected: 'a metric for encoded classes', received, fix }];
  }
  if (seen === 'labels' && kind.severalUnits) {
    return [{ path, expected: 'a metric for several labels, each yes or no', received, fix: 'write "f1" or "accuracy"' }];
  }
  if (goal?.value.type === 'ordinal')
    return kind.labels === undefined ? [{ path, expected: 'a metric for classes', received, fix: 'write "meanRankError"' }] : [];
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

/**
 * Of several targets, each is measured by what suits it: a metric of numbers tells nothing of classes. A metric that suits none is
 * a mistake.
 */
export function checkMetricOfAny(metric: NamedValue, path: string, outputs: readonly Measured[]): readonly Issue[] {
  const found = outputs.map(({ goal, shape }) => checkMetric(metric, path, shape ? [shape] : [], goal));
  if (outputs.some(({ goal }, i) => found[i]!.length === 0 && goal !== undefined && suits(metric, goal.value))) return [];
  const wrong = found.find((issues) => issues.length > 0);
  return wrong ?? [{ path, expected: 'a metric for one of the targets', received: `"${metric.type}"` }];
}

/** An output and the target that it answers for. */
export interface Measured {
  readonly goal: Goal | undefined;
  readonly shape: Shape | undefined;
}

/** Whether a metric is taken of a target that is one of several. */
function suits({ type }: NamedValue, target: NamedValue): boolean {
  const { labels, madeFor }: MetricKind = metrics[type as keyof typeof metrics];
  if (madeFor !== undefined) return target.type === madeFor;
  const { measuredAs } = targetKind(target);
  return labels !== undefined || measuredAs === 'numbers' || measuredAs === 'quantiles';
}

/**
 * Whether a metric is taken of each output.
 * @param widths Lengths of their last axes.
 */
export function measuredOutputs(
  { target = {} }: Pick<NormalisedModel, 'target'>,
  metric: NamedValue,
  widths: readonly (number | null)[],
): readonly boolean[] {
  const targets = Object.entries(target);
  if (targets.length < 2) return widths.map(() => true);
  return targets.map(([column, value], i) => {
    const goal = { column, path: '', value, classes: null };
    return suits(metric, value) && checkMetric(metric, '', [[null, widths[i]!]], goal).length === 0;
  });
}
