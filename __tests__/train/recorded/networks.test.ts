import { describe, expect, test } from '@jest/globals';
import { examplesFor } from './examples.ts';
import { imageNetworks } from './imageNetworks.ts';
import { specOf } from './networks.ts';
import { backends, expectAlike, expectTrained } from './runs.ts';
import { sequenceNetworks } from './sequenceNetworks.ts';
import { vectorNetworks } from './vectorNetworks.ts';

const networks = [...vectorNetworks, ...imageNetworks, ...sequenceNetworks];

test('there are many networks, each with a name of its own', () => {
  expect(new Set(networks.map(({ name }) => name)).size).toBe(networks.length);
  expect(networks.length).toBeGreaterThanOrEqual(40);
});

describe.each(backends)('a recorded step trains as the eager one, bit for bit, on %s:', (backend) => {
  test.each(networks)('$name', async ({ network, training, weighted, ...rest }) => {
    const model = specOf(network, training);
    const examples = examplesFor(model, rest);
    const rows = rest.rows ?? 6;
    const data = weighted ? { ...examples, sampleWeight: Array.from({ length: rows }, (_, i) => 0.5 + (i % 3)) } : examples;
    expectTrained(await expectAlike({ model, data, options: training }, backend));
  });
});
