import { beforeAll, describe, test } from '@jest/globals';
import { useBackend } from '../../src/node/backend.ts';
import { isNativeAsked } from '../backends.ts';
import { isLong } from '../long/isLong.ts';
import { examplesFor } from '../train/recorded/examples.ts';
import { imageNetworks } from '../train/recorded/imageNetworks.ts';
import { specOf } from '../train/recorded/networks.ts';
import { sequenceNetworks } from '../train/recorded/sequenceNetworks.ts';
import { vectorNetworks } from '../train/recorded/vectorNetworks.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { expectAlike, expectTrained, ROWS } from './graphRuns.ts';

leaveNoTensors();

/**
 * Weights whose gradients are rounding errors, of which Adam makes steps as long as any: biases in front of a normalisation that takes the
 * mean away, and, to some millionths, what stands behind one.
 */
const noise: Readonly<Record<string, readonly number[]>> = {
  'every layer that is an activation': [14],
  'residuals of layers and normalization': [11, 13],
  'batch normalization behind dense layers, classes weighted': [3],
  'batch normalization of channels, under adam': [1, 8],
  'recurrent layers on each other': [8, 10],
  'the same dense layer at each step, normalized': [1, 6],
  // A bias of all keys, by which a softmax over them does not change.
  'attention, of products and shares': [3],
};

const networks = [...vectorNetworks, ...imageNetworks, ...sequenceNetworks];

(isNativeAsked ? describe : describe.skip)('graphs train as operations run one by one do, within a millionth after 50 steps:', () => {
  beforeAll(() => useBackend('native'));

  // XLA compiles for a second or so: some of each kind, and all where there is time.
  test.each(networks.filter((_, i) => isLong || i % 8 === 1))('$name', async ({ name, network, training, weighted, ...rest }) => {
    const model = specOf(network, training);
    const rows = ROWS + (training.validationSplit === undefined ? 0 : 6);
    const examples = examplesFor(model, { ...rest, rows });
    const data = weighted ? { ...examples, sampleWeight: Array.from({ length: rows }, (_, i) => 0.5 + (i % 3)) } : examples;
    expectTrained(await expectAlike({ model, data, options: { ...training, batchSize: 4 } }, { noise: noise[name] ?? [] }));
  });
});
