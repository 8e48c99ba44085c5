import type { Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import type { LossSpec } from './losses.ts';
import type { MetricSpec } from './metrics.ts';
import type { LastActivation } from './outputRange.ts';
import { join } from './option.ts';
import { showShape, type Shape } from './shape.ts';

/** One end of the network. */
export interface End {
  /** `network.layers[3] dense` */
  readonly place: string;
  /** Batch first. Absent where it is not known. */
  readonly shape: Shape | undefined;
  readonly last: LastActivation | undefined;
}

/** What a dense layer needs to answer for a target. Units are null where only the data can tell how many classes there are. */
export function headFor({ value, classes }: Goal): { readonly units: number | null; readonly activation: string } {
  if (value.type === 'number') return { units: 1, activation: 'linear' };
  return classes === 2 ? { units: 1, activation: 'sigmoid' } : { units: classes, activation: 'softmax' };
}

/**
 * The loss that suits a target, or the last activation where there is none. Where the number of classes is not known, the
 * units tell it.
 */
export function lossFor(goal: Goal | undefined, { shape, last }: End): LossSpec {
  if (!goal) {
    if (last?.activation === 'softmax') return 'categoricalCrossentropy';
    return last?.range === 'shares' ? 'binaryCrossentropy' : 'meanSquaredError';
  }
  if (goal.value.type === 'number') return 'meanSquaredError';
  return (goal.classes === null ? shape?.at(-1) === 1 : goal.classes === 2) ? 'binaryCrossentropy' : 'categoricalCrossentropy';
}

/** The metrics that suit a target; none without one. */
export function metricsFor(goal: Goal | undefined): readonly MetricSpec[] {
  if (!goal) return [];
  return [goal.value.type === 'number' ? 'meanAbsoluteError' : 'accuracy'];
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
  const issues: Issue[] = [];
  if (shape && (shape.length !== 2 || (wanted.units !== null && shape[1] !== wanted.units))) {
    issues.push({ path: place, expected: describeUnits(goal, wanted.units), received: showShape(shape.slice(1)) });
  }
  if (!last || !shape) return issues;
  const single = shape.at(-1) === 1;
  if (goal.value.type === 'category' && (single ? last.range !== 'shares' : last.activation !== 'softmax')) {
    const expected = `"${single ? 'sigmoid' : 'softmax'}", so that answers are probabilities`;
    issues.push({ path: activationPath(last), expected, received: `"${last.activation}"` });
  }
  if (goal.value.type === 'number' && goal.value.scale === 'standard' && last.range !== 'any') {
    issues.push({
      path: activationPath(last),
      expected: 'an activation that reaches numbers below and above 0, which "standard" scaling makes',
      received: `"${last.activation}"`,
      fix: 'leave the activation out, or give the target "scale": "minMax"',
    });
  }
  return issues;
}

/** A softmax over one value gives 1, whatever goes in. */
export function checkSoftmax({ shape, last }: End): readonly Issue[] {
  if (last?.activation !== 'softmax' || shape?.at(-1) !== 1) return [];
  const fix = 'write "sigmoid", or as many units as there are classes';
  return [{ path: activationPath(last), expected: 'no softmax on 1 unit, which always gives 1', received: '"softmax"', fix }];
}

function describeUnits({ column, value, classes }: Goal, units: number | null): string {
  if (value.type === 'number') return `1 unit for the number "${column}"`;
  if (classes === null) return `one unit for each class of "${column}"`;
  return `${units === 1 ? '1 unit' : `${String(units)} units`} for the ${classes} classes of "${column}"`;
}

const activationPath = ({ layer }: LastActivation) =>
  layer.options.activation === undefined ? `${layer.path} ${layer.type}` : join(layer.path, 'activation');
