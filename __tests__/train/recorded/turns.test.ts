import { afterEach, describe, expect } from '@jest/globals';
import type { KernelFunc, Tensor } from '@tensorflow/tfjs-core';
import { createTrainer, train, type Callback, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { testByTurns } from '../../long/spread.ts';
import { leaveNoTensors } from '../tensors.ts';
import { wave } from '../watch/runs.ts';
import { chain, dense, head, specOf, squares } from './networks.ts';
import { annealed, atFirst, registerReadingLayers, settings } from './readingCode.ts';
import { backends } from './runs.ts';
import type { StepInfo } from './toldStep.ts';

leaveNoTensors();

registerReadingLayers();
afterEach(() => void Object.assign(settings, atFirst));

const network = specOf(chain([3], dense(4), head()), squares);
const withLayer = (type: string) => specOf(chain([3], dense(4), { type, id: 'mine' }, head()), squares);
/** Three steps an epoch, the last of fewer rows. */
const data = { xs: wave(10, 3), ys: wave(10, 1) };
const base: TrainOptions = { epochs: 12, batchSize: 4, seed: 3, optimizer: { type: 'sgd', learningRate: 0.02 } };

describe.each(backends)('on %s', (backend) => {
  const testHere = testByTurns(backends.length, backends.indexOf(backend));

  async function historyOf(step: 'auto' | 'eager', model: object, options: TrainOptions, infos: StepInfo[] = [], rows = data) {
    Object.assign(settings, atFirst);
    const given = { ...base, ...options, step, backend, onStep: (info: StepInfo) => void infos.push(info) };
    const trained = await train(model as never, rows as never, given as never);
    const { history } = trained;
    trained.dispose();
    return history;
  }
  async function expectAlikeWith(model: object, options: () => TrainOptions): Promise<readonly StepInfo[]> {
    const infos: StepInfo[] = [];
    const eager = await historyOf('eager', model, options());
    expect(await historyOf('auto', model, options(), infos)).toEqual(eager);
    return infos;
  }
  const from =
    (epoch: number, change: () => void): NonNullable<Callback['onEpochBegin']> =>
    (event) =>
      event.epoch >= epoch ? change() : undefined;

  testHere('a loss reads what a callback changes between two epochs, from the next step on', async () => {
    const infos = await expectAlikeWith(network, () => ({
      loss: annealed().loss,
      callbacks: [{ onEpochBegin: from(7, () => (settings.beta = 0.5)) }],
    }));
    expect(infos.map(({ step }) => step)).toEqual(['recorded', 'eager']);
    expect(infos[1]!.reason).toBe('eager: the loss computes something else than when it was recorded');
  });

  testHere('a loss reads what a callback changes that counts for none of the rows of the next step', async () => {
    const weighted = (yTrue: Tensor, yPred: Tensor) => {
      const weights = tf.gather(tf.tensor1d([1, 1 + settings.beta]), tf.cast(tf.reshape(yTrue, [-1]), 'int32'));
      return tf.mul(weights, tf.mean(tf.square(tf.sub(yTrue, yPred)), -1));
    };
    const rows = { xs: wave(12, 3), ys: Array.from({ length: 12 }, (_, i) => [i < 8 ? 0 : 1]) };
    const options = () => ({ shuffle: false, loss: weighted, callbacks: [{ onEpochBegin: from(9, () => (settings.beta = 4)) }] });
    const infos: StepInfo[] = [];
    const eager = await historyOf('eager', network, options(), [], rows);
    expect(await historyOf('auto', network, options(), infos, rows)).toEqual(eager);
    expect(infos.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^recorded: /),
      'eager: the loss computes something else than when it was recorded',
    ]);
  });

  testHere('of two layers that may, that is named which computes something else', async () => {
    const two = specOf(chain([3], dense(4), { type: 'scaled', id: 'one' }, { type: 'bounded', id: 'two' }, head()), squares);
    const infos = await expectAlikeWith(two, () => ({ callbacks: [{ onEpochBegin: from(7, () => (settings.bound = 50)) }] }));
    expect(infos.at(-1)!.reason).toBe('eager: layer "two" computes something else than when it was recorded');
  });

  testHere('of a layer and a loss, the layer is named that made the numbers which another one reads', async () => {
    const infos = await expectAlikeWith(withLayer('given'), () => ({
      loss: annealed().loss,
      callbacks: [{ onEpochBegin: from(7, () => (settings.scale = 2)) }],
    }));
    expect(infos.at(-1)!.reason).toBe('eager: layer "mine" computes something else than when it was recorded');
  });

  testHere('a layer of TensorFlow.js that computes something else is named, not the loss of the program', async () => {
    const config = tf.getKernel('LeakyRelu', backend) as { kernelFunc: KernelFunc };
    const { kernelFunc } = config;
    const other: KernelFunc = (call) => tf.getKernel('Relu', backend).kernelFunc(call);
    const leaky = specOf(chain([3], dense(4), { type: 'leakyReLU', id: 'leaky' }, head()), squares);
    try {
      const infos = await expectAlikeWith(leaky, () => {
        config.kernelFunc = kernelFunc;
        return { loss: annealed().loss, callbacks: [{ onEpochBegin: from(7, () => (config.kernelFunc = other)) }] };
      });
      expect(infos.at(-1)!.reason).toBe('eager: layer "leaky" computes something else than when it was recorded');
    } finally {
      config.kernelFunc = kernelFunc;
    }
  });

  testHere('a layer reads what a callback changes between two epochs, also where rows are held out', async () => {
    const infos = await expectAlikeWith(withLayer('scaled'), () => ({
      validationSplit: 0.2,
      metrics: ['meanAbsoluteError'],
      callbacks: [{ onEpochBegin: from(7, () => (settings.scale = 2)) }],
    }));
    expect(infos.at(-1)!.reason).toBe('eager: layer "mine" computes something else than when it was recorded');
  });

  testHere('a loss reads what a program changes that goes through the epochs itself', async () => {
    const losses: Record<string, unknown> = {};
    for (const step of ['eager', 'auto'] as const) {
      settings.beta = 0;
      const trainer = await createTrainer(network, data as never, { ...base, loss: annealed().loss, step, backend } as never);
      for await (const { epoch } of trainer) settings.beta = epoch >= 7 ? 0.5 : 0;
      losses[step] = trainer.history;
      trainer.dispose();
    }
    expect(losses['auto']).toEqual(losses['eager']);
  });

  testHere(
    'a loss is judged once an epoch for each size of batches where callbacks have a turn, and hardly ever where none has',
    async () => {
      const [alone, watched] = [annealed(), annealed()];
      await historyOf('auto', network, { loss: alone.loss });
      await historyOf('auto', network, { loss: watched.loss, callbacks: [{ onEpochEnd: () => undefined }] });
      // The first step, two of each size, and the sixteenth run of the program for full batches.
      expect(alone.calls).toBe(6);
      expect(watched.calls).toBeGreaterThan(base.epochs!);
      expect(watched.calls).toBeLessThanOrEqual(6 + 2 * base.epochs!);
    },
  );

  testHere('a loss is left to operations from some step on where a callback has its turn before each', async () => {
    const loss = annealed();
    const infos = await expectAlikeWith(network, () => {
      loss.calls = 0;
      const callbacks: Callback[] = [{ onBatchEnd: ({ epoch }) => void (settings.beta = epoch >= 14 ? 0.5 : 0) }];
      return { epochs: 16, loss: loss.loss, callbacks };
    });
    expect(infos.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^recorded: /),
      'eager: the loss may compute something else in each step, as callbacks have their turn before it',
    ]);
    expect(loss.calls).toBe(3 * 16);
  });

  testHere('programs compute a loss again once callbacks have no turn before each step', async () => {
    const loss = annealed();
    const callback: Callback = {
      onEpochBegin({ epoch }) {
        if (epoch === 6) delete callback.onBatchEnd;
      },
    };
    const options = (): TrainOptions => {
      callback.onBatchEnd = () => undefined;
      return { epochs: 16, batchSize: 1, loss: loss.loss, callbacks: [callback] };
    };
    const infos: StepInfo[] = [];
    const eager = await historyOf('eager', network, options());
    loss.calls = 0;
    expect(await historyOf('auto', network, options(), infos)).toEqual(eager);
    expect(infos.map(({ step }) => step)).toEqual(['recorded', 'eager', 'recorded']);
    // Of 160 steps those of five epochs, some of the next and one of each that follows.
    expect(loss.calls).toBeLessThan(100);
  });

  testHere('a layer that changes a field of its own in each step is refused by name', async () => {
    const infos = await expectAlikeWith(withLayer('warm'), () => ({}));
    expect(infos).toEqual([{ step: 'eager', reason: 'eager: layer "mine" changes its "calls" from step to step' }]);
  });

  testHere('a step that is asked to be eager has rows that are held out answered so, too', async () => {
    const options = { epochs: 8, validationData: data, batchSize: 10 };
    const answers: number[] = [];
    const { predictOnBatch } = tfl.LayersModel.prototype;
    let calls = 0;
    tfl.LayersModel.prototype.predictOnBatch = function (...given) {
      calls++;
      return predictOnBatch.apply(this, given);
    };
    try {
      for (const step of ['eager', 'auto'] as const) {
        calls = 0;
        await historyOf(step, network, options as TrainOptions);
        answers.push(calls);
      }
    } finally {
      tfl.LayersModel.prototype.predictOnBatch = predictOnBatch;
    }
    expect(answers[0]! - answers[1]!).toBeGreaterThanOrEqual(5);
  });

  testHere('masks are those of the eager step where a program is judged in between', async () => {
    const model = specOf(chain([3], dense(4), { type: 'dropout', rate: 0.4 }, { type: 'gaussianNoise', stddev: 0.1 }, head()), squares);
    const infos = await expectAlikeWith(model, () => ({ epochs: 24, batchSize: 10 }));
    expect(infos.map(({ step }) => step)).toEqual(['recorded']);
  });
});
