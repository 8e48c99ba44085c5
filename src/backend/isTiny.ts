import type { NormalisedNetwork } from '../spec/normalised.ts';
import { product } from '../spec/shape.ts';
import { inferShapes } from '../spec/shapes.ts';
import { MOST_WEIGHTS } from './tiny.ts';

/** Whether plain JavaScript answers rows as fast as they are read: few weights, each used once a row (no windows, no steps). */
export function isTiny(network: NormalisedNetwork): boolean {
  const { nodes } = inferShapes(network);
  let weights = 0;
  for (const { id } of network.layers) {
    const node = nodes.get(id);
    if (node === undefined || node.inputShapes.some((shape) => shape.length > 2) || product(node.shape.slice(1)) === null) return false;
    for (const { shape } of node.weights) weights += product(shape) ?? Infinity;
  }
  return weights <= MOST_WEIGHTS;
}
