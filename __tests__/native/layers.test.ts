import { beforeAll, describe, test } from '@jest/globals';
import type { ModelSpec } from 'netspec';
import { useBackend } from '../../src/node/backend.ts';
import { samples } from '../../src/node/doctor/sampleNetworks.ts';
import { isNativeAsked } from '../backends.ts';
import { isLong } from '../long/isLong.ts';
import { isWhole, spread } from '../long/spread.ts';
import { examplesFor } from '../train/recorded/examples.ts';
import { lossCases, subjectOf } from '../train/recorded/lossCases.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { expectAlike, expectTrained } from './graphRuns.ts';

leaveNoTensors();

/** What is left to the eager step, and why. */
const eagerly: Readonly<Record<string, RegExp>> = {
  // TensorFlow begins within the volume.
  'maxPooling3d with strides longer than its window': /maxPooling3d.* values/,
  'maxPooling3d with strides longer by two than its window': /maxPooling3d.* values/,
  'stateful simpleRNN': /carries its states/,
  'stateful gru': /carries its states/,
  'stateful lstm': /carries its states/,
  'stateful bidirectional': /carries its states/,
  randomWidth: /randomWidth.* values/,
  categoryEncoding: /categoryEncoding.* values/,
};
/** Weights whose gradients are rounding errors, of which Adam makes steps as long as any, and to some millionths what they lead to. */
const noise: Readonly<Record<string, readonly number[]>> = {
  batchNormalization: [1, 4],
  'layerNormalization of two axes': [1, 2],
  separableConv2d: [1],
  'dilated separableConv2d': [1],
  'dilated conv3d': [1],
  averagePooling3d: [1],
};

/** Two full batches an epoch, in their order: layers that keep their state need both. */
const ROWS = 8;
const options = { batchSize: 4, shuffle: false, epochs: isLong ? 25 : 4, optimizer: { type: 'adam', learningRate: 0.01 } } as const;
/** A graph takes a tenth of a second to load: some of each kind, and all where all is tested. */
const some = <Case>(cases: readonly Case[]): readonly Case[] => {
  const usual = cases.filter((_, i) => isWhole || i % 8 === 3);
  return spread(usual, 4);
};

(isNativeAsked ? describe : describe.skip)('graphs train as operations do, within a millionth,', () => {
  beforeAll(() => useBackend('native'));

  test.each(some(samples))('layers: $name', async ({ name, network, below }) => {
    const outputs = Array.isArray(network.outputs) ? network.outputs.length : 1;
    const model = { network, training: { loss: Array<'logcosh'>(outputs).fill('logcosh') } } as ModelSpec;
    const data = examplesFor(model, { rows: ROWS, ...(below === undefined ? {} : { below }) });
    const reason = eagerly[name];
    const expected = { ...(reason === undefined ? {} : ({ step: 'eager', reason } as const)), noise: noise[name] ?? [] };
    expectTrained(await expectAlike({ model, data, options }, expected));
  });

  test.each(some(lossCases))('losses: $title', async (lossCase) => {
    // The bias takes steps there that are large beside what they add up to.
    const noisy = lossCase.title === 'meanAbsolutePercentageError' ? [3] : [];
    expectTrained(await expectAlike(subjectOf(lossCase, [3], true), { noise: noisy }));
  });
});
