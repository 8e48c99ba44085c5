import type { Constraint } from '../constraints.ts';
import type { Initializer } from '../initializers.ts';
import { isProblem, kind, type LayerKind, type Problem, type WeightShape } from '../kind.ts';
import type { Normalised, Options } from '../option.ts';
import { showShape } from '../shape.ts';

/** A kind of layer that also refuses initializers and constraints which cannot be used for a weight of that shape. */
export const layerKind = <const T extends string, const O extends Options>(entry: LayerKind<T, O>): LayerKind<T, O> =>
  kind({
    ...entry,
    outputShape: (inputs, options) => {
      const shape = entry.outputShape(inputs, options);
      if (isProblem(shape)) return shape;
      return checkWeightOptions(entry.weights?.(inputs, options) ?? [], options) ?? shape;
    },
  });

/** What is wrong with the initializer or constraint of a weight. */
export function checkWeightOptions<O extends Options>(weights: readonly WeightShape[], options: Normalised<O>): Problem | undefined {
  for (const { initializer: name, shape } of weights) {
    if (name === undefined) continue;
    const rank = shape.length;
    const initializer = (options as Readonly<Record<string, unknown>>)[name] as Initializer;
    const square = rank === 2 && (shape[0] === shape[1] || shape.includes(null));
    if (initializer.type === 'identity' && !square) {
      return { option: name, expected: 'a square matrix for "identity"', received: `a weight of ${showShape(shape)}` };
    }
    if (initializer.type === 'orthogonal' && rank < 2) {
      return { option: name, expected: 'a weight of 2 dimensions or more for "orthogonal"', received: showShape(shape) };
    }
    const constraintName = name.replace(/Initializer$/, 'Constraint');
    const constraint = (options as Readonly<Record<string, unknown>>)[constraintName] as Constraint | undefined;
    if (constraint && 'axis' in constraint && (constraint.axis >= rank || constraint.axis < -rank)) {
      return { option: constraintName, expected: `an axis of a weight of ${showShape(shape)}`, received: String(constraint.axis) };
    }
    if (constraint?.type === 'minMaxNorm' && constraint.minValue > constraint.maxValue) {
      return {
        option: constraintName,
        expected: `a minValue of at most maxValue, ${constraint.maxValue}`,
        received: String(constraint.minValue),
      };
    }
  }
  return undefined;
}
