import type { Node } from './inferLayer.ts';
import type { Problem, WeightShape } from './kind.ts';
import type { NormalisedLayer } from './normalised.ts';
import { showShape, type Shape } from './shape.ts';

const fits = (a: Shape, b: Shape) => a.length === b.length && a.every((size, i) => size === b[i] || size === null || b[i] === null);

/** These remember every size of what they read first. */
const strict: readonly string[] = ['timeDistributed', 'convLstm2d'];

/** A layer that is used again needs inputs for which its weights have the same shapes. */
export function checkShared(layer: NormalisedLayer, first: Node, again: Node): Problem | undefined {
  const pairs = first.inputShapes.map((shape, i) => [shape, again.inputShapes[i] ?? []] as const);
  const sameSizes = !strict.includes(layer.type) || pairs.every(([a, b]) => fits(a, b));
  const sameRanks = first.weights.length === 0 || pairs.every(([a, b]) => a.length === b.length);
  const sameWeights = first.weights.every((weight, i) => fits(weight.shape, again.weights[i]?.shape ?? []));
  if (sameSizes && sameRanks && sameWeights) return undefined;
  const list = (shapes: readonly Shape[]) => shapes.map(showShape).join(' and ');
  return { expected: `an input like that of "${layer.sharedWith!}", ${list(first.inputShapes)}`, received: list(again.inputShapes) };
}

/** Weights that are written out are one nested list for each weight of the layer. */
export function checkWeights(written: unknown, weights: readonly WeightShape[]): Problem | undefined {
  if (!Array.isArray(written)) return undefined;
  const received = written.map(shapeOf);
  if (received.length === weights.length && received.every((shape, i) => shape !== undefined && fits(shape, weights[i]!.shape)))
    return undefined;
  return {
    option: 'weights',
    expected: weights.length === 0 ? 'no weights' : weights.map((weight) => `${weight.name} ${showShape(weight.shape)}`).join(', '),
    received: received.length === 0 ? 'none' : received.map((shape) => (shape ? showShape(shape) : 'a list that is not even')).join(', '),
  };
}

/** Sizes of a nested list of numbers, undefined where it is uneven. */
function shapeOf(value: unknown): Shape | undefined {
  if (!Array.isArray(value)) return [];
  if (value.length === 0) return [0];
  const first = shapeOf(value[0]);
  const even =
    first !== undefined &&
    value.every((entry) => {
      const shape = shapeOf(entry);
      return shape !== undefined && shape.length === first.length && fits(shape, first);
    });
  return even ? [value.length, ...first] : undefined;
}
