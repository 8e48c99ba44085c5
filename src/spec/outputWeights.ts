import type { NormalisedModel } from './normalised.ts';

/** How much the loss of each output counts in the whole, as the targets say; without targets 1 each. */
export function outputWeights({ network, target = {} }: Pick<NormalisedModel, 'network' | 'target'>): readonly number[] {
  const weights = Object.values(target).map(({ lossWeight }) => (typeof lossWeight === 'number' ? lossWeight : 1));
  return network.outputs.map((_, i) => weights[i] ?? 1);
}
