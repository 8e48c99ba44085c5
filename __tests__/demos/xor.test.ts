import { describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { xor, type XorResult } from '../../src/demos/xor.ts';
import type { XorOptions } from '../../src/demos/xorOptions.ts';
import { train } from '../../src/index.ts';
import { useBackend } from '../../src/node/backend.ts';
import { isLong } from '../long/isLong.ts';

/** All but what a clock tells. */
const timeless = ({ milliseconds: _, withoutHidden: { milliseconds: __, ...withoutHidden }, ...result }: XorResult) => ({
  ...result,
  withoutHidden,
});

describe('with the defaults', () => {
  const seeds = isLong ? 100 : 12;

  test(`every seed from 0 to ${seeds - 1} solves it, and none does without a hidden layer`, async () => {
    for (let seed = 0; seed < seeds; seed++) {
      const { solved, steps, loss, predictions, withoutHidden } = await xor({ seed });
      expect({ seed, solved, rounded: predictions.map((point) => point.rounded) }).toEqual({ seed, solved: true, rounded: [0, 1, 1, 0] });
      expect(loss).toBeLessThan(0.01);
      expect(steps).toBeLessThan(100);
      for (const { expected, output } of predictions) expect(Math.abs(output - expected)).toBeLessThan(0.04);

      expect(withoutHidden.solved).toBe(false);
      expect(withoutHidden.steps).toBe(300);
      expect(withoutHidden.loss).toBeCloseTo(Math.LN2, 5);
      for (const { output } of withoutHidden.predictions) expect(Math.abs(output - 0.5)).toBeLessThan(0.001);
    }
  });

  test('without a seed one is drawn, told, and gives the same run again', async () => {
    const first = await xor();
    expect(first.spec.training?.seed).toBe(first.seed);
    expect(timeless(await xor({ seed: first.seed }))).toEqual(timeless(first));
  });
});

test.each<XorOptions>([
  { seed: 1 },
  { seed: 2 ** 31 - 1, hidden: 1, steps: 50 },
  { seed: 6, hidden: 5, activation: 'relu', learningRate: 0.03 },
  { seed: 7, hidden: 3, activation: 'sigmoid', steps: 1 },
  { seed: 8, hidden: 2, activation: 'linear' },
])('without loading TF.js it comes to the same bits as train(): %j', async (options) => {
  await useBackend('cpu');
  const { spec, losses, weights, predictions } = await xor(options);
  const xs = predictions.map(({ x }) => [...x]);
  const data = { xs, ys: predictions.map(({ expected }) => [expected]) };
  const model = await train(spec, data, { stopWhen: ({ metrics }) => metrics['loss']! < 0.01 });
  expect(model.history['loss']).toEqual(losses);
  expect(model.layersModel.getWeights().map((weight) => weight.arraySync())).toEqual(weights.flatMap(({ kernel, bias }) => [kernel, bias]));
  expect(await model.predict(xs)).toEqual(predictions.map(({ output }) => [output]));
  model.dispose();
});

test('a network that plain loops do not know is trained by TF.js', async () => {
  const { solved, weights } = await xor({ seed: 5, activation: 'swish' });
  expect([solved, weights.map(({ id }) => id)]).toEqual([true, ['hidden', 'output']]);
});

test('a loss that becomes no number is explained', async () => {
  await useBackend('cpu');
  const before = tf.memory().numTensors;
  await expect(xor({ seed: 3, learningRate: 1e38 })).rejects.toThrow('the loss grew from 0.694 to 8.06 over the last 7 batches');
  expect(tf.memory().numTensors).toBe(before);
});

test('the loss of each step is told, and falls below 0.01', async () => {
  const { losses, steps } = await xor({ seed: 1 });
  expect(losses).toHaveLength(steps);
  expect(losses[0]).toBeGreaterThan(0.4);
  expect(losses.at(-1)).toBeLessThan(0.01);
});

test('weights and predictions belong together: the network computed by hand gives the same answers', async () => {
  const { weights, predictions } = await xor({ seed: 2, hidden: 5 });
  const [hidden, output] = weights;
  expect([hidden!.id, output!.id]).toEqual(['hidden', 'output']);
  const through = (x: readonly number[], { kernel, bias }: typeof hidden & object) =>
    bias.map((shift, unit) => x.reduce((sum, value, i) => sum + value * kernel[i]![unit]!, shift));
  for (const { x, output: answer } of predictions) {
    const [sum] = through(through(x, hidden!).map(Math.tanh), output!);
    expect(1 / (1 + Math.exp(-sum!))).toBeCloseTo(answer, 5);
  }
});

test('the surface meets the four points', async () => {
  const { surface, predictions } = await xor({ seed: 3 });
  const { minimum, maximum, step, values } = surface;
  expect(values).toHaveLength((maximum - minimum) / step + 1);
  for (const { x, output } of predictions) {
    const [column, row] = x.map((value) => (value - minimum) / step);
    expect(values[row!]![column!]).toBeCloseTo(output, 5);
  }
});

test.each<[XorOptions, boolean]>([
  [{ seed: 5, activation: 'relu' }, true],
  [{ seed: 5, hidden: 3, learningRate: 0.05, steps: 3000 }, true],
  [{ seed: 5, activation: 'linear' }, false], // layers without a bend are one layer
  [{ seed: 5, steps: 3 }, false],
])('%j: solved is %s', async (options, solved) => {
  const result = await xor(options);
  expect(result.solved).toBe(solved);
  if (!solved) expect(result.steps).toBe(options.steps ?? 300);
});

test('it is plain data that JSON keeps', async () => {
  const result = await xor({ seed: 1, hidden: 2, steps: 5 });
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

test('it leaves no tensor behind, and the backend as it was', async () => {
  await useBackend('wasm');
  await xor({ seed: 1 });
  const before = tf.memory().numTensors;
  await xor({ seed: 1 });
  expect(tf.memory().numTensors).toBe(before);
  expect(tf.getBackend()).toBe('wasm');
});

test('wrong options are all told', async () => {
  await expect(xor({ seed: -1, hiden: 4, activation: 'tan' } as never)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the call of xor has 3 problems
     seed: expected an integer >= 0, received -1
     activation: expected one of linear, relu, relu6, elu, selu, sigmoid, hardSigmoid, softmax, logSoftmax, softplus, softsign, tanh, swish, mish, gelu or gelu_new, received "tan"
       fix: did you mean "tanh"?
     hiden: expected an option of xor, received "hiden"
       fix: did you mean "hidden"?"
  `);
});

describe('a signal', () => {
  test('that is aborted before ends it at once, by its reason, on the backend that was there', async () => {
    await useBackend('wasm');
    const before = tf.memory().numTensors;
    await expect(xor({ seed: 1, signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect([tf.getBackend(), tf.memory().numTensors]).toEqual(['wasm', before]);
  });

  test('that is aborted on the way ends it there', async () => {
    await useBackend('cpu');
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const running = xor({ seed: 1, steps: 1e9, learningRate: 1e-9, signal: controller.signal });
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(running).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('that is not aborted changes nothing, and what is none is refused', async () => {
    expect(timeless(await xor({ seed: 1, signal: new AbortController().signal }))).toEqual(timeless(await xor({ seed: 1 })));
    await expect(xor({ signal: 'stop' } as never)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call of xor has a problem
       signal: expected an AbortSignal, received "stop""
    `);
  });
});
