import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { decaysByName } from '../../optimizers/decays.ts';
import type { Parameter } from '../../optimizers/optimizer.ts';

/** A trainable weight of a tf.LayersModel. */
export interface ModelWeight extends Parameter {
  readonly variable: Variable;
  /** What keeps it in bounds, where something does. */
  readonly constraint: Weight['constraint'];
}

type Weight = LayersModel['trainableWeights'][number];

/** The weights that are trained, in the model's order, as an optimizer knows them. */
export function trainableWeights(layersModel: LayersModel): readonly ModelWeight[] {
  const layers = new Map(layersModel.layers.flatMap((layer) => layer.weights.map((weight) => [weight, layer.name] as const)));
  return layersModel.trainableWeights.map((weight) => ({
    name: weight.originalName,
    layer: layers.get(weight) ?? weight.originalName.split('/')[0]!,
    size: weight.shape.reduce<number>((size, n) => size * (n ?? 1), 1),
    shape: (weight.read() as Variable).shape,
    decays: decaysByName(weight.originalName),
    variable: weight.read() as Variable,
    constraint: weight.constraint,
  }));
}
