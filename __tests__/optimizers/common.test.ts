import { describe, expect, test } from '@jest/globals';
import { decaysByName } from '../../src/optimizers/decays.ts';
import type { Parameter } from '../../src/optimizers/optimizer.ts';
import { optimizers, type OptimizerSpec } from '../../src/spec/optimizers.ts';
import { join, make, recorded, split, walk } from './walk.ts';

const types = Object.keys(optimizers) as (keyof typeof optimizers)[];
const twoLayers: readonly Parameter[] = [
  { name: 'first/kernel', layer: 'first', size: 4, decays: true },
  { name: 'second/kernel', layer: 'second', size: 2, decays: true },
];
/** One step of sgd whose learning rate is 1: what is taken from weights of 0 is the gradient as it was made. */
const taken = (options: object, gradients: readonly number[]) => {
  const weights = split([0, 0, 0, 0, 0, 0]);
  make({ type: 'sgd', ...options }).apply(weights, split(gradients), 1);
  return join(weights).map((value) => 0 - value);
};
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6) as unknown as number);
const from = (step: readonly number[], [start, end]: readonly [number, number]) => step.slice(start, end);

describe.each(types)('%s', (type) => {
  const spec = (options: object) => ({ type, ...options }) as OptimizerSpec;

  test('moves a layer by its multiplier of the learning rate', () => {
    const multiplied = walk(make(spec({ learningRateMultipliers: { second: 0.5 } }), twoLayers), split(recorded.weights), 0.1).weights;
    const whole = walk(make(spec({}), twoLayers), split(recorded.weights), 0.1).weights;
    const half = walk(make(spec({}), twoLayers), split(recorded.weights), 0.05).weights;
    multiplied.forEach((step, i) => {
      expect(from(step, [0, 4])).toEqual(from(whole[i]!, [0, 4]));
      expect(from(step, [4, 6])).toEqual(close(from(half[i]!, [4, 6])));
    });
  });

  test('leaves a layer as it is whose multiplier is 0, with weight decay, and whatever its gradient', () => {
    const options = { learningRateMultipliers: { second: 0 }, weightDecay: 0.1, weightDecayOn: 'all', globalClipNorm: 1 };
    const optimizer = make(spec(options), twoLayers);
    const alone = make(spec({ ...options, learningRateMultipliers: {} }), [twoLayers[0]!]);
    const weights = split(recorded.weights);
    const [kernel] = split(recorded.weights);
    for (const gradient of recorded.gradients) {
      optimizer.apply(weights, split([...gradient.slice(0, 4), NaN, 1e9]), 0.1);
      alone.apply([kernel!], [split(gradient)[0]!], 0.1);
    }
    expect(Array.from(weights[1]!)).toEqual(recorded.weights.slice(4));
    // Nor do its gradients count in the norm.
    expect(weights[0]).toEqual(kernel);
  });

  test.each([{}, { clipNorm: 0.1 }, { globalClipNorm: 0.1 }, { clipValue: 0.1 }, { gradientAccumulationSteps: 2 }])(
    'leaves a layer as it is that has no gradient, whatever it remembers of earlier ones, with %j',
    (options) => {
      const optimizer = make(spec({ ...options, weightDecay: 0.1, weightDecayOn: 'all' }), twoLayers);
      const weights = split(recorded.weights);
      const [moved, left, again] = [[0, 4] as const, [4, 8] as const, [8, 10] as const].map(([start, end]) =>
        recorded.gradients.slice(start, end).map((gradient, step) => {
          const [first, second] = split(gradient);
          optimizer.apply(weights, [first, start === 4 ? undefined : second], 0.1);
          return [Array.from(weights[0]!), Array.from(weights[1]!), step] as const;
        }),
      );
      for (const [first, second, step] of left!) {
        expect(second).toEqual(moved!.at(-1)![1]);
        if (step % 2 === 1) expect(first).not.toEqual(moved!.at(-1)![0]);
      }
      expect(again!.at(-1)![1]).not.toEqual(moved!.at(-1)![1]);
    },
  );

  test('has no part of a layer without a gradient in the norm', () => {
    const options = { globalClipNorm: 0.1, weightDecay: 0.1 };
    const [optimizer, alone] = [make(spec(options), twoLayers), make(spec(options), [twoLayers[0]!])];
    const [weights, [kernel]] = [split(recorded.weights), split(recorded.weights)];
    for (const gradient of recorded.gradients) {
      optimizer.apply(weights, [split(gradient)[0]!, undefined], 0.1);
      alone.apply([kernel!], [split(gradient)[0]!], 0.1);
    }
    expect(weights).toEqual([kernel, Float32Array.from(recorded.weights.slice(4))]);
  });

  test('forgets what it has accumulated of a layer that has no gradient when the weights change', () => {
    const options = { gradientAccumulationSteps: 2 };
    const [optimizer, fresh] = [make(spec(options), twoLayers), make(spec(options), twoLayers)];
    const [weights, others] = [split(recorded.weights), split(recorded.weights)];
    const [first, second] = split(recorded.gradients[0]!);
    optimizer.apply(weights, [first!.slice(), second!.slice()], 0.1);
    optimizer.apply(weights, [first!.slice(), undefined], 0.1);
    fresh.apply(others, [first!.slice(), undefined], 0.1);
    fresh.apply(others, [first!.slice(), undefined], 0.1);
    for (let step = 0; step < 2; step++) {
      optimizer.apply(weights, [first!.slice(), second!.slice()], 0.1);
      fresh.apply(others, [first!.slice(), second!.slice()], 0.1);
    }
    expect(weights).toEqual(others);
    expect(Array.from(weights[1]!)).not.toEqual(recorded.weights.slice(4));
  });

  test('decays kernels alone, or all', () => {
    const after = (options: object) => {
      const weights = split(recorded.weights);
      make(spec({ weightDecay: 0.5, ...options })).apply(weights, split([0, 0, 0, 0, 0, 0]), 0.1);
      return join(weights);
    };
    expect(after({})).toEqual(close(recorded.weights.map((value, i) => (i < 4 ? 0.95 * value : value))));
    expect(after({ weightDecayOn: 'all' })).toEqual(close(recorded.weights.map((value) => 0.95 * value)));
  });

  test('moves by the mean of the gradients that it accumulates', () => {
    const weights = split(recorded.weights);
    const accumulating = make(spec({ gradientAccumulationSteps: 2 }));
    accumulating.apply(weights, split(recorded.gradients[0]!), 0.1);
    expect(join(weights)).toEqual(recorded.weights);
    accumulating.apply(weights, split(recorded.gradients[1]!), 0.1);

    const atOnce = split(recorded.weights);
    const mean = recorded.gradients[0]!.map((value, i) => (value + recorded.gradients[1]![i]!) / 2);
    make(spec({})).apply(atOnce, split(mean), 0.1);
    expect(join(weights)).toEqual(close(join(atOnce)));
  });

  test('lowers a bowl of squares', () => {
    const optimizer = make(spec({}));
    const weights = split(recorded.weights);
    const height = () => join(weights).reduce((sum, value) => sum + value * value, 0);
    const before = height();
    for (let step = 0; step < 20; step++) {
      optimizer.apply(
        weights,
        weights.map((weight) => weight.map((value) => 2 * value)),
        type === 'adadelta' ? 1 : 0.01,
      );
    }
    expect(height()).toBeLessThan(before);
  });
});

describe('clipping', () => {
  const gradient = [3, 4, 0, 0, 0.6, -0.8];

  test('by norm scales each weight by itself', () => {
    expect(taken({ clipNorm: 2 }, gradient)).toEqual(close([1.2, 1.6, 0, 0, 0.6, -0.8]));
    expect(taken({ clipNorm: 0.5 }, gradient)).toEqual(close([0.3, 0.4, 0, 0, 0.3, -0.4]));
  });

  test('by the global norm scales all by one factor', () => {
    const factor = 2 / Math.sqrt(26);
    expect(taken({ globalClipNorm: 2 }, gradient)).toEqual(close(gradient.map((value) => value * factor)));
    expect(taken({ globalClipNorm: 6 }, gradient)).toEqual(close(gradient));
  });

  test('by value moves each number', () => {
    expect(taken({ clipValue: 0.7 }, gradient)).toEqual(close([0.7, 0.7, 0, 0, 0.6, -0.7]));
  });

  test.each(['clipNorm', 'globalClipNorm', 'clipValue'])('by %s does not hide NaN', (option) => {
    expect(taken({ [option]: 1 }, [NaN, 1, 0, 0, 0, 0])[0]).toBeNaN();
  });
});

describe('the mean of weights', () => {
  test('is that which one would write down by hand', () => {
    const { weights, averages } = walk(make({ type: 'sgd', useEma: true, emaMomentum: 0.8 }), split(recorded.weights), 0.1);
    let mean = weights[0]!;
    weights.forEach((step, i) => {
      if (i > 0) mean = mean.map((value, q) => 0.8 * value + 0.2 * step[q]!);
      expect(averages[i]).toEqual(close(mean));
    });
  });

  test('follows those changes alone that accumulated gradients make', () => {
    const { weights, averages } = walk(
      make({ type: 'sgd', useEma: true, emaMomentum: 0.8, gradientAccumulationSteps: 4 }),
      split(recorded.weights),
      0.1,
    );
    expect(averages.slice(0, 3)).toEqual([recorded.weights, recorded.weights, recorded.weights]);
    expect(averages[3]).toEqual(weights[3]);
    expect(averages[6]).toEqual(weights[3]);
    expect(averages[7]).toEqual(close(weights[3]!.map((value, q) => 0.8 * value + 0.2 * weights[7]![q]!)));
  });

  test('comes to the weights of a layer that is left as it is', () => {
    const optimizer = make({ type: 'sgd', useEma: true, emaMomentum: 0.8 }, twoLayers);
    const weights = split(recorded.weights);
    recorded.gradients.slice(0, 2).forEach((gradient) => optimizer.apply(weights, split(gradient), 0.1));
    let mean = Array.from(optimizer.averages![1]!);
    const still = Array.from(weights[1]!);
    expect(mean).not.toEqual(still);
    for (let step = 2; step < 6; step++) {
      optimizer.apply(weights, [split(recorded.gradients[step]!)[0]!, undefined], 0.1);
      mean = mean.map((value, q) => 0.8 * value + 0.2 * still[q]!);
      expect(Array.from(optimizer.averages![1]!)).toEqual(close(mean));
    }
  });

  test('is not kept unless it is asked for', () => {
    expect(make('adam').averages).toBeUndefined();
  });
});

test('rmsprop with centered stays finite where all gradients are alike', () => {
  const optimizer = make({ type: 'rmsprop', centered: true, decay: 0.5 });
  const weights = split(recorded.weights);
  for (let step = 0; step < 200; step++) optimizer.apply(weights, split([1000.1, 0.3, 7.7, 1e-3, 31.7, -123.4]), 1e-6);
  expect(join(weights).every(Number.isFinite)).toBe(true);
});

test('a multiplier for a layer without weights is told', () => {
  const create = (ids: object) => () => make({ type: 'adam', learningRateMultipliers: ids as Record<string, number> }, twoLayers);
  expect(create({ frist: 0, 'no layer': 2, second: 1 })).toThrowErrorMatchingInlineSnapshot(`
   "the spec has 2 problems
     training.optimizer.learningRateMultipliers.frist: expected the id of a layer with weights that are trained, received "frist"
       fix: did you mean "first"?
     training.optimizer.learningRateMultipliers["no layer"]: expected the id of a layer with weights that are trained, received "no layer"
       fix: known are first, second"
  `);
});

test('weight decay is for kernels and embeddings', () => {
  const names = [
    'a/kernel',
    'a/kernel_3',
    'lstm/recurrent_kernel',
    'b/depthwise_kernel',
    'b/pointwise_kernel_1',
    'e/embeddings',
    'kernel/kernel',
  ];
  expect(names.filter(decaysByName)).toEqual(names);
  const others = ['a/bias', 'kernel/bias', 'n/gamma', 'n/beta_1', 'p/alpha', 'n/moving_mean', 'a/kernels'];
  expect(others.filter(decaysByName)).toEqual([]);
});
