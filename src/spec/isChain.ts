import type { NormalisedNetwork } from './normalised.ts';

/** Whether a network is one layer after another from its only input to its only output, none of whose weights are another's. */
export function isChain({ inputs, layers, outputs }: NormalisedNetwork): boolean {
  return (
    inputs.length === 1 &&
    outputs.length === 1 &&
    layers.length > 0 &&
    layers.every(
      ({ from, sharedWith }, i) => from.length === 1 && from[0] === (layers[i - 1] ?? inputs[0]!).id && sharedWith === undefined,
    ) &&
    outputs[0]!.from === layers.at(-1)!.id
  );
}
