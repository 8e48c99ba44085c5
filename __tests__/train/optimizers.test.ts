import { describe, expect, test } from '@jest/globals';
import { createTrainer, train, type Callback, type ModelSpec, type TensorFunction, type TrainOptions } from 'netspec';
import { tf } from '#tf';
import { optimizers as kinds } from '../../src/spec/optimizers.ts';
import { spread } from '../long/spread.ts';
import { distance, leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const data = { xs: wave(24, 3), ys: wave(24, 2) };
const base = { loss: 'meanSquaredError', batchSize: 8, epochs: 3, seed: 4, backend: 'cpu' } as const;
const dense = (id: string, units: number, more: object = {}) => ({ type: 'dense', id, units, activation: 'tanh', ...more });
const networkOf = (...layers: object[]) => ({ input: [3], layers }) as unknown as NonNullable<ModelSpec['network']>;
const network = networkOf(dense('wide', 4), { type: 'dropout', rate: 0.2 }, dense('answer', 2, { activation: 'linear' }));

type Weights = ReturnType<typeof weightsOf>;

async function run(options: object, spec = network) {
  const trainer = await createTrainer(spec, data, { ...base, ...options } as TrainOptions);
  const start = weightsOf(trainer.layersModel);
  while ((await trainer.next()) !== undefined);
  const { history } = trainer;
  const model = await trainer.finish();
  const weights = weightsOf(model.layersModel);
  model.dispose();
  return { start, weights, history };
}

/** The length of all changes together. */
const lengthOf = (a: Weights, b: Weights): number => Math.hypot(...a.flatMap((values, i) => values.map((value, q) => value - b[i]![q]!)));

describe.each(Object.keys(kinds))('%s', (type) => {
  const rate = type === 'adadelta' ? 1 : 0.02;
  const common = [
    {},
    { weightDecay: 0.1, clipValue: 0.02 },
    { gradientAccumulationSteps: 2, globalClipNorm: 0.3 },
    { useEma: true, emaMomentum: 0.7, learningRateMultipliers: { wide: 0.3 } },
  ];
  test.each(spread(common, 2, Object.keys(kinds).indexOf(type) % 2))(
    'comes to the same by plain loops and by the operations of TF.js: %j',
    async (more) => {
      const options = { optimizer: { type, learningRate: rate, ...more }, validationSplit: 0.25, batchSize: 6 };
      const [plain, eager] = [await run(options), await run({ ...options, step: 'eager' })];
      expect(distance(plain.start, eager.start)).toBe(0);
      expect(distance(plain.weights, plain.start)).toBeGreaterThan(1e-4);
      // A sign may turn where a mean of gradients is 0 but for rounding; no weight here is such a one.
      expect(distance(plain.weights, eager.weights)).toBeLessThan(1e-5);
      for (const [name, values] of Object.entries(plain.history))
        values.forEach((value, i) => expect(value).toBeCloseTo(eager.history[name]![i]!, 5));
    },
  );
});

describe.each(['auto', 'eager'] as const)('a run (step: %s)', (step) => {
  const still = networkOf(dense('wide', 4), dense('answer', 2, { activation: 'linear' }));

  test.each(['sgd', 'adam', 'lion'])('accumulates the gradients of small batches to that of a large one: %s', async (type) => {
    const options = { step, shuffle: false, loss: 'meanSquaredError' } as const;
    const small = await run({ ...options, batchSize: 4, optimizer: { type, learningRate: 0.02, gradientAccumulationSteps: 3 } }, still);
    const large = await run({ ...options, batchSize: 12, optimizer: { type, learningRate: 0.02 } }, still);
    expect(distance(small.weights, large.weights)).toBeLessThan(1e-6);
    expect(distance(small.weights, small.start)).toBeGreaterThan(0.01);
  });

  test('changes nothing in the steps that accumulate, and its schedule counts the changes', async () => {
    const seen: Weights[] = [];
    const rates: number[] = [];
    const onBatchEnd: Callback['onBatchEnd'] = ({ learningRate }, { layersModel }) => {
      seen.push(weightsOf(layersModel));
      rates.push(learningRate);
    };
    await run({
      step,
      batchSize: 4,
      epochs: 1,
      optimizer: { type: 'sgd', learningRate: 1, gradientAccumulationSteps: 3 },
      schedule: { type: 'polynomialDecay', power: 1 },
      callbacks: [{ onBatchEnd }],
    });
    expect(seen.map((weights, i) => i > 0 && distance(weights, seen[i - 1]!) > 0)).toEqual([false, false, true, false, false, true]);
    expect(rates).toEqual([1, 1, 1, 0.5, 0.5, 0.5]);
  });

  test('takes no longer steps than clipped gradients allow', async () => {
    const once = { step, batchSize: 24, epochs: 1 } as const;
    const by = async (clip: object) => run({ ...once, optimizer: { type: 'sgd', learningRate: 0.5, ...clip } }, still);
    const free = await by({});
    const whole = lengthOf(free.weights, free.start);
    expect(whole).toBeGreaterThan(0.05);
    const short = await by({ globalClipNorm: 0.02 });
    expect(lengthOf(short.weights, short.start)).toBeCloseTo(0.01, 6);
    const each = await by({ clipNorm: 0.02 });
    each.weights.forEach((values, i) => expect(lengthOf([values], [each.start[i]!])).toBeLessThan(0.01 + 1e-6));
    const most = await by({ clipValue: 0.02 });
    expect(distance(most.weights, most.start)).toBeCloseTo(0.01, 6);
    const loose = await by({ globalClipNorm: 100 });
    expect(loose.weights).toEqual(free.weights);
  });

  test('ends with the means of its weights, by which held-out rows are measured too', async () => {
    /** Of the held-out rows, which are measured last. */
    let last: { readonly labels: number[][]; readonly answers: number[][] } | undefined;
    const keep: TensorFunction = (yTrue, yPred) => {
      last = { labels: yTrue.arraySync() as number[][], answers: yPred.arraySync() as number[][] };
      return tf.scalar(0);
    };
    const seen: Weights[] = [];
    const options = {
      step,
      optimizer: { type: 'adam', learningRate: 0.05, useEma: true, emaMomentum: 0.8 },
      validationSplit: 0.25,
    } as const;
    const model = await train(still, data, {
      ...base,
      ...options,
      metrics: [keep],
      callbacks: [{ onBatchEnd: (_, { layersModel }) => void seen.push(weightsOf(layersModel)) }],
    } as TrainOptions);
    const means = seen
      .slice(1)
      .reduce<Weights>((mean, weights) => mean.map((values, i) => values.map((value, q) => 0.8 * value + 0.2 * weights[i]![q]!)), seen[0]!);
    expect(distance(means, seen.at(-1)!)).toBeGreaterThan(0.01);
    expect(distance(weightsOf(model.layersModel), means)).toBeLessThan(1e-6);
    const rowsOf = last!.labels.map(([y]) => data.ys.findIndex((row) => Math.fround(row[0]!) === y));
    const answers = (await model.predict(rowsOf.map((row) => data.xs[row]!))) as unknown as number[][];
    expect(distance(answers, last!.answers)).toBe(0);
    model.dispose();
    const plainEnd = await run({ ...options, optimizer: { type: 'adam', learningRate: 0.05 } }, still);
    expect(plainEnd.history['loss']).toEqual(model.history['loss']);
  });

  test('keeps the means of the best epoch, where both are asked for', async () => {
    const options = {
      step,
      optimizer: { type: 'sgd', learningRate: 1.5, useEma: true, emaMomentum: 0.3 },
      validationSplit: 0.25,
      epochs: 8,
    } as const;
    const { history, weights } = await run({ ...options, keepBest: true }, still);
    const best = history['val_loss']!.indexOf(Math.min(...history['val_loss']!)) + 1;
    expect(best).toBeLessThan(8);
    expect(weights).toEqual((await run({ ...options, epochs: best }, still)).weights);
  });

  test('multiplies the learning rate of a layer: none, half, and as it is', async () => {
    const by = async (wide: number) =>
      run({ step, batchSize: 24, epochs: 1, optimizer: { type: 'sgd', learningRate: 0.5, learningRateMultipliers: { wide } } }, still);
    const [none, half, whole] = [await by(0), await by(0.5), await by(1)];
    expect(none.weights.slice(0, 2)).toEqual(none.start.slice(0, 2));
    expect(none.weights.slice(2)).toEqual(whole.weights.slice(2));
    const way = (end: typeof half) => end.weights[0]!.map((value, q) => value - end.start[0]![q]!);
    way(half).forEach((part, q) => expect(part).toBeCloseTo(way(whole)[q]! / 2, 6));
  });

  test('leaves a layer with trainable: false as it was, and all others train', async () => {
    const frozen = networkOf(dense('wide', 4), dense('still', 3, { trainable: false }), dense('answer', 2));
    for (const optimizer of ['sgd', 'adam', 'adamW', { type: 'adam', useEma: true, weightDecay: 0.1, weightDecayOn: 'all' }]) {
      const { start, weights } = await run({ step, optimizer }, frozen);
      // TF.js lists the weights that train first.
      const moved = weights.map((values, i) => values.some((value, q) => value !== start[i]![q]));
      expect(moved).toEqual([true, true, true, true, false, false]);
    }
  });

  test('shows means of weights within the constraints that the weights have', async () => {
    const bound = networkOf(
      dense('wide', 4, { kernelConstraint: 'nonNeg' }),
      dense('answer', 2, { kernelConstraint: { type: 'unitNorm' } }),
    );
    const optimizer = { type: 'sgd', learningRate: 0.3, useEma: true, emaMomentum: 0.8 } as const;
    const model = await train(bound, { xs: data.xs, ys: data.ys.map((row) => row.map(() => -1)) }, { ...base, step, optimizer });
    const { layersModel } = model;
    const [wide, answer] = ['wide', 'answer'].map((name) => layersModel.getLayer(name).getWeights()[0]!);
    expect(Math.min(...wide!.dataSync())).toBe(0);
    const norms = tf.tidy(() => tf.norm(answer!, 2, 0).dataSync());
    for (const norm of norms) expect(norm).toBeCloseTo(1, 5);
    model.dispose();
  });

  test('keeps constraints also where it validates, keeps its best and averages', async () => {
    const bound = networkOf(dense('wide', 4, { kernelConstraint: 'nonNeg' }), dense('answer', 2));
    for (const optimizer of ['sgd', 'adam']) {
      const seen: number[] = [];
      const model = await train(bound, { xs: data.xs, ys: data.ys.map((row) => row.map(() => -1)) }, {
        ...base,
        step,
        optimizer: { type: optimizer, learningRate: 0.3 } as never,
        validationSplit: 0.25,
        keepBest: true,
        callbacks: [
          {
            onBatchEnd: (_, { layersModel }) => void seen.push(Math.min(...weightsOf(layersModel)[0]!)),
            onEpochEnd: (_, { layersModel }) => void seen.push(Math.min(...weightsOf(layersModel)[0]!)),
          },
        ],
      }); // prettier-ignore
      expect(Math.min(...seen)).toBe(0); // some weight was driven against the bound, none beyond
      expect(Math.min(...weightsOf(model.layersModel)[0]!)).toBeGreaterThanOrEqual(0);
      model.dispose();
    }
  });
});
