import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import { evaluate, registerLayer, train, useBackend, type ModelSpec, type NetworkSpec, type TrainData } from 'netspec';
import { tf, tfl } from '#tf';
import { arithmetic } from '../../src/backend/layerKernels.ts';
import { neededKernels } from '../../src/backend/preflight.ts';
import { activations } from '../../src/spec/activations.ts';
import { losses, type LossKind, type LossSpec } from '../../src/spec/losses.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { testOfWhole } from '../long/spread.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { kernelsOf, recordSamples } from './recordKernels.ts';

leaveNoTensors();
beforeEach(() => useBackend('cpu'));

const taken: KernelConfig[] = [];
/** Takes a kernel from plain JavaScript until the end of the test. */
function take(name: string): void {
  taken.push(tf.getKernel(name, 'cpu'));
  tf.unregisterKernel(name, 'cpu');
}
afterEach(() => {
  for (const kernel of taken.splice(0)) tf.registerKernel(kernel);
});

const spec = {
  network: {
    input: [4, 4, 1],
    layers: [
      { type: 'conv2d', filters: 2, kernelSize: 2 },
      { type: 'maxPooling2d', poolSize: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 1, activation: 'softplus' },
    ],
  },
  training: { loss: 'meanSquaredError', validationSplit: 0, epochs: 1, seed: 1 },
} as const satisfies ModelSpec;
const image = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => [0.5]));
const data: TrainData = { xs: [image, image], ys: [[1], [0]] };

/** Whether a step has begun. */
async function refused(
  subject: Parameters<typeof train>[0],
  given: TrainData = data,
): Promise<{ readonly begun: boolean; readonly error: unknown }> {
  let begun = false;
  const callbacks = [{ onTrainBegin: () => void (begun = true) }];
  const error: unknown = await train(subject, given, { callbacks, loss: 'meanSquaredError', validationSplit: 0 }).then(
    (model) => model.dispose(),
    (reason: unknown) => reason,
  );
  return { begun, error };
}

describe('a kernel that the backend lacks', () => {
  test('is told before a tensor exists, with the layers that need it and another backend', async () => {
    take('MaxPool');
    take('Conv2DBackpropFilter');
    const { begun, error } = await refused(spec);
    expect(begun).toBe(false);
    expect(String(error)).toMatchInlineSnapshot(`
     "BackendError: backend has 2 problems
       network.layers[0] conv2d: expected kernels that the backend "cpu" has, received Conv2DBackpropFilter
         fix: choose the backend "wasm"
       network.layers[1] maxPooling2d: expected kernels that the backend "cpu" has, received MaxPool
         fix: choose the backend "wasm""
    `);
  });

  test('is told so where an option needs it', async () => {
    take('Softplus');
    const { begun, error } = await refused(spec);
    expect(begun).toBe(false);
    expect(String(error)).toMatchInlineSnapshot(`
     "BackendError: backend has a problem
       network.layers[3] dense: expected kernels that the backend "cpu" has, received Softplus
         fix: choose the backend "wasm""
    `);
  });

  test('is told so where a loss needs it, unless a function of the program is in its place', async () => {
    const layers = [{ type: 'dense', units: 1, activation: 'sigmoid' }] as const;
    const small = { network: { input: [2], layers }, training: { loss: 'binaryCrossentropy' } } as const satisfies ModelSpec;
    const options = { epochs: 1, validationSplit: 0, seed: 1, step: 'eager' } as const;
    const few: TrainData = { xs: [[0, 1], [1, 1]], ys: [[1], [0]] }; // prettier-ignore
    take('Log1p');
    await expect(train(small, few, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       training.loss binaryCrossentropy: expected kernels that the backend "cpu" has, received Log1p
         fix: choose the backend "wasm""
    `);
    const distance = (yTrue: Tensor, yPred: Tensor) => tf.squaredDifference(yTrue, yPred);
    (await train(small, few, { ...options, loss: distance })).dispose();
  });

  test('is told before a model answers or is evaluated', async () => {
    const model = await train(spec, data);
    take('FusedConv2D');
    const message = (error: Error) => error.message;
    const told = await model.predict(data.xs as number[][]).catch(message);
    expect(told).toMatchInlineSnapshot(`
     "backend has a problem
       network.layers[0] conv2d: expected kernels that the backend "cpu" has, received FusedConv2D
         fix: choose the backend "wasm""
    `);
    expect(await evaluate(model, data).catch(message)).toBe(told);
    model.dispose();
  });

  test('is told so of a layer of the program, in a model of the program', async () => {
    class Erf extends tfl.layers.Layer {
      static readonly className = 'Erf';
      override call(inputs: Tensor | Tensor[]): Tensor {
        return tf.erf([inputs].flat()[0]!);
      }
    }
    registerLayer({
      type: 'erf',
      doc: 'erf',
      options: {},
      ranks: { in: 'any', out: 'same' },
      outputShape: ([input]) => input!,
      layer: Erf,
    });
    take('Erf');
    const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] }), new Erf({ name: 'mine' })] });
    const { error } = await refused(model, { xs: [[0, 1]], ys: [[1]] });
    expect(String(error)).toMatchInlineSnapshot(`
     "BackendError: backend has a problem
       network.layers[1] erf: expected kernels that the backend "cpu" has, received Erf
         fix: choose the backend "wasm""
    `);
    model.dispose();
  });

  test('is no problem where it is there', async () => {
    expect((await refused(spec)).error).toBeUndefined();
  });
});

/** What is named of a network in all. */
const namedOf = (...of: Parameters<typeof neededKernels>): ReadonlySet<string> => new Set(neededKernels(...of).flatMap(({ kernels }) => kernels)); // prettier-ignore
const without = (names: Iterable<string>, others: Iterable<string>): readonly string[] => {
  const known = new Set(others);
  return [...new Set(names)].filter((name) => !known.has(name)).sort();
};

describe('the kernels that are named before', () => {
  testOfWhole('are all that TF.js runs for every kind of layer, and hardly one besides', async () => {
    const recorded = await recordSamples();
    const missing: string[] = [];
    const needless: string[] = [];
    for (const { name, spec, answering, training } of recorded) {
      const [toAnswer, toTrain] = [namedOf(spec), namedOf({ ...spec, losses: spec.training.loss })];
      for (const kernel of [...without(answering, toAnswer), ...without(training, toTrain)]) missing.push(`${name}: ${kernel}`);
      for (const kernel of without(toAnswer, [...answering, ...arithmetic.forward])) needless.push(`${name}: ${kernel}`);
      for (const kernel of without(toTrain, [...training, ...toAnswer, ...arithmetic.gradient]))
        needless.push(`${name}, training: ${kernel}`);
    }
    expect(missing).toEqual([]);
    expect(needless).toMatchInlineSnapshot(`
     [
       "conv2d with options: Relu",
       "conv2d with options, training: ClipByValue",
       "simpleRNN with options, training: Max",
       "gru with options, training: Max",
       "lstm with options, training: Max",
       "dot: BatchMatMul",
       "dot of sequences: ExpandDims",
       "a layer shared by two inputs, and two outputs: BatchMatMul",
     ]
    `);
  });

  /** What a step really runs that is not named, and what the activation or the loss is named for needlessly. */
  async function compare(layers: NetworkSpec['layers'], training: ModelSpec['training'], ys: readonly number[][]) {
    const spec = { network: { input: [2], layers }, training } as ModelSpec;
    const ran = await kernelsOf(async () => {
      const data = { xs: [[0.1, 0.7], [0.4, -0.2]], ys } as unknown as TrainData; // prettier-ignore
      (await train(spec, data, { epochs: 1, validationSplit: 0, seed: 1, step: 'eager' })).dispose();
    });
    const { network, training: trained } = parseModel(spec);
    const needed = namedOf({ network, losses: trained.loss });
    return { missing: without(ran, needed), needless: without(needed, [...ran, ...arithmetic.forward, ...arithmetic.gradient]) };
  }

  test.each(activations)('are those that a step behind the activation %s runs', async (activation) => {
    const layers: NetworkSpec['layers'] = [{ type: 'dense', units: 3, activation }, { type: 'dense', units: 3 }]; // prettier-ignore
    expect(await compare(layers, { loss: 'meanSquaredError' }, LABELS.numbers)).toEqual({ missing: [], needless: [] });
  });

  test.each(Object.values(losses) as readonly LossKind[])(
    'are those that a step by the loss $type runs',
    async ({ type, takes, labels, answers, options }) => {
      const activation = answers === 'multiclass' && takes === 'shares' ? 'softmax' : LAST[takes ?? 'scores'];
      const loss = ('labelSmoothing' in options ? { type, labelSmoothing: 0.1 } : type) as LossSpec;
      const ys = LABELS[labels === undefined || labels === 'nonNegative' ? 'numbers' : labels];
      expect(await compare([{ type: 'dense', units: 3, activation }], { loss }, ys)).toEqual({ missing: [], needless: [] });
    },
  );

  test('need none for metrics', async () => {
    const metrics = [
      'accuracy',
      'crossentropy',
      'precision',
      'recall',
      'f1',
      'rocAuc',
      'prAuc',
      'brierScore',
      'matthewsCorrelation',
    ] as const;
    const layers: NetworkSpec['layers'] = [{ type: 'dense', units: 1, activation: 'sigmoid' }];
    const without = await compare(layers, { loss: 'binaryCrossentropy' }, [[1], [0]]);
    expect(await compare(layers, { loss: 'binaryCrossentropy', metrics }, [[1], [0]])).toEqual(without);
  });
});

const LAST = { shares: 'sigmoid', positive: 'softplus', scores: 'linear' } as const;
const LABELS = {
  shares: [[0, 1, 0], [1, 0, 1]],
  oneHot: [[0, 1, 0], [0, 0, 1]],
  indices: [[1], [2]],
  signs: [[-1, 1, -1], [1, 1, -1]],
  ranks: [[1, 1, 0], [1, 0, 0]],
  repeated: [[2, 2, 2], [1, 1, 1]],
  numbers: [[0.5, 2, 1], [3, 0.1, 1]],
}; // prettier-ignore
