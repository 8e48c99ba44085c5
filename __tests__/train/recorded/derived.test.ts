import { describe, expect, test } from '@jest/globals';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { train, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { leaveNoTensors, weightsOf } from '../tensors.ts';
import { wave } from '../watch/runs.ts';
import { backends, type BackendName } from './runs.ts';
import type { StepInfo } from './toldStep.ts';
import { spread } from '../../long/spread.ts';

leaveNoTensors();

const data = { xs: wave(12, 3), ys: wave(12, 1) };
const kernelInitializer = (seed: number) => tfl.initializers.glorotUniform({ seed });
const first = { units: 4, kernelInitializer: kernelInitializer(1), kernelRegularizer: tfl.regularizers.l2({ l2: 0.01 }) };
const last = { units: 1, kernelInitializer: kernelInitializer(2) };

const doubled = (answer: unknown) => tf.tidy(() => tf.mul([answer as Tensor].flat()[0]!, 2));

/** A class of TensorFlow.js's under whose name another is saved that is derived from it. */
class Doubling extends (tfl.layers.dense(first).constructor as typeof tfl.layers.Layer) {
  override call(...given: Parameters<tfl.layers.Layer['call']>) {
    return doubled(super.call(...given));
  }
}
class DoublingModel extends tfl.LayersModel {
  override call(...given: Parameters<LayersModel['call']>) {
    return doubled(super.call(...given));
  }
}

function stock(): LayersModel {
  const layers = [
    tfl.layers.dense({ ...first, inputShape: [3], name: 'first' }),
    tfl.layers.dropout({ rate: 0.25, name: 'drop' }),
    tfl.layers.dense({ ...last, name: 'last' }),
  ];
  return tfl.sequential({ layers });
}

/** Both networks of plain loops, but for what the program has made of them. */
const derived: Readonly<Record<string, () => LayersModel>> = {
  'a layer of a class derived from one of TensorFlow.js': () =>
    tfl.sequential({ layers: [new Doubling({ ...first, inputShape: [3] } as object), tfl.layers.dense(last)] }),
  'a model of such a class': () => {
    const inputs = tfl.input({ shape: [3] });
    const hidden = tfl.layers.dense(first).apply(inputs);
    return new DoublingModel({ inputs, outputs: tfl.layers.dense(last).apply(hidden) as tfl.SymbolicTensor });
  },
  'penalties of a model that the program computes': () => {
    const model = stock();
    model.calculateLosses = () => [tf.tidy(() => tf.mul(0.1, tf.sum(tf.square(model.weights[0]!.read()))) as Scalar)];
    return model;
  },
};

async function run(layersModel: LayersModel, step: 'auto' | 'eager', backend: BackendName, change?: (model: LayersModel) => void) {
  const infos: StepInfo[] = [];
  const options: TrainOptions = {
    backend,
    step,
    loss: 'meanSquaredError',
    optimizer: { type: 'sgd', learningRate: 0.02 },
    epochs: 8,
    batchSize: 4,
    seed: 3,
    onStep: (info) => void infos.push(info),
    callbacks: [{ onEpochBegin: ({ epoch }, control) => void (epoch === 4 && change?.(control.layersModel)) }],
  };
  const trained = await train(layersModel, data, options);
  const weights = weightsOf(trained.layersModel).flatMap((values) => [...values]);
  trained.dispose();
  tf.dispose(replaced.splice(0));
  return { losses: trained.history['loss']!, weights, steps: infos.map(({ step }) => step) };
}

interface First {
  readonly kernel: { val: Variable; read: () => Tensor };
  bias: unknown;
  _losses: unknown[];
  calculateLosses: () => Scalar[];
}
interface Drop {
  seed: number;
  noiseShape: number[];
  getNoiseShape: () => number[];
}
/** Which the model no longer frees. */
const replaced: Tensor[] = [];
const penalty = () => tf.scalar(0.5);
/** What a program may change while plain loops train. */
const changes: Readonly<Record<string, (first: First, drop: Drop) => void>> = {
  'a penalty in the place of a regularizer': (layer) => void (layer._losses[0] = penalty),
  'other penalties': (layer) => void (layer._losses = [penalty]),
  'how penalties are computed': (layer) => void (layer.calculateLosses = () => [penalty()]),
  'where the values of a weight are': ({ kernel }) => {
    replaced.push(kernel.val);
    kernel.val = tf.tidy(() => tf.variable(tf.mul(kernel.val, 0.5)));
  },
  'how a weight is read': ({ kernel }) => {
    const half = tf.tidy(() => tf.variable(tf.mul(kernel.val, 0.5)));
    replaced.push(half);
    kernel.read = () => half;
  },
  'the seed of a dropout': (_, drop) => void (drop.seed = 5),
  'what a dropout drops at once': (_, drop) => void (drop.noiseShape = [1, 4]),
  'how a dropout finds that': (_, drop) => void (drop.getNoiseShape = () => [1, 4]),
};

describe.each(backends)('on %s, where a network would be one for plain loops,', (backend) => {
  test.each(spread(Object.entries(derived), backends.length, backends.indexOf(backend)))('training heeds %s', async (_, make) => {
    const [auto, eager] = [await run(make(), 'auto', backend), await run(make(), 'eager', backend)];
    expect(auto).toEqual({ ...eager, steps: ['recorded'] });
    expect(eager.losses.at(-1)).toBeLessThan(eager.losses[0]!);
  });

  test.each(spread(Object.entries(changes), backends.length, backends.indexOf(backend)))(
    'the program may change %s between two epochs',
    async (_, change) => {
      const put = (model: LayersModel) => change(model.getLayer('first') as unknown as First, model.getLayer('drop') as unknown as Drop);
      const [auto, eager] = [await run(stock(), 'auto', backend, put), await run(stock(), 'eager', backend, put)];
      expect(auto.steps[0]).toBe('plain');
      // Loops and operations round otherwise.
      auto.losses.forEach((loss, epoch) => expect(loss).toBeCloseTo(eager.losses[epoch]!, 5));
      auto.weights.forEach((weight, i) => expect(weight).toBeCloseTo(eager.weights[i]!, 5));
      const unchanged = await run(stock(), 'eager', backend);
      expect([unchanged.losses, unchanged.weights]).not.toEqual([eager.losses, eager.weights]);
    },
  );
});
