import { expect } from '@jest/globals';
import { isLong } from '../long/isLong.ts';
import { capture } from './capture.ts';
import { testOfWhole } from '../long/spread.ts';

interface Folds {
  readonly event: string;
  readonly metrics: Readonly<Record<string, { readonly mean: number; readonly values: readonly number[] }>>;
}

/** Means of five folds of a shipped table, without a spec. */
async function folds(table: string, target: string, seed: number): Promise<Folds['metrics']> {
  const data = `examples/data/${table}.csv`;
  const words = ['--target', target, '--folds', '5', '--seed', String(seed), '--backend', 'cpu', '--quiet', '--json'];
  const { code, stdout } = await capture(['train', '--data', data, ...words]);
  expect(code).toBe(0);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Folds);
  return events.find(({ event }) => event === 'folds')!.metrics;
}

// scikit-learn's MLPClassifier(32) with its defaults is right in 0.960 of iris, on the mean of three five-fold cross-validations.
testOfWhole(
  'without a spec a network tells irises apart as well as one that was set up by hand',
  async () => {
    const found = [];
    for (const seed of isLong ? [0, 1, 2] : [0]) found.push((await folds('iris', 'species', seed))['accuracy']!.mean);
    expect(found.reduce((sum, mean) => sum + mean, 0) / found.length).toBeGreaterThanOrEqual(isLong ? 0.95 : 0.94);
  },
  120_000,
);
