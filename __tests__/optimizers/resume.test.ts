import { describe, expect, test } from '@jest/globals';
import type { Optimizer } from '../../src/optimizers/optimizer.ts';
import { optimizers, type OptimizerSpec } from '../../src/spec/optimizers.ts';
import { make, recorded, split, walk } from './walk.ts';

const variants: Readonly<Record<string, readonly object[]>> = {
  sgd: [{ momentum: 0.9, nesterov: true }],
  rmsprop: [{ momentum: 0.5 }, { centered: true }],
  adam: [{ amsgrad: true }],
  adamW: [{ amsgrad: true }],
  adamax: [{ decay: 0.1 }],
};
const common: readonly object[] = [
  { weightDecay: 0.1 },
  { weightDecay: 0.1, weightDecayOn: 'all' },
  { clipNorm: 0.5 },
  { globalClipNorm: 0.5 },
  { clipValue: 0.5 },
  { gradientAccumulationSteps: 3 },
  { useEma: true, emaMomentum: 0.5 },
  { learningRateMultipliers: { dense: 0.3 } },
  { learningRateMultipliers: { dense: 0 }, useEma: true },
  { gradientAccumulationSteps: 3, useEma: true, globalClipNorm: 1, weightDecay: 0.1 },
];

describe.each(Object.keys(optimizers))('%s', (type) => {
  const own = [{}, ...(variants[type] ?? [])];
  const specs = own.flatMap((options) => [{}, ...common].map((also) => ({ type, ...options, ...also }) as unknown as OptimizerSpec));

  test.each(specs)('goes on bit for bit where its state is put into another: %j', (spec) => {
    // 5 steps: in the middle of an accumulation.
    for (const stop of [0, 1, 5]) {
      const whole = walk(make(spec), split(recorded.weights), 0.1);
      const first = make(spec);
      const weights = split(recorded.weights);
      const begun = walk(first, weights, 0.1, { to: stop });
      const saved = first.save();
      const kept = structuredClone(saved);
      const second = make(spec);
      second.restore(saved);
      const ended = walk(second, weights, 0.1, { from: stop });
      expect([...begun.weights, ...ended.weights]).toEqual(whole.weights);
      expect([...begun.averages, ...ended.averages]).toEqual(whole.averages);
      // Neither the one that saved nor the one that restored writes into the snapshot.
      walk(first, split(recorded.weights), 0.1);
      expect(saved).toEqual(kept);
    }
  });
});

test('the state of other weights is refused', () => {
  const other: Optimizer = make('adam', [{ name: 'a/kernel', layer: 'a', size: 3, decays: true }]);
  expect(() => make('adam').restore(other.save())).toThrow('internal: the state of an optimizer belongs to other weights');
});
