import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { createTrainer, registerLayer, train, type Callback, type ModelSpec, type Snapshot, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

type Weight = layers.Layer['weights'][number];

/** Has a weight of its own beside those of a layer that it holds. */
class Composite extends tfl.layers.Layer {
  static className = 'CompositeOfTheProgram';
  layers: layers.Layer[] = [];
  #scale!: Weight;
  override build(shape: number[]): void {
    this.#scale = this.addWeight('scale', [shape.at(-1)!], 'float32', tfl.initializers.ones());
    const inner = tfl.layers.dense({ units: shape.at(-1)!, kernelInitializer: tfl.initializers.glorotUniform({ seed: 3 }) });
    inner.build(shape);
    this.layers = [inner];
    const own = this as unknown as { readonly _trainableWeights: Weight[] };
    own._trainableWeights.push(...inner.trainableWeights);
    this.built = true;
  }
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.mul(this.layers[0]!.call([inputs].flat()[0]!, {}) as Tensor, this.#scale.read()));
  }
}
/** Says how often under the name that models have for their layers. */
class Repeated extends tfl.layers.Layer {
  static className = 'RepeatedByTheProgram';
  layers = 3;
  layer = 'none';
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => Array.from({ length: this.layers }).reduce<Tensor>((x) => tf.mul(x, 0.9), [inputs].flat()[0]!));
  }
}
for (const [type, layer] of [
  ['composite', Composite],
  ['repeated', Repeated],
] as const) {
  registerLayer({ type, doc: 'Its own.', options: {}, ranks: { in: 'any', out: 'same' }, outputShape: ([input]) => input!, layer });
}

const specWith = (type: string) =>
  ({
    network: {
      input: [3],
      layers: [{ type: 'dense', units: 4, activation: 'tanh' }, { type }, { type: 'dense', units: 1 }],
    },
  }) as ModelSpec;
const data = { xs: wave(12, 3), ys: wave(12, 1) };
const options = {
  loss: 'meanSquaredError',
  optimizer: { type: 'adam', learningRate: 0.02 },
  epochs: 6,
  batchSize: 4,
  validationSplit: 0.25,
  keepBest: true,
  seed: 2,
} satisfies TrainOptions;

describe('the weights of a layer of the program that holds its parts in "layers"', () => {
  test('are those of the best epoch, with the others', async () => {
    const seen: (readonly (readonly number[])[])[] = [];
    const spoil: Callback = {
      onEpochEnd({ epoch }, control) {
        seen.push(weightsOf(control.layersModel));
        if (epoch === 3) control.learningRate = 3;
      },
    };
    const model = await train(specWith('composite'), data, { ...options, callbacks: [spoil] } as TrainOptions);
    const weights = weightsOf(model.layersModel);
    expect(weights).toHaveLength(7);
    expect(weights).toEqual(seen[2]);
    expect(weights[2]).not.toEqual(seen[5]![2]);
    model.dispose();
  });

  test('are in snapshots, from which a run goes on to the same bits', async () => {
    const snapshots: Snapshot[] = [];
    const finish = async (more: object) => {
      const trainer = await createTrainer(specWith('composite'), data, { ...options, ...more } as TrainOptions);
      while ((await trainer.next()) !== undefined) snapshots.push(trainer.snapshot());
      const { history } = trainer;
      const model = await trainer.finish();
      const weights = weightsOf(model.layersModel);
      model.dispose();
      return { history, weights };
    };
    const whole = await finish({});
    expect(await finish({ resumeFrom: snapshots[2]! })).toEqual(whole);
  });
});

test('a layer of the program may have fields that are called as those of wrappers and models', async () => {
  const histories = [];
  for (const step of ['auto', 'eager'] as const) {
    const model = await train(specWith('repeated'), data, { ...options, step } as TrainOptions);
    histories.push(model.history);
    model.dispose();
  }
  expect(histories[0]).toEqual(histories[1]);
});
