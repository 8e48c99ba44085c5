import { describe, expect, test } from '@jest/globals';
import type { ModelSpec } from 'netspec';
import { isLong } from '../../long/isLong.ts';
import { spread } from '../../long/spread.ts';
import { samples } from '../../../src/node/doctor/sampleNetworks.ts';
import { examplesFor } from './examples.ts';
import { ARE_DRAWS_RECORDED } from './toldStep.ts';
import { backends, expectAlike, expectTrained, type Expected } from './runs.ts';

/** Those of which every sample is trained by itself, and why they cannot be recorded. */
const eagerly: Readonly<Record<string, Expected>> = {
  'stateful simpleRNN': { step: 'eager', reason: /state/ },
  'stateful gru': { step: 'eager', reason: /state/ },
  'stateful lstm': { step: 'eager', reason: /state/ },
  'stateful bidirectional': { step: 'eager', reason: /state/ },
  randomWidth: { step: 'eager', reason: /RandomWidth|randomWidth|shape|width/ }, // another width at each step
  categoryEncoding: { step: 'eager', reason: /categoryEncoding.* values/ }, // it looks whether they are in bounds
  ...(ARE_DRAWS_RECORDED ? {} : { dropout: { step: 'eager', reason: /constant/ } as const }), // it has a seed, and so another mask at each step
};

/** A full batch at each step, in their order: layers that keep their state need both. Plain loops know no logcosh. */
const ROWS = 4;
const options = { batchSize: ROWS, shuffle: false, epochs: isLong ? 50 : 5, optimizer: { type: 'adam', learningRate: 0.01 } } as const;

test('what cannot be recorded is known by the name of its sample', () => {
  const names = samples.map(({ name }) => name);
  expect(Object.keys(eagerly).filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(backends)('a recorded step trains each kind of layer as the eager one, bit for bit, on %s:', (backend) => {
  test.each(spread(samples, 6, 3 * backends.indexOf(backend)))('$name', async ({ name, network, below }) => {
    const outputs = Array.isArray(network.outputs) ? network.outputs.length : 1;
    const model = { network, training: { loss: Array<'logcosh'>(outputs).fill('logcosh') } } as ModelSpec;
    const data = examplesFor(model, { rows: ROWS, ...(below === undefined ? {} : { below }) });
    expectTrained(await expectAlike({ model, data, options }, backend, eagerly[name]));
  });
});
