import type { NestedLayer } from './layers/nested.ts';
import type { NormalisedLayer } from './normalised.ts';

/** Which values can come out of a layer: 0 to 1, at least 0, or any. */
export type Range = 'shares' | 'positive' | 'any';

/** The last activation on the way to an output. */
export interface LastActivation {
  readonly activation: string;
  readonly range: Range;
  /** The layer that has it. */
  readonly layer: NormalisedLayer;
}

const ranges: Readonly<Record<string, Range>> = {
  sigmoid: 'shares',
  hardSigmoid: 'shares',
  softmax: 'shares',
  relu: 'positive',
  relu6: 'positive',
  softplus: 'positive',
};

/** They only move values about. */
const movers: readonly string[] = ['flatten', 'reshape', 'permute', 'repeatVector', 'dropout'];

/** Undefined where the layer has no activation that tells (a sum, a layer of the user's own). */
export function lastActivation(id: string, layers: ReadonlyMap<string, NormalisedLayer>): LastActivation | undefined {
  const layer = layers.get(id);
  if (!layer) return undefined;
  if (movers.includes(layer.type)) return lastActivation(layer.from[0]!, layers);
  const activation = activationOf(layer.type, layer.options);
  return activation === undefined ? undefined : { activation, range: ranges[activation] ?? 'any', layer };
}

function activationOf(type: string, options: Readonly<Record<string, unknown>>): string | undefined {
  if (type === 'softmax') return 'softmax';
  if (type === 'reLU') return 'relu';
  if (type === 'timeDistributed') {
    const inside = options.layer as NestedLayer;
    return activationOf(inside.type, inside);
  }
  return typeof options.activation === 'string' ? options.activation : undefined;
}
