import type { Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import type { LossSpec } from './losses.ts';
import type { MetricSpec } from './metrics.ts';
import type { LastActivation } from './outputRange.ts';
import { join } from './option.ts';
import { showShape, type Shape } from './shape.ts';
import { targetKind } from './target.ts';
import type { Head } from './targets/kind.ts';

/** One end of the network. */
export interface End {
  /** `network.layers[3] dense` */
  readonly place: string;
  /** Batch first. Absent where it is not known. */
  readonly shape: Shape | undefined;
  readonly last: LastActivation | undefined;
}

/** What a dense layer needs to answer for a target. */
export const headFor = ({ value, classes }: Goal): Head => targetKind(value).head(value, classes);

/**
 * The loss that suits a target, or the last activation where there is none. Where the number of classes is not known, the
 * units tell it.
 */
export function lossFor(goal: Goal | undefined, { shape, last }: End): LossSpec {
  if (!goal) {
    if (last?.activation === 'softmax') return 'categoricalCrossentropy';
    return last?.range === 'shares' ? 'binaryCrossentropy' : 'meanSquaredError';
  }
  return targetKind(goal.value).loss(goal.value, headFor(goal).units ?? shape?.at(-1) ?? null);
}

/** The metrics that suit targets, each once; none without a target. */
export function metricsFor(goals: readonly Goal[]): readonly MetricSpec[] {
  const all = goals.flatMap(({ value }) => targetKind(value).metrics);
  return all.filter((metric, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(metric)) === i);
}

/** What flows into the head that is made for the target. */
export function checkBeforeHead({ place, shape, last }: End): readonly Issue[] {
  const issues: Issue[] = [];
  if (shape && shape.length !== 2) {
    issues.push({
      path: place,
      expected: 'one list of numbers a row for the head that the target asks for',
      received: showShape(shape.slice(1)),
      fix: shape.length === 3 ? 'end with flatten or globalAveragePooling1d' : 'end with flatten',
    });
  }
  if (last?.activation === 'softmax') {
    issues.push({
      path: activationPath(last),
      expected: 'no softmax before the head, which is made from the target with an activation of its own',
      received: '"softmax"',
      fix: `leave this layer out, or write "outputs": "${last.layer.id}" to make it the head`,
    });
  }
  return issues;
}

/** A head that was written out must answer for the target. */
export function checkWrittenHead({ place, shape, last }: End, goal: Goal): readonly Issue[] {
  const wanted = headFor(goal);
  const { value, column, classes } = goal;
  const kind = targetKind(value);
  const issues: Issue[] = [];
  const steps = goal.horizon === undefined ? [] : [goal.horizon];
  const sizes: Shape = steps.length > 0 && wanted.units === 1 ? steps : [...steps, wanted.units];
  if (shape && (shape.length !== sizes.length + 1 || sizes.some((size, i) => size !== null && shape[i + 1] !== size))) {
    const each = kind.describeUnits(value, column, classes);
    const expected = steps.length === 0 ? each : `${showShape(sizes)}, for each of the ${goal.horizon} steps ${each}`;
    issues.push({ path: place, expected, received: showShape(shape.slice(1)) });
  }
  if (!last || !shape) return issues;
  const refusal = kind.refuseActivation(value, last, shape.at(-1) ?? null);
  if (refusal !== undefined) {
    const { expected, fix } = refusal;
    issues.push({ path: activationPath(last), expected, received: `"${last.activation}"`, ...(fix === undefined ? {} : { fix }) });
  }
  return issues;
}

/** A softmax over one value gives 1, whatever goes in. */
export function checkSoftmax({ shape, last }: End): readonly Issue[] {
  if (last?.activation !== 'softmax' || shape?.at(-1) !== 1) return [];
  const fix = 'write "sigmoid", or as many units as there are classes';
  return [{ path: activationPath(last), expected: 'no softmax on 1 unit, which always gives 1', received: '"softmax"', fix }];
}

const activationPath = ({ layer }: LastActivation) =>
  layer.options.activation === undefined ? `${layer.path} ${layer.type}` : join(layer.path, 'activation');
