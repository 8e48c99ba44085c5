import { describe, expect, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createTrainer, type ModelSpec, type Snapshot, type Trainer, type TrainOptions } from 'netspec';
import { divergedError } from '../../src/train/divergedError.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

/** Its layers have weights of the same shapes, so that no step fails where two of them are mixed up. */
const spec = (normalises: boolean) =>
  ({
    network: {
      input: [4],
      layers: [
        { type: 'dense', id: 'first', units: 4, activation: 'tanh' },
        ...(normalises ? [{ type: 'batchNormalization', id: 'normal' }] : []),
        { type: 'dense', id: 'second', units: 4, activation: 'tanh' },
        { type: 'dense', id: 'last', units: 4 },
      ],
    },
  }) as ModelSpec;
const data = { xs: wave(8, 4), ys: wave(8, 4) };
const options = {
  loss: 'meanSquaredError',
  optimizer: { type: 'adam', learningRate: 0.01 },
  epochs: 7,
  batchSize: 4,
  validationSplit: 0,
  keepBest: true,
  seed: 5,
} satisfies TrainOptions;

/** All weights of a model, layer by layer. */
const byLayer = (model: LayersModel) =>
  Object.fromEntries(model.layers.map((layer) => [layer.name, layer.getWeights().map((weight) => [...weight.dataSync()])]));
type Weights = ReturnType<typeof byLayer>;

/** Freezes a layer after the third epoch, and goes on at a rate that makes all later ones worse. */
const freezeAndSpoil = (rate: number, seen: Weights[] = []): NonNullable<TrainOptions['callbacks']> => [
  {
    onEpochEnd({ epoch }, control) {
      seen.push(byLayer(control.layersModel));
      if (epoch !== 3) return;
      control.layersModel.getLayer('first').trainable = false;
      control.learningRate = rate;
    },
  },
];
const goOn = async (trainer: Trainer) => {
  while ((await trainer.next()) !== undefined);
  const { bestEpoch, history, divergence } = trainer;
  const model = await trainer.finish();
  const [listed, weights] = [weightsOf(model.layersModel), byLayer(model.layersModel)];
  model.dispose();
  return { bestEpoch, history, divergence, listed, weights };
};

describe.each([
  ['plain loops', 'auto', false],
  ['recorded steps', 'auto', true],
  ['eager steps', 'eager', true],
] as const)('a layer that is frozen between two epochs of %s takes no weight to another place', (_, step, normalises) => {
  test('in those of the best epoch', async () => {
    const seen: Weights[] = [];
    const callbacks = freezeAndSpoil(2, seen);
    const { bestEpoch, weights } = await goOn(await createTrainer(spec(normalises), data, { ...options, step, callbacks }));
    expect(bestEpoch).toBe(3);
    expect(weights).toEqual(seen[2]);
  });

  test('in those that a run which diverges leaves, which are told as TensorFlow.js lists them then', async () => {
    const seen: Weights[] = [];
    const callbacks = freezeAndSpoil(1e30, seen);
    const { divergence, weights, listed } = await goOn(await createTrainer(spec(normalises), data, { ...options, step, callbacks }));
    expect(divergence!.keptEpoch).toBe(3);
    expect(weights).toEqual(seen[2]);
    expect(divergedError(divergence!).weights!.map((values) => [...values])).toEqual(listed);
  });

  test('in checkpoints', async () => {
    const snapshots: Snapshot[] = [];
    const checkpoints = { everySeconds: 0, save: (snapshot: Snapshot) => void snapshots.push(snapshot) };
    const start = (more: TrainOptions) => createTrainer(spec(normalises), data, { ...options, step, ...more } as TrainOptions);
    const whole = await goOn(await start({ callbacks: freezeAndSpoil(0.05), checkpoints }));
    const callbacks = [{ onTrainBegin: ({ layersModel }: { layersModel: LayersModel }) => void (layersModel.getLayer('first').trainable = false) }]; // prettier-ignore
    const later = snapshots.filter((snapshot) => (snapshot as { readonly epoch: number }).epoch > 4);
    expect(later.length).toBeGreaterThan(5);
    for (const resumeFrom of later) expect(await goOn(await start({ resumeFrom, callbacks }))).toEqual(whole);
  });
});

test('a snapshot from before lists of weights had an order of their own is still taken up', async () => {
  const start = (more: TrainOptions = {}) => createTrainer(spec(true), data, { ...options, ...more } as TrainOptions);
  const trainer = await start();
  for (let epoch = 1; epoch <= 3; epoch++) await trainer.next();
  trainer.learningRate = 2;
  const { weightOrder, ...saved } = trainer.snapshot() as unknown as Readonly<Record<string, never>>;
  expect(weightOrder).toBe('layers');
  // As TensorFlow.js lists them: the means and variances that the normalisation keeps come last.
  const asListed = (weights: readonly Float32Array[]) => [0, 1, 2, 3, 6, 7, 8, 9, 4, 5].map((place) => weights[place]!);
  const { weights, bestWeights, goodWeights } = saved as unknown as {
    readonly [name in 'weights' | 'bestWeights']: readonly Float32Array[];
  } & { readonly goodWeights: { readonly epoch: number; readonly weights: readonly Float32Array[] } };
  expect(asListed(weights).map((values) => [...values])).toEqual(weightsOf(trainer.layersModel));
  const resumeFrom = {
    ...saved,
    weights: asListed(weights),
    bestWeights: asListed(bestWeights),
    goodWeights: { ...goodWeights, weights: asListed(goodWeights.weights) },
  } as unknown as Snapshot;
  const whole = await goOn(trainer);
  expect(whole.bestEpoch).toBe(3);
  expect(await goOn(await start({ resumeFrom }))).toEqual(whole);
});
