import type { Node } from './inferLayer.ts';
import type { NormalisedLayer, NormalisedNetwork } from './normalised.ts';
import { product } from './shape.ts';
import { inferShapes } from './shapes.ts';

/** How many numbers are learned. Null where only the data can tell. */
export interface Parameters {
  readonly total: number | null;
  readonly trainable: number | null;
}

/** Counts the weights of a network without building it. Weights that layers share count once. */
export function countParameters(network: NormalisedNetwork): Parameters {
  const { nodes } = inferShapes(network);
  const counts = network.layers.map((layer) => countOfLayer(layer, nodes.get(layer.id)));
  return { total: sum(counts.map(({ total }) => total)), trainable: sum(counts.map(({ trainable }) => trainable)) };
}

/** The weights that a layer adds: none for one that shares those of another. */
export function countOfLayer(layer: NormalisedLayer, node: Node | undefined): Parameters {
  if (layer.sharedWith !== undefined) return { total: 0, trainable: 0 };
  const weights = node?.weights ?? [];
  const learned = layer.options.trainable === false ? [] : weights.filter(({ trainable = true }) => trainable);
  return { total: sum(weights.map(({ shape }) => product(shape))), trainable: sum(learned.map(({ shape }) => product(shape))) };
}

const sum = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((all, count) => (all === null || count === null ? null : all + count), 0);
