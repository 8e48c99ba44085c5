import type { Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import { lossKind, type LossKind } from './losses.ts';
import type { LastActivation } from './outputRange.ts';
import type { NamedValue } from './normalised.ts';
import { join } from './option.ts';
import { showShape, type Shape } from './shape.ts';
import { targetKind } from './target.ts';

/** One output and its loss. */
export interface Judged {
  readonly loss: NamedValue;
  /** Where the loss was written: `training.loss`. */
  readonly path: string;
  /** Of the output, batch first. Absent where it is not known. */
  readonly shape: Shape | undefined;
  readonly last: LastActivation | undefined;
  /** The target that it answers for, where there is one. */
  readonly goal: Goal | undefined;
}

/** A loss that cannot go with the output's units, its activation, or the labels. The first reason is told. */
export function checkLoss(judged: Judged): readonly Issue[] {
  const kind = lossKind(judged.loss);
  const issue = checkLabels(kind, judged) ?? checkUnits(kind, judged) ?? checkActivation(kind, judged) ?? checkAxis(judged);
  return issue ? [issue] : [];
}

function checkLabels(kind: LossKind, { path, goal, loss }: Judged): Issue | undefined {
  const refusal = goal && targetKind(goal.value).refuseLoss(goal.value, loss, kind);
  return refusal && { path, received: `"${kind.type}"`, ...refusal };
}

function checkUnits(kind: LossKind, { path, shape, loss }: Judged): Issue | undefined {
  if (kind.severalUnits && shape?.at(-1) === 1) {
    const other = forOneUnit(kind);
    const fix = other === undefined ? {} : { fix: `write "${other}"` };
    return { path, expected: 'a loss for 1 unit', received: `"${kind.type}", which compares several`, ...fix };
  }
  if (kind.type === 'softmaxCrossEntropy' && Number(loss.labelSmoothing) > 0 && shape && shape.length !== 2) {
    return {
      path: join(path, 'labelSmoothing'),
      expected: `0 for an output of ${showShape(shape)}`,
      received: String(loss.labelSmoothing),
    };
  }
  return undefined;
}

/** The loss that asks of one unit what this one asks of several. */
function forOneUnit({ type, takes }: LossKind): string | undefined {
  if (type === 'categoricalFocalCrossentropy') return 'binaryFocalCrossentropy';
  return takes === undefined ? undefined : takes === 'scores' ? 'sigmoidCrossEntropy' : 'binaryCrossentropy';
}

function checkActivation(kind: LossKind, { path, last }: Judged): Issue | undefined {
  if (!last || kind.takes === undefined) return undefined;
  const { activation, range, layer } = last;
  const place = `${layer.path} ${layer.type}`;
  const received = `"${kind.type}" after ${activation}`;
  if (kind.takes === 'scores' && range === 'shares') {
    return {
      path,
      expected: 'a loss for probabilities',
      received,
      fix: `give ${place} no activation, or write "${probabilityLoss(activation)}"`,
    };
  }
  if (kind.takes === 'positive' && range === 'any') {
    return { path, expected: 'a loss for values below 0 too', received, fix: `give ${place} activation "softplus", or write another loss` };
  }
  if (kind.takes === 'shares' && range !== 'shares') {
    const wanted = kind.severalUnits || kind.type === 'kullbackLeiblerDivergence' ? 'softmax' : 'sigmoid';
    return { path, expected: 'a loss for values that may lie outside 0 to 1', received, fix: `give ${place} activation "${wanted}"` };
  }
  return undefined;
}

const probabilityLoss = (activation: string) => (activation === 'softmax' ? 'categoricalCrossentropy' : 'binaryCrossentropy');

function checkAxis({ loss, path, shape }: Judged): Issue | undefined {
  if (loss.type !== 'cosineDistance' || !shape) return undefined;
  const rank = shape.length;
  const axis = Number(loss.axis);
  const fits = (axis >= 1 && axis < rank) || (axis <= -1 && axis > -rank);
  return fits
    ? undefined
    : { path: join(path, 'axis'), expected: `an axis of ${showShape(shape)} after the batch`, received: String(axis) };
}
