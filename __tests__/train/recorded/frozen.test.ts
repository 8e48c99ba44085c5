import { describe, expect, test } from '@jest/globals';
import type { Scalar, Variable } from '@tensorflow/tfjs-core';
import { createTrainer, type Callback, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { leaveNoTensors } from '../tensors.ts';
import { wave } from '../watch/runs.ts';
import { imageRun } from './imageRun.ts';
import { backends, expectSame, trainBy } from './runs.ts';
import { expectStep, type StepInfo } from './toldStep.ts';
import { spread } from '../../long/spread.ts';

leaveNoTensors();

/** All that would move a weight without a gradient: what is remembered of earlier ones, and decay. */
const optimizers: readonly NonNullable<TrainOptions['optimizer']>[] = [
  { type: 'adam', learningRate: 0.05, weightDecay: 0.1, globalClipNorm: 0.5 },
  { type: 'momentum', learningRate: 0.05, momentum: 0.9 },
  { type: 'sgd', learningRate: 0.1, weightDecay: 0.1, gradientAccumulationSteps: 2 },
  { type: 'adamW', learningRate: 0.05, clipNorm: 0.1, useEma: true },
];
const rows = wave(4, 3);
const input = () => tf.tensor2d(rows);

describe.each(backends)('on %s', (backend) => {
  test.each(spread(optimizers, backends.length, backends.indexOf(backend)))(
    'a layer that is frozen between steps stands still, whatever the optimizer remembers of it: %j',
    async (optimizer) => {
      const run = async (step: 'eager' | 'auto') => {
        const seen: number[][] = [];
        const infos: StepInfo[] = [];
        const freeze: Callback = {
          onBatchEnd(_, { layersModel }) {
            const layer = layersModel.getLayer('wide');
            seen.push(layer.getWeights().flatMap((weight) => [...weight.dataSync()]));
            if (seen.length === 6) layer.trainable = false;
            if (seen.length === 12) layer.trainable = true;
          },
        };
        const trained = await trainBy(step, imageRun, backend, { optimizer, infos, callbacks: [freeze] });
        return { trained, seen, infos };
      };
      const [eager, auto] = [await run('eager'), await run('auto')];
      expectSame(auto.trained, eager.trained);
      expect(auto.seen).toEqual(eager.seen);
      expectStep(auto.infos, 'recorded');
      const { seen } = auto;
      expect(seen).toHaveLength(16);
      for (const frozen of seen.slice(6, 12)) expect(frozen).toEqual(seen[5]);
      expect(seen[3]).not.toEqual(seen[5]);
      expect(seen[13]).not.toEqual(seen[5]);
    },
  );

  test('what a program makes of a frozen weight stays, also where it is out of its bounds', async () => {
    const layersModel = tfl.sequential({
      layers: [
        tfl.layers.dense({ units: 2, inputShape: [3], name: 'held', kernelConstraint: tfl.constraints.unitNorm({ axis: 0 }) }),
        tfl.layers.dense({ units: 1 }),
      ],
    });
    const held = layersModel.getLayer('held');
    const options = { loss: 'meanSquaredError', optimizer: 'adam', epochs: 6, batchSize: 4, seed: 1, backend } as const;
    const trainer = await createTrainer(layersModel, { xs: rows, ys: wave(4, 1) }, options);
    await trainer.next();
    held.trainable = false;
    tf.tidy(() => held.weights.forEach((weight, i) => (weight.read() as Variable).assign(tf.fill(weight.shape as number[], i + 2))));
    while ((await trainer.next()) !== undefined);
    const model = await trainer.finish();
    expect(held.getWeights().flatMap((weight) => [...weight.dataSync()])).toEqual([2, 2, 2, 2, 2, 2, 3, 3]);
    model.dispose();
  });

  test('weights that a loss does not depend on are left as they are, as by the optimizers of TensorFlow.js', async () => {
    const newModel = () =>
      tfl.sequential({
        layers: [2, 1].map((units, i) => tfl.layers.dense({ units, kernelInitializer: 'ones', biasInitializer: 'ones', ...(i === 0 ? { inputShape: [3] } : {}) })), // prettier-ignore
      });
    const [ours, stock] = [newModel(), newModel()];
    /** Of all weights in the first two steps, of the last layer alone after them. */
    const lossOf = (model: typeof ours, step: number) => () =>
      step < 2
        ? (tf.mean(tf.square(model.apply(input(), { training: true }) as Scalar)) as Scalar)
        : (tf.sum(tf.square(model.layers[1]!.weights[0]!.read())) as Scalar);
    const options = {
      loss: 'meanSquaredError',
      optimizer: { type: 'adam', learningRate: 0.05 },
      epochs: 6,
      batchSize: 4,
      seed: 1,
      backend,
      trainStep: ({ step, minimize }) => ({ loss: minimize(lossOf(ours, step)) }),
    } satisfies TrainOptions;
    const trainer = await createTrainer(ours, { xs: rows, ys: wave(4, 1) }, options);
    while ((await trainer.next()) !== undefined);
    const model = await trainer.finish();
    const adam = tf.train.adam(0.05);
    const variables = stock.trainableWeights.map((weight) => weight.read() as Variable);
    for (let step = 0; step < 6; step++) tf.tidy(() => void adam.minimize(lossOf(stock, step), false, variables));
    adam.dispose();
    const numbers = (model: typeof ours) => model.getWeights().flatMap((weight) => [...weight.dataSync()]);
    numbers(ours).forEach((value, i) => expect(value).toBeCloseTo(numbers(stock)[i]!, 5));
    model.dispose();
    stock.dispose();
  });
});
