import { describe, expect, test } from '@jest/globals';
import { train, type ModelSpec, type TrainData, type TrainOptions } from 'netspec';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { createRandom } from '../../src/random.ts';
import { isNativeAsked } from '../backends.ts';
import { spread, testOfWhole } from '../long/spread.ts';
import { distance, leaveNoTensors, weightsOf } from '../train/tensors.ts';

leaveNoTensors();

/** Ten steps of a training, and what they leave. */
interface Case {
  readonly spec: ModelSpec;
  readonly data: TrainData;
  readonly options: TrainOptions;
}

const random = createRandom(3);
const draw = (rows: number, ...sizes: number[]): unknown[] =>
  Array.from({ length: rows }, () => (sizes.length === 0 ? random.next() * 2 - 1 : draw(sizes[0]!, ...sizes.slice(1))));
const oneOf = (rows: number, classes: number): number[][] =>
  Array.from({ length: rows }, (_, row) => Array.from({ length: classes }, (_, i) => (i === (row * 7) % classes ? 1 : 0)));
const networkOf = (input: number[], ...layers: object[]) => ({ input, layers }) as unknown as NonNullable<ModelSpec['network']>;

const cases: Readonly<Record<string, Case>> = {
  XOR: {
    spec: { network: networkOf([2], { type: 'dense', units: 8, activation: 'tanh' }, { type: 'dense', units: 1, activation: 'sigmoid' }) },
    data: { xs: [[0, 0], [0, 1], [1, 0], [1, 1]], ys: [[0], [1], [1], [0]] }, // prettier-ignore
    options: { epochs: 10, batchSize: 4, loss: 'binaryCrossentropy', optimizer: { type: 'adam', learningRate: 0.1 } },
  },
  iris: {
    spec: {
      features: { sepal_length: 'number', sepal_width: 'number', petal_length: 'number', petal_width: 'number' },
      target: { species: 'category' },
      network: {
        layers: [
          { type: 'dense', units: 16, activation: 'relu' },
          { type: 'dropout', rate: 0.1 },
        ],
      },
    },
    data: 'examples/data/iris.csv',
    options: { epochs: 2, batchSize: 24 },
  },
  'a convolutional network': {
    spec: {
      network: networkOf(
        [12, 12, 1],
        { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu', padding: 'same' },
        { type: 'maxPooling2d', poolSize: 2 },
        { type: 'conv2d', filters: 6, kernelSize: 3, activation: 'relu' },
        { type: 'batchNormalization' },
        { type: 'flatten' },
        { type: 'dense', units: 3, activation: 'softmax' },
      ),
    },
    data: { xs: draw(40, 12, 12, 1), ys: oneOf(40, 3) } as TrainData,
    options: { epochs: 2, batchSize: 8, loss: 'categoricalCrossentropy', optimizer: { type: 'adam', learningRate: 0.01 } },
  },
  'an LSTM': {
    spec: { network: networkOf([6, 3], { type: 'lstm', units: 8 }, { type: 'dense', units: 2 }) },
    data: { xs: draw(40, 6, 3), ys: draw(40, 2) } as TrainData,
    options: { epochs: 2, batchSize: 8, loss: 'meanSquaredError', optimizer: { type: 'adam', learningRate: 0.01 } },
  },
};

async function run({ spec, data, options }: Case, backend: 'cpu' | 'native') {
  const model = await train(spec, data, { validationSplit: 0, step: 'eager', seed: 4, ...options, backend } as TrainOptions);
  const weights = weightsOf(model.layersModel);
  model.dispose();
  return weights;
}

const native = isNativeAsked ? describe : describe.skip;

native('native bindings', () => {
  test('are what TensorFlow.js computes on', async () => {
    expect(await useBackend()).toEqual({ name: 'native', reason: 'native: the fastest for large networks' });
    expect(tf.getBackend()).toBe('tensorflow');
    expect(tf.tidy(() => Array.from(tf.matMul([[1, 2]], [[3], [4]]).dataSync()))).toEqual([11]); // prettier-ignore
  });

  testOfWhole('are taken unasked where they are faster, and not for small steps', async () => {
    const take = async (units: number) => {
      let told: unknown;
      const network = { input: [64], layers: [{ type: 'dense', units }, { type: 'dense', units: 4 }] }; // prettier-ignore
      const data = { xs: draw(4, 64), ys: draw(4, 4) } as TrainData;
      const options = { loss: 'meanSquaredError', batchSize: 1024, epochs: 300, validationSplit: 0, backend: 'auto' } as const;
      (await train({ network } as ModelSpec, data, { ...options, onBackend: (info) => (told = info) })).dispose();
      return told;
    };
    expect(await take(2000)).toEqual({ name: 'native', reason: 'native: the fastest there is' });
    expect(await take(64)).toEqual({ name: 'wasm', reason: 'wasm: faster than native for steps this small' });
  });

  test.each(spread(Object.keys(cases), 4))(
    'train %s to the weights of plain JavaScript, and with one seed to the same bits',
    async (name) => {
      const expected = await run(cases[name]!, 'cpu');
      const received = await run(cases[name]!, 'native');
      expect(distance(received, expected)).toBeLessThan(1e-4);
      expect(distance(await run({ ...cases[name]!, options: { ...cases[name]!.options, epochs: 1 } }, 'native'), expected)).toBeGreaterThan(1e-3); // prettier-ignore
      expect(await run(cases[name]!, 'native')).toEqual(received);
    },
  );
});

// So that nobody takes what was left out for what has passed.
const notice = isNativeAsked ? test.skip : test;
notice('native bindings are left out of the tests here: "netspec native install" brings them in', () => expect(isNativeAsked).toBe(false));
