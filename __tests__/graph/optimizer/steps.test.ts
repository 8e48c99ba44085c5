import { describe, expect, test } from '@jest/globals';
import { optimizers, type OptimizerSpec } from '../../../src/spec/optimizers.ts';
import { specsOf } from '../../optimizers/variants.ts';
import { make } from '../../optimizers/walk.ts';
import { copy, distance, parameters, problem, STEPS, walkInGraph } from './walk.ts';
import { spread } from '../../long/spread.ts';

/** Rates that change, over 0 too. */
const rateOf = (type: string, step: number) => (type === 'adadelta' ? 1 : 0.01) * (step === 12 ? 0 : 1 + (step % 3));
const more: Readonly<Record<string, readonly object[]>> = {
  sgd: [{ momentum: 0.99 }, { momentum: 0.99, nesterov: true }],
  momentum: [{ momentum: 0.8, useNesterov: true }, { momentum: 0.99 }],
  rmsprop: [{ centered: true, momentum: 0.99, decay: 0.999 }, { decay: 0.3 }],
  adam: [
    { beta1: 0, beta2: 0 },
    { beta1: 0.3, beta2: 0.9999 },
  ],
  lion: [{ beta1: 0, beta2: 0.3 }],
};

describe.each(Object.keys(optimizers))('%s', (type) => {
  const specs = [...specsOf(type), ...(more[type] ?? []).map((own) => ({ type, ...own }) as unknown as OptimizerSpec)];

  test.each(spread(specs, 4, Object.keys(optimizers).indexOf(type) % 4))(
    'makes the steps in a graph that it makes over arrays: %j',
    (spec) => {
      const { weights, gradients } = problem(7);
      const plain = make(spec, parameters);
      const expected = copy(weights);
      const graph = walkInGraph(spec, weights);
      for (let step = 0; step < STEPS; step++) {
        plain.apply(expected, copy(gradients[step]!), rateOf(type, step));
        graph.step(gradients[step]!, rateOf(type, step));
        expect(distance(expected, graph.weights)).toBeLessThan(1e-6);
        expect(graph.optimizer.averages?.length).toBe(plain.averages?.length);
        expect(distance(plain.averages ?? [], graph.optimizer.averages?.map((index) => graph.slots[index]!) ?? [])).toBeLessThan(1e-6);
      }
      expect(distance(expected, weights)).toBeGreaterThan(0.01);
    },
  );
});
