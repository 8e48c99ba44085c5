import { describe, expect, test } from '@jest/globals';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Callback, Control, TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { testByTurns } from '../../long/spread.ts';
import { leaveNoTensors } from '../tensors.ts';
import { answers, imageRun, newModel, questions } from './imageRun.ts';
import { backends, expectSame, expectTrained, finish, inMemory, start, trainBy, weightsOf, type Trained } from './runs.ts';
import { expectStep, type StepInfo } from './toldStep.ts';

leaveNoTensors();

/** Called after each step, counted from 1 over all epochs; adds to a log what it sees. */
type AfterStep = (step: number, control: Control, log: unknown[]) => void | Promise<void>;

const afterStep = (call: AfterStep, log: unknown[]): Callback => {
  let steps = 0;
  return { onBatchEnd: async (_, control) => await call(++steps, control, log) };
};

const trainables = (model: LayersModel) => model.trainableWeights.map((weight) => Float32Array.from(weight.read().dataSync()));

/** The steps, from the second on, after which what was seen was other than before. */
const movedAt = (log: readonly unknown[]) => log.flatMap((seen, i) => (i > 0 && String(seen) !== String(log[i - 1]) ? [i + 1] : []));

describe.each(backends)('between steps on %s,', (backend) => {
  const testHere = testByTurns(backends.length, backends.indexOf(backend));

  /** What happens between steps comes to the same as between eager ones. Gives what it came to, and what was seen. */
  async function expectAlikeWith(call: AfterStep, options: TrainOptions = {}): Promise<Trained & { readonly log: readonly unknown[] }> {
    const [log, eagerLog]: [unknown[], unknown[]] = [[], []];
    const callbacks = options.callbacks ?? [];
    const eager = await trainBy('eager', imageRun, backend, { ...options, callbacks: [...callbacks, afterStep(call, eagerLog)] });
    const infos: StepInfo[] = [];
    const auto = await trainBy('auto', imageRun, backend, { ...options, infos, callbacks: [...callbacks, afterStep(call, log)] });
    expectSame(auto, eager);
    expect(log).toEqual(eagerLog);
    expectStep(infos, 'recorded');
    return { ...auto, log };
  }

  testHere('the model answers by the weights of the last step, however often it is asked', async () => {
    const fresh = newModel();
    const { log, losses } = await expectAlikeWith((_, { layersModel }, seen) => {
      const first = answers(layersModel);
      seen.push(first);
      fresh.setWeights(layersModel.getWeights());
      expect(first).toEqual(answers(fresh));
      expect(answers(layersModel)).toEqual(first);
    });
    fresh.dispose();
    expect(new Set(log.map(String)).size).toBe(losses.length);
  });

  testHere('the model answers so between epochs too, where rows are held out and means of weights are shown to them', async () => {
    const seen: Record<string, unknown[]> = {};
    for (const step of ['eager', 'auto'] as const) {
      const onEpochEnd: Callback['onEpochEnd'] = (_, { layersModel }) =>
        void (seen[step] ??= []).push(answers(layersModel), weightsOf(layersModel));
      const optimizer = { type: 'sgd', learningRate: 0.1, useEma: true, emaMomentum: 0.5 } as const;
      const trained = await trainBy(step, imageRun, backend, { optimizer, validationSplit: 0.5, callbacks: [{ onEpochEnd }] });
      seen[step]!.push(trained);
    }
    expect(seen['auto']).toEqual(seen['eager']);
  });

  testHere('all weights are in the model, also for who has had it from the beginning', async () => {
    const seen: Record<string, unknown[]> = {};
    for (const step of ['eager', 'auto'] as const) {
      const layersModel = newModel();
      const after = afterStep(() => void (seen[step] ??= []).push(weightsOf(layersModel)), []);
      await finish(await start(step, { ...imageRun, model: () => layersModel }, backend, { loss: 'meanSquaredError', callbacks: [after] }));
    }
    expect(seen['auto']).toEqual(seen['eager']);
    expect(new Set(seen['auto']!.map(String)).size).toBe(16);
  });

  testHere('weights that are set count: those of the beginning lead to the same losses again', async () => {
    let first: readonly Float32Array[] = [];
    const { losses } = await expectAlikeWith(
      (step, { layersModel }) => {
        if (step === 8)
          tf.tidy(() => layersModel.setWeights(first.map((values, i) => tf.tensor(values, layersModel.getWeights()[i]!.shape))));
      },
      { callbacks: [{ onTrainBegin: ({ layersModel }) => void (first = weightsOf(layersModel)) }] },
    );
    expect(losses).toHaveLength(16);
    expect(losses.slice(8)).toEqual(losses.slice(0, 8));
    expect(losses[7]).toBeLessThan(losses[0]!);
  });

  testHere('weights that another training of TensorFlow.js leaves count', async () => {
    const fit: AfterStep = async (step, { layersModel }) => {
      if (step !== 7) return;
      const optimizer = tf.train.sgd(0.2);
      layersModel.compile({ optimizer, loss: 'meanSquaredError' });
      const [xs, ys] = [tf.tensor4d(questions), tf.tensor2d([[1], [2], [3]])];
      await layersModel.fit(xs, ys, { epochs: 2, shuffle: false, verbose: 0 });
      tf.dispose([xs, ys]);
      optimizer.dispose();
    };
    const { losses } = await expectAlikeWith(fit);
    const alone = await trainBy('auto', imageRun, backend);
    expect(losses.slice(0, 7)).toEqual(alone.losses.slice(0, 7));
    expect(losses[7]).not.toBe(alone.losses[7]);
  });

  testHere('gradients of something else may be taken, and tensors made and freed', async () => {
    const other: AfterStep = (_, { layersModel }, seen) => {
      const squares = () => tf.square(layersModel.apply(tf.tensor4d(questions), { training: true }) as Tensor);
      const { value, grads } = tf.tidy(() => tf.variableGrads(() => tf.mean(squares()) as Scalar));
      seen.push([...value.dataSync(), ...Object.values(grads).flatMap((gradient) => [...gradient.dataSync()])]);
      tf.dispose([value, grads]);
      tf.tidy(() => tf.matMul(tf.ones([30, 40]), tf.ones([40, 50])).dataSync());
    };
    await expectAlikeWith(other);
  });

  testHere('a learning rate that is set is felt at once: by none nothing is learned, and then it is again', async () => {
    const { log } = await expectAlikeWith((step, control, seen) => {
      if (step === 5) control.learningRate = 0;
      if (step === 9) control.learningRate = 0.05;
      seen.push(trainables(control.layersModel));
    });
    expect(movedAt(log)).toEqual([2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16]);
  });

  testHere('a layer that is frozen stands still from the next step on, and moves again once it is thawed', async () => {
    const { log } = await expectAlikeWith((step, { layersModel }, seen) => {
      const layer = layersModel.getLayer('wide');
      if (step === 6) layer.trainable = false;
      if (step === 10) layer.trainable = true;
      seen.push(layer.getWeights().map((weight) => [...weight.dataSync()]));
    });
    expect(movedAt(log)).toEqual([2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]);
  });

  testHere('a run may be stopped, and keeps the weights of the last step', async () => {
    const { ended, losses } = await expectAlikeWith((step, control) => (step === 11 ? control.stop() : undefined));
    expect([ended, losses.length]).toEqual(['stopped', 11]);
  });

  testHere('a run may be aborted: the model of the program holds the weights of the last step', async () => {
    const ends: (readonly Float32Array[])[] = [];
    for (const step of ['eager', 'auto'] as const) {
      const layersModel = newModel();
      const before = inMemory();
      const aborting = new AbortController();
      const abort = afterStep((at) => (at === 11 ? aborting.abort(new Error('enough')) : undefined), []);
      const options = { loss: 'meanSquaredError', callbacks: [abort], signal: aborting.signal } as const;
      const trainer = await start(step, { ...imageRun, model: () => layersModel }, backend, options);
      await expect(finish(trainer)).rejects.toThrow('enough');
      trainer.dispose();
      expect(inMemory()).toEqual(before);
      ends.push(weightsOf(layersModel));
      layersModel.dispose();
    }
    expect(ends[1]).toEqual(ends[0]);
  });

  testHere('what is held does not grow', async () => {
    const held: unknown[] = [];
    const end = await trainBy('auto', imageRun, backend, { callbacks: [afterStep(() => void held.push(inMemory()), [])] });
    expectTrained(end);
    expect(held).toHaveLength(16);
    expect(new Set(held.slice(8).map((each) => JSON.stringify(each))).size).toBe(1);
  });

  testHere('a trainer that is disposed in the middle leaves nothing behind', async () => {
    const before = inMemory();
    for (const epochs of [0, 1, 5]) {
      const trainer = await start('auto', imageRun, backend);
      for (let epoch = 0; epoch < epochs; epoch++) await trainer.next();
      trainer.dispose();
      expect(inMemory()).toEqual(before);
    }
  });

  testHere('a look at the model of the last step or the best may do anything to it', async () => {
    const ends: Trained['weights'][] = [];
    for (const step of ['eager', 'auto'] as const) {
      const trainer = await start(step, imageRun, backend, { keepBest: true });
      for await (const { epoch } of trainer) {
        if (epoch % 2 === 0) continue;
        await trainer.look(epoch === 3 ? 'best' : 'last', async ({ layersModel }) => {
          const zeros = layersModel.getWeights().map((weight) => tf.zerosLike(weight));
          layersModel.setWeights(zeros);
          tf.dispose(zeros);
          expect(answers(layersModel)).toEqual([0, 0, 0]);
        });
      }
      ends.push((await finish(trainer)).weights);
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[1]).toEqual((await trainBy('auto', imageRun, backend, { keepBest: true })).weights);
  });
});

test("between steps WebAssembly's memory may grow, and so move", async () => {
  const memory = () => (tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } }).wasm.HEAPU8.buffer;
  const grow = (moves: number[]): Callback =>
    afterStep((step, { layersModel }) => {
      if (step !== 6 && step !== 9) return;
      const [before, length] = [memory(), memory().byteLength];
      const taken = [];
      while (memory() === before) taken.push(tf.zeros([length / 8]));
      moves.push(step);
      expect(answers(layersModel)).toEqual(answers(layersModel));
      tf.dispose(taken);
    }, []);
  const moves: number[] = [];
  const eager = await trainBy('eager', imageRun, 'wasm');
  const infos: StepInfo[] = [];
  expectSame(await trainBy('auto', imageRun, 'wasm', { infos, callbacks: [grow(moves)] }), eager);
  expect(moves).toEqual([6, 9]);
  expectStep(infos, 'recorded');
});

test('a model may be trained on by stock fit after it was trained', async () => {
  for (const backend of backends) {
    const ends: unknown[] = [];
    for (const step of ['eager', 'auto'] as const) {
      const trainer = await start(step, imageRun, backend);
      while ((await trainer.next()) !== undefined);
      const model = await trainer.finish();
      model.layersModel.compile({ optimizer: 'sgd', loss: tfl.metrics.meanSquaredError as never });
      const [xs, ys] = [tf.tensor4d(questions), tf.tensor2d([[1], [2], [3]])];
      const { history } = await model.layersModel.fit(xs, ys, { epochs: 3, shuffle: false, verbose: 0 });
      ends.push([history['loss'], weightsOf(model.layersModel)]);
      tf.dispose([xs, ys]);
      model.layersModel.optimizer.dispose();
      model.dispose();
    }
    expect(ends[1]).toEqual(ends[0]);
  }
});
