import { examplesFor } from '../train/recorded/examples.ts';
import { imageNetworks } from '../train/recorded/imageNetworks.ts';
import { specOf, type NetworkCase } from '../train/recorded/networks.ts';
import type { Subject } from '../train/recorded/runs.ts';
import { sequenceNetworks } from '../train/recorded/sequenceNetworks.ts';
import { vectorNetworks } from '../train/recorded/vectorNetworks.ts';
import { ROWS } from './graphRuns.ts';

export const networks: readonly NetworkCase[] = [...vectorNetworks, ...imageNetworks, ...sequenceNetworks];

/**
 * Weights whose gradients are rounding errors, of which Adam makes steps as long as any: biases in front of a normalisation that takes the
 * mean away, and, to some millionths, what stands behind one.
 */
export const noise: Readonly<Record<string, readonly number[]>> = {
  'every layer that is an activation': [12, 14],
  'residuals of layers and normalization': [11, 13],
  'batch normalization behind dense layers, classes weighted': [3],
  'batch normalization of channels, under adam': [1, 8],
  'recurrent layers on each other': [8, 10],
  'the same dense layer at each step, normalized': [1, 6],
  // A bias of all keys, by which a softmax over them does not change.
  'attention, of products and shares': [3],
};

/** A training of a network of 50 steps. */
export function subjectOf({ network, training, weighted, ...rest }: NetworkCase): Subject {
  const model = specOf(network, training);
  const rows = ROWS + (training.validationSplit === undefined ? 0 : 6);
  const examples = examplesFor(model, { ...rest, rows });
  const data = weighted ? { ...examples, sampleWeight: Array.from({ length: rows }, (_, i) => 0.5 + (i % 3)) } : examples;
  return { model, data, options: { ...training, batchSize: 4 } };
}
