import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFunction, TrainOptions } from 'netspec';
import { tf } from '#tf';
import { spread } from '../../long/spread.ts';
import { leaveNoTensors } from '../tensors.ts';
import { wave } from '../watch/runs.ts';
import { examplesFor } from './examples.ts';
import { chain, dense, head, specOf, squares } from './networks.ts';
import { ownLayers, registerOwnLayer } from './ownLayers.ts';
import { backends, expectAlike, expectTrained, trainBy, type Subject } from './runs.ts';
import { expectStep, type StepInfo } from './toldStep.ts';

leaveNoTensors();
registerOwnLayer();

/** Two batches of the same size. */
const data = { xs: wave(8, 3), ys: wave(8, 1) };
const options: TrainOptions = { loss: 'meanSquaredError', optimizer: { type: 'sgd', learningRate: 0.02 }, epochs: 6 };
const network = specOf(chain([3], dense(4), { type: 'layerNormalization' }, head()), squares);

/** What is asked of answers and labels, by the name by which a reason knows it. */
const losses: Readonly<Record<string, { readonly loss: () => TensorFunction; readonly refusal?: RegExp }>> = {
  'of operations alone': { loss: () => (yTrue, yPred) => tf.mean(tf.abs(tf.sub(yTrue, yPred)), -1) },
  'of a number for all rows': { loss: () => (yTrue, yPred) => tf.mean(tf.square(tf.sub(yTrue, yPred))) },
  'that reads values': {
    loss: () => (yTrue, yPred) => {
      const share = yPred.dataSync().filter((value) => value > 0).length / yPred.size;
      return tf.mul(tf.mean(tf.square(tf.sub(yTrue, yPred)), -1), 1 + share);
    },
    refusal: /^eager: the loss reads values of a tensor in JavaScript$/,
  },
  'that counts its calls': {
    loss: () => {
      let calls = 0;
      return (yTrue: Tensor, yPred: Tensor) => tf.mul(tf.mean(tf.square(tf.sub(yTrue, yPred)), -1), 1 / ++calls);
    },
    refusal: /^eager: the loss gives [A-Z]\w+ a constant that changes from one step to the next$/,
  },
};

describe.each(backends)('on %s', (backend) => {
  const some = <Row>(rows: readonly Row[]) => spread(rows, backends.length, backends.indexOf(backend));

  test.each(some(ownLayers))('a layer of the program trains as by the eager step, recorded or not: $name', async ({ name, refusal }) => {
    const subject: Subject = { model: specOf(chain([3], dense(4), { type: 'ownLayer', does: name }, head()), squares), data, options };
    const expected =
      refusal === undefined
        ? ({ step: 'recorded' } as const)
        : ({ step: 'eager', reason: new RegExp(`^eager: layer "[^"]+" .*(${refusal.source})`) } as const);
    expectTrained(await expectAlike(subject, backend, expected));
  });

  test.each(some(Object.keys(losses)))('a loss of the program trains as by the eager step, recorded or not: %s', async (name) => {
    const { loss, refusal } = losses[name]!;
    // A function of a spec's own for each training.
    const trainWith = async (step: 'auto' | 'eager', infos: StepInfo[]) =>
      await trainBy(step, { model: network, data, options: { ...options, loss: loss() } }, backend, { infos });
    const infos: StepInfo[] = [];
    const eager = await trainWith('eager', []);
    expect(await trainWith('auto', infos)).toEqual(eager);
    expectTrained(eager);
    expectStep(infos, refusal === undefined ? 'recorded' : 'eager', refusal);
  });

  test('metrics of the program may read what they like', async () => {
    const far = (yTrue: Tensor, yPred: Tensor) => tf.scalar(Math.abs(yTrue.dataSync()[0]! - yPred.dataSync()[0]!));
    expectTrained(await expectAlike({ model: network, data, options: { ...options, metrics: [far, 'r2Score'] } }, backend));
  });

  test('a network that keeps its state from batch to batch is run by itself', async () => {
    const model = specOf({ input: { shape: [3, 2], batchSize: 3 }, layers: [{ type: 'gru', units: 3, stateful: true }, head()] }, squares);
    const subject = { model, data: examplesFor(model), options: { batchSize: 3, shuffle: false } };
    expectTrained(await expectAlike(subject, backend, { step: 'eager', reason: /state/ }));
  });

  test('sequences of another length in each training are recorded for theirs', async () => {
    const model = specOf(chain([null, 2], { type: 'gru', units: 3 }, head()), squares);
    for (const length of [2, 4]) {
      const xs = wave(6, 2 * length).map((row) => Array.from({ length }, (_, i) => row.slice(2 * i, 2 * i + 2)));
      expectTrained(await expectAlike({ model, data: { xs, ys: wave(6, 1) } }, backend));
    }
  });

  test('a program that asks for the eager step, brings its own, or has a network for plain loops is told so', async () => {
    const infos: StepInfo[] = [];
    const small = specOf(chain([3], { type: 'dense', units: 4, activation: 'tanh' }, head()), squares);
    await trainBy('eager', { model: network, data, options: { epochs: 3 } }, backend, { infos });
    await trainBy('auto', { model: small, data, options: { epochs: 3 } }, backend, { infos });
    const trainStep: TrainOptions['trainStep'] = ({ layersModel, inputs, targets, minimize }) => ({
      loss: minimize(() => tf.mean(tf.square(tf.sub(layersModel.apply([...inputs], { training: true }) as Tensor, targets[0]!)))),
    });
    await trainBy('auto', { model: network, data, options: { epochs: 3, trainStep } }, backend, { infos });
    for (const [i, step] of (['eager', 'plain', 'own'] as const).entries()) expectStep(infos.slice(i, i + 1), step);
  });
});
