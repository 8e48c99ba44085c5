import { afterEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { train, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { activations } from '../../../src/spec/activations.ts';
import { isPatched } from '../../../src/model/isPatched.ts';
import { ownLayersOf } from '../../../src/model/ownLayers.ts';
import { leaveNoTensors, weightsOf } from '../tensors.ts';
import { wave } from '../watch/runs.ts';
import type { StepInfo } from './toldStep.ts';

leaveNoTensors();

/** What the program changes in its turn, and its functions in layers of TensorFlow.js read. */
const settings = { scale: 1 };
afterEach(() => void (settings.scale = 1));

type Function = (...given: unknown[]) => Tensor;
type Dense = layers.Layer & Readonly<Record<'activation' | 'kernelRegularizer', { apply: Function }>>;

/** What a function computes, times the setting. */
const scaled =
  (compute: Function): Function =>
  (...given) => {
    const answer = compute(...given) as Tensor | readonly Tensor[];
    const one = Array.isArray(answer) ? (answer as readonly Tensor[])[0]! : answer; // models answer a list
    return (one instanceof tf.Tensor ? tf.tidy(() => tf.mul(one, settings.scale)) : answer) as Tensor;
  };
function replace(owner: object, name: 'call' | 'apply'): void {
  const functions = owner as Record<typeof name, Function>;
  functions[name] = scaled(functions[name].bind(owner));
}
const puts: Readonly<Record<string, (layer: Dense) => void>> = {
  'its "call"': (layer) => replace(layer, 'call'),
  'its "apply"': (layer) => replace(layer, 'apply'),
  'the "apply" of its activation': (layer) => replace(layer.activation, 'apply'),
  'the "apply" of its regularizer': (layer) => replace(layer.kernelRegularizer, 'apply'),
  'a loss that it adds': (layer) => layer.addLoss(scaled(() => tf.sum(tf.square(layer.weights[0]!.read()))) as never),
};

function given(put: (layer: Dense) => void = () => undefined, activation: 'mish' | 'tanh' = 'mish'): LayersModel {
  const drawn = (seed: number) => tfl.initializers.glorotUniform({ seed });
  const kernelRegularizer = tfl.regularizers.l2({ l2: 0.1 });
  const first = tfl.layers.dense({ name: 'first', units: 4, inputShape: [3], activation, kernelInitializer: drawn(1), kernelRegularizer });
  const model = tfl.sequential({ layers: [first, tfl.layers.dense({ units: 1, kernelInitializer: drawn(2) })] });
  put(first as unknown as Dense);
  return model;
}
const data = { xs: wave(12, 3), ys: wave(12, 1) };
const base = {
  backend: 'cpu',
  loss: 'meanSquaredError',
  epochs: 12,
  batchSize: 4,
  seed: 3,
  optimizer: { type: 'sgd', learningRate: 0.05 },
} satisfies TrainOptions;

const rescale = (epoch: number) => void (epoch === 9 ? (settings.scale = 3) : undefined);
async function run(layersModel: LayersModel, step: 'auto' | 'eager', change: (epoch: number, model: LayersModel) => void = rescale) {
  settings.scale = 1;
  const infos: StepInfo[] = [];
  const trained = await train(layersModel, data, {
    ...base,
    step,
    onStep: (info) => void infos.push(info),
    callbacks: [{ onEpochBegin: ({ epoch }, control) => change(epoch, control.layersModel) }],
  });
  const { history } = trained;
  const weights = weightsOf(trained.layersModel);
  trained.dispose();
  return { history, weights, infos };
}

describe.each(Object.entries(puts))('a function of the program in a layer of TensorFlow.js: %s', (_, put) => {
  test('is judged by what a callback may have changed', async () => {
    const auto = await run(given(put), 'auto');
    const eager = await run(given(put), 'eager');
    expect(auto.infos.map(({ step }) => step)).toEqual(['recorded', 'eager']);
    expect([auto.history, auto.weights]).toEqual([eager.history, eager.weights]);
    expect(auto.history).not.toEqual((await run(given(put), 'eager', () => undefined)).history);
  });

  test('is judged as well where it was put there between two epochs', async () => {
    const change = (epoch: number, { layers }: LayersModel) => (epoch === 5 ? put(layers[0] as unknown as Dense) : rescale(epoch));
    const auto = await run(given(), 'auto', change);
    const eager = await run(given(), 'eager', change);
    expect([auto.history, auto.weights]).toEqual([eager.history, eager.weights]);
    expect(auto.infos.at(-1)!.reason).toBe('eager: layer "first" computes something else than when it was recorded');
  });
});

test.each(['call', 'apply'] as const)('a function of the program in the place of "%s" of the model is heeded', async (name) => {
  const put = (layersModel: LayersModel) => (replace(layersModel, name), layersModel);
  const change = (epoch: number, model: LayersModel) => (epoch === 5 ? replace(model, name) : rescale(epoch));
  const after = async (step: 'auto' | 'eager') => await run(given(), step, change);
  const [auto, eager] = [await after('auto'), await after('eager')];
  expect([auto.history, auto.weights]).toEqual([eager.history, eager.weights]);
  expect(auto.infos.at(-1)!.reason).toBe('eager: the model computes something else than when it was recorded');
  // Plain loops for this one, to rounding.
  const losses = async (step: 'auto' | 'eager') => (await run(given(undefined, 'tanh'), step, change)).history['loss']!;
  const expected = await losses('eager');
  (await losses('auto')).forEach((loss, epoch) => expect(loss).toBeCloseTo(expected[epoch]!, 6));
  const before = async (step: 'auto' | 'eager') => (await run(put(given(undefined, 'tanh')), step)).history;
  expect(await before('auto')).toEqual(await before('eager'));
});

test('answers are those of functions in layers of TensorFlow.js as they are at the time', async () => {
  const trained = await train(given(puts['its "call"']), data, { ...base, epochs: 1 });
  // Answered in several batches of one size.
  const xs = wave(4096, 3);
  const answers = async () => ((await trained.predict(xs)) as unknown as number[][]).flat();
  const first = await answers();
  for (let call = 0; call < 5; call++) expect(await answers()).toEqual(first);
  settings.scale = 3;
  const expected = tf.tidy(() => (trained.layersModel.predict(tf.tensor2d(xs as number[][])) as Tensor).dataSync());
  expect(await answers()).not.toEqual(first);
  (await answers()).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  trained.dispose();
});

test.each(activations as readonly 'tanh'[])(
  'a layer of TensorFlow.js with %s and regularizers has no function of the program',
  (activation) => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.dense({ units: 4, inputShape: [3], activation, kernelRegularizer: 'l1l2', biasRegularizer: tfl.regularizers.l1() }),
        tfl.layers.activation({ activation }),
      ],
    });
    expect(model.layers.map(isPatched)).toEqual([false, false]);
    model.dispose();
  },
);

test('layers and cells with regularizers for all their weights have no function of the program, nor do those whose draws are ours', async () => {
  const all = { kernelRegularizer: 'l1l2', biasRegularizer: 'l1l2' } as const;
  const recurrent = { ...all, recurrentRegularizer: 'l1l2' } as const;
  const { layers: make } = tfl;
  const images = tfl.sequential({
    layers: [
      make.conv2d({ filters: 2, kernelSize: 2, inputShape: [6, 6, 1], ...all }),
      make.separableConv2d({
        filters: 2,
        kernelSize: 2,
        depthwiseRegularizer: 'l1l2',
        pointwiseRegularizer: 'l1l2',
        biasRegularizer: 'l1l2',
      }),
      make.depthwiseConv2d({ kernelSize: 2, depthwiseRegularizer: 'l1l2', biasRegularizer: 'l1l2' } as never),
      make.batchNormalization({ gammaRegularizer: 'l1l2', betaRegularizer: 'l1l2' }),
      make.layerNormalization({ gammaRegularizer: 'l1l2', betaRegularizer: 'l1l2' }),
      make.prelu({ alphaRegularizer: tfl.regularizers.l1l2() }),
      make.flatten(),
      make.dropout({ rate: 0.5 }),
      make.dense({ units: 1, ...all, useBias: false }),
    ],
  });
  const words = tfl.sequential({
    layers: [
      make.embedding({ inputDim: 5, outputDim: 3, inputLength: 4, embeddingsRegularizer: 'l1l2' }),
      make.bidirectional({ layer: make.lstm({ units: 2, returnSequences: true, ...recurrent }) as never, mergeMode: 'concat' }),
      make.timeDistributed({ layer: make.dense({ units: 2, ...all }) }),
      make.gru({ units: 2, returnSequences: true, ...recurrent }),
      make.simpleRNN({ units: 2, ...recurrent }),
    ],
  });
  expect([images, words].flatMap(ownLayersOf)).toEqual([]);
  words.dispose();
  const seen: unknown[] = [];
  const trained = await train(images, { xs: wave(4, 36).map((row) => rowsOf(row)), ys: wave(4, 1) }, {
    ...base,
    epochs: 2,
    callbacks: [{ onBatchEnd: () => void seen.push(...ownLayersOf(images), Object.hasOwn(images.layers[7]!, 'call')) }],
  } as TrainOptions);
  // The call of the dropout is ours, which draws by the seed of the run.
  expect(seen).toEqual([true, true]);
  trained.dispose();
});

/** [36] -> [6, 6, 1] */
const rowsOf = (values: readonly number[]) => Array.from({ length: 6 }, (_, y) => values.slice(y * 6, y * 6 + 6).map((value) => [value]));
