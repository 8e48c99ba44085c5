import { describe, expect, test } from '@jest/globals';
import type { ModelSpec } from 'netspec';
import { spread } from '../../long/spread.ts';
import { examplesFor } from './examples.ts';
import { imageNetworks } from './imageNetworks.ts';
import { dense, specOf } from './networks.ts';
import { backends, expectAlike, expectTrained } from './runs.ts';
import { sequenceNetworks } from './sequenceNetworks.ts';
import { vectorNetworks } from './vectorNetworks.ts';

const networks = [...vectorNetworks, ...imageNetworks, ...sequenceNetworks];

test('there are many networks, each with a name of its own', () => {
  expect(new Set(networks.map(({ name }) => name)).size).toBe(networks.length);
  expect(networks.length).toBeGreaterThanOrEqual(40);
});

describe.each(backends)('a recorded step trains as the eager one, bit for bit, on %s:', (backend) => {
  test.each(spread(networks, 4, 2 * backends.indexOf(backend)))('$name', async ({ network, training, weighted, ...rest }) => {
    const model = specOf(network, training);
    const examples = examplesFor(model, rest);
    const rows = rest.rows ?? 6;
    const data = weighted ? { ...examples, sampleWeight: Array.from({ length: rows }, (_, i) => 0.5 + (i % 3)) } : examples;
    expectTrained(await expectAlike({ model, data, options: training }, backend));
  });

  test('rows of a table, with words and classes, and two targets that do not count alike', async () => {
    const model = {
      features: { size: 'number', colour: 'category', words: { type: 'text', minFrequency: 1 } },
      target: { price: { type: 'number', lossWeight: 0.3 }, sold: 'category' },
      network: { layers: [dense(5), { type: 'dropout', rate: 0.2 }] },
    } as unknown as ModelSpec;
    const data = Array.from({ length: 10 }, (_, i) => ({
      size: Math.sin(i),
      colour: 'rgb'[i % 3]!,
      words: ['one two', 'two three', 'three'][i % 3]!,
      price: Math.cos(3 * i),
      sold: i % 2 === 0 ? 'yes' : 'no',
    }));
    expectTrained(await expectAlike({ model, data, options: { validationSplit: 0.4 } }, backend));
  });
});
