import { describe, expect, test } from '@jest/globals';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { createTrainer, train, type ModelSpec, type Snapshot, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { decodeSnapshot, encodeSnapshot } from '../../src/checkpoint/snapshotFile.ts';
import { backends, finish, trainBy, type Subject, type Trained } from './recorded/runs.ts';
import type { StepInfo } from './recorded/toldStep.ts';
import { distance, leaveNoTensors } from './tensors.ts';
import { wave } from './watch/runs.ts';
import { spread } from '../long/spread.ts';

leaveNoTensors();

const spec = {
  network: {
    input: [3],
    layers: [
      { type: 'dense', id: 'first', units: 5, activation: 'tanh', kernelRegularizer: { type: 'l2', l2: 0.01 } },
      { type: 'dropout', id: 'drop', rate: 0.4 },
      { type: 'dense', id: 'second', units: 4, activation: 'sigmoid' },
      { type: 'dense', id: 'last', units: 1 },
    ],
  },
} as ModelSpec;
const STEPS = 24;
const options = {
  loss: 'meanSquaredError',
  optimizer: { type: 'adam', learningRate: 0.05, weightDecay: 0.1, useEma: true, gradientAccumulationSteps: 2 },
  epochs: STEPS,
  batchSize: 4,
} satisfies TrainOptions;
const subject: Subject = { model: spec, data: { xs: wave(4, 3), ys: wave(4, 1) }, options };

/** What a program may change of a layer, which decides what the next steps compute. */
const changes: Readonly<Record<string, (model: LayersModel) => void>> = {
  'a layer is frozen': (model) => void (model.getLayer('first').trainable = false),
  'one weight is frozen': (model) => void ((model.getLayer('second').weights[0]!.read() as Variable).trainable = false),
  'the rate of a dropout is another': (model) => void Object.assign(model.getLayer('drop'), { rate: 0 }),
  'a layer has the activation of another': (model) =>
    void Object.assign(model.getLayer('second'), { activation: (model.getLayer('first') as unknown as { activation: object }).activation }),
  'a layer computes something else': (model) => {
    const layer = model.getLayer('second');
    const call = layer.call.bind(layer);
    layer.call = (inputs, kwargs) => tf.tidy(() => tf.mul([call(inputs, kwargs)].flat()[0]!, 2));
  },
  'a penalty is larger': (model) => void Object.assign((model.getLayer('first') as unknown as { kernelRegularizer: object }).kernelRegularizer, { l2: 0.5 }),
  'a penalty computes something else': (model) => double(dense(model, 'first').kernelRegularizer),
  'a layer is applied as something else': (model) => double(model.getLayer('second')),
  'an activation computes something else': (model) => double(dense(model, 'second').activation),
  'a layer adds a loss': (model) => addPenalty(model.getLayer('second')),
  'a layer has no bias any more': (model) => void Object.assign(model.getLayer('second'), { bias: null }),
}; // prettier-ignore

type Apply = (...given: unknown[]) => Tensor;
const dense = (model: LayersModel, id: string) =>
  model.getLayer(id) as unknown as Readonly<Record<'activation' | 'kernelRegularizer', object>>;
function double(owner: object): void {
  const functions = owner as { apply: Apply };
  const apply = functions.apply.bind(owner);
  functions.apply = (...given) => tf.tidy(() => tf.mul(apply(...given), 2));
}
const addPenalty = (layer: layers.Layer) =>
  layer.addLoss((() => tf.tidy(() => tf.mul(0.1, tf.sum(tf.square(layer.weights[0]!.read()))))) as never);

/** Calls back after a step, counted from 1, and lists the weights of a layer after each. */
const after = (step: number, change: (model: LayersModel) => void, seen: number[][] = []): TrainOptions['callbacks'] => [
  {
    onBatchEnd(_, { layersModel }) {
      seen.push(layersModel.getLayer('first').getWeights().flatMap((weight) => [...weight.dataSync()])); // prettier-ignore
      if (seen.length === step) change(layersModel);
    },
  },
];
const numbers = (weights: readonly Float32Array[]) => weights.map((values) => [...values]);

describe.each(backends)('plain loops on %s', (backend) => {
  /** What becomes of it where nothing is changed. */
  let undisturbed: Promise<Trained> | undefined;

  test.each(spread(Object.keys(changes), backends.length, backends.indexOf(backend)))(
    'hand over to the operations of TensorFlow.js where %s',
    async (name) => {
      const infos: StepInfo[] = [];
      const plain = await (undisturbed ??= trainBy('auto', subject, backend));
      const auto = await trainBy('auto', subject, backend, { infos, callbacks: after(9, changes[name]!)! });
      const eager = await trainBy('eager', subject, backend, { callbacks: after(9, changes[name]!)! });
      expect(infos.map(({ step }) => step)).toEqual(['plain', 'recorded']);
      // As plain loops are held to eager steps, to rounding.
      expect(distance(numbers(auto.weights), numbers(eager.weights))).toBeLessThan(1e-5);
      auto.losses.forEach((loss, step) => expect(loss).toBeCloseTo(eager.losses[step]!, 5));
      expect(auto.losses.slice(0, 9)).toEqual(plain.losses.slice(0, 9));
      expect(auto.losses[12]).not.toBeCloseTo(plain.losses[12]!, 3);
    },
  );

  test('go on where nothing is changed but what they read themselves', async () => {
    const infos: StepInfo[] = [];
    const set = (model: LayersModel) => tf.tidy(() => model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 0.5) as Tensor)));
    const auto = await trainBy('auto', subject, backend, { infos, callbacks: after(9, set)! });
    const eager = await trainBy('eager', subject, backend, { callbacks: after(9, set)! });
    expect(infos.map(({ step }) => step)).toEqual(['plain']);
    expect(distance(numbers(auto.weights), numbers(eager.weights))).toBeLessThan(1e-5);
  });

  test('hand over a layer that is frozen, which stands still, and moves again once it is thawed', async () => {
    const seen: number[][] = [];
    const [freeze] = after(9, (model) => void (model.getLayer('first').trainable = false), seen)!;
    const [thaw] = after(17, (model) => void (model.getLayer('first').trainable = true))!;
    await trainBy('auto', subject, backend, { callbacks: [freeze!, thaw!] });
    expect(seen.slice(9, 17)).toEqual(seen.slice(9, 17).map(() => seen[8]));
    expect(seen[6]).not.toEqual(seen[8]);
    expect(seen[18]).not.toEqual(seen[8]);
  });

  test('a run goes on to the same bits from a checkpoint before they hand over or after', async () => {
    const change = changes['the rate of a dropout is another']!;
    const files: Uint8Array[] = [];
    const save = (snapshot: Snapshot) => void files.push(encodeSnapshot(snapshot));
    const whole = await trainBy('auto', subject, backend, { callbacks: after(9, change)!, checkpoints: { everySeconds: 0, save } });
    expect(files).toHaveLength(STEPS);
    for (const at of [5, 9, 10, 16]) {
      const resumed = await createTrainer(spec, { xs: wave(4, 3), ys: wave(4, 1) }, {
        ...options,
        backend,
        resumeFrom: decodeSnapshot(files[at - 1]!, 'a checkpoint'),
        callbacks: at >= 9 ? [{ onTrainBegin: ({ layersModel }) => change(layersModel) }] : after(9 - at, change)!,
      } as TrainOptions);
      const { weights, history } = await finish(resumed);
      expect(history).toEqual(whole.history);
      expect(weights).toEqual(whole.weights);
    }
  });

  test.each([
    'a layer computes something else',
    'a penalty computes something else',
    'a layer is applied as something else',
    'an activation computes something else',
    'a layer adds a loss',
    'a layer has no bias any more',
  ])('are not taken for a model of which %s before its training', async (name) => {
    const histories: unknown[] = [];
    for (const step of ['auto', 'eager'] as const) {
      const infos: StepInfo[] = [];
      const model = given();
      changes[name]!(model);
      const onStep = (info: StepInfo) => void infos.push(info);
      const rows = { xs: wave(12, 3), ys: wave(12, 1) };
      const trained = await train(model, rows, { ...options, epochs: 4, seed: 1, backend, step, onStep } as TrainOptions);
      histories.push(trained.history);
      expect(infos[0]!.step).toBe(step === 'auto' ? 'recorded' : 'eager');
      trained.dispose();
    }
    expect(histories[0]).toEqual(histories[1]);
  });

  test('are taken for a model that is given as TensorFlow.js makes it', async () => {
    const infos: StepInfo[] = [];
    const onStep = (info: StepInfo) => void infos.push(info);
    const trained = await train(given(), { xs: wave(12, 3), ys: wave(12, 1) }, { ...options, epochs: 1, backend, onStep } as TrainOptions);
    expect(infos.map(({ step }) => step)).toEqual(['plain']);
    trained.dispose();
  });
});

function given(): LayersModel {
  const drawn = (seed: number) => tfl.initializers.glorotUniform({ seed });
  return tfl.sequential({
    layers: [
      tfl.layers.dense({ name: 'first', units: 5, inputShape: [3], activation: 'tanh', kernelRegularizer: tfl.regularizers.l2({ l2: 0.1 }), kernelInitializer: drawn(1) }), // prettier-ignore
      tfl.layers.dense({ name: 'second', units: 4, activation: 'sigmoid', kernelInitializer: drawn(2) }),
      tfl.layers.dense({ name: 'last', units: 1, kernelInitializer: drawn(3) }),
    ],
  });
}
