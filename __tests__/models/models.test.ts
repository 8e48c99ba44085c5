import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { check, train, type ModelSpec } from 'netspec';
import { root } from '../docs/run.ts';
import { isLong } from '../long/isLong.ts';
import { testOfWhole } from '../long/spread.ts';

const read = (name: string) => JSON.parse(readFileSync(join(root, 'models', name), 'utf8')) as ModelSpec;
const files = readdirSync(join(root, 'models'));

async function heldOutAccuracy(name: string, options: { seed: number; epochs?: number }): Promise<number> {
  const model = await train(read(`${name}.json`), join(root, `examples/data/${name}.csv`), options);
  model.dispose();
  return (model.heldOut!.metrics as { accuracy: number }).accuracy;
}

test.each(files)('models/%s is right, and a short training lowers its loss', async (file) => {
  const spec = read(file);
  expect(check(spec)).toEqual([]);
  const level = spec.forecast ? 2 : 0; // above 0, where it has logarithms
  const rows = Array.from({ length: 40 }, (_, i) => {
    const columns = { ...spec.features, ...spec.target };
    const cell = ([name, kind]: [string, unknown], j: number) => {
      if (name === spec.forecast?.time) return [name, new Date(Date.UTC(2020, i)).toISOString().slice(0, 7)];
      const isNumber = kind === 'number' || (kind as { type?: string }).type === 'number';
      return [name, isNumber ? level + Math.sin(i * (j + 1)) : String(i % 2)];
    };
    return Object.fromEntries(Object.entries(columns).map(cell));
  });
  const model = await train(spec, rows, { epochs: 4, validationSplit: 0, testSplit: 0, seed: 1 });
  const losses = model.history['loss']!;
  expect(losses.at(-1)!).toBeLessThan(losses[0]!);
  model.dispose();
});

const seeds = Array.from({ length: isLong ? 10 : 3 }, (_, seed) => seed);

test(`iris reaches 0.95 on its held-out fifth, on average of ${seeds.length} seeds`, async () => {
  let sum = 0;
  for (const seed of seeds) sum += await heldOutAccuracy('iris', { seed });
  expect(sum / seeds.length).toBeGreaterThanOrEqual(0.95);
});

const digits = isLong ? { epochs: 20, accuracy: 0.975 } : { epochs: 4, accuracy: 0.95 };

testOfWhole(
  `digits reaches ${digits.accuracy} on its held-out fifth in ${digits.epochs} epochs`,
  async () => {
    expect(await heldOutAccuracy('digits', { seed: 0, epochs: digits.epochs })).toBeGreaterThanOrEqual(digits.accuracy);
  },
  120_000,
);
