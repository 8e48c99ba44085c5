import { describe, expect, jest, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createTrainer, train, UsageError, type Control, type ModelSpec, type TensorFunction, type TrainOptions } from 'netspec';
import { tf } from '#tf';
import { backends } from '../backends.ts';
import { leaveNoTensors } from './tensors.ts';
import { wave } from './watch/runs.ts';
import { spread } from '../long/spread.ts';

leaveNoTensors();

/** Plain loops train the first of them, operations that are recorded the other. */
const networks = {
  plain: {
    input: [3],
    layers: [
      { type: 'dense', units: 4, activation: 'tanh' },
      { type: 'dense', units: 1 },
    ],
  },
  recorded: { input: [3], layers: [{ type: 'dense', units: 4 }, { type: 'layerNormalization' }, { type: 'dense', units: 1 }] },
} as const;
const specOf = (kind: keyof typeof networks): ModelSpec => ({ network: networks[kind], training: { loss: 'meanSquaredError' } });
const data = { xs: wave(24, 3), ys: wave(24, 1) };
const options = { batchSize: 4, epochs: 6, seed: 1, validationSplit: 0 } as const;

/** What a program does to the model in a turn of its own. */
type Deed = (layersModel: LayersModel) => void;
const kernelOf = (layersModel: LayersModel) =>
  layersModel.layers.find(({ weights }) => weights.length > 0)!.weights[0]! as unknown as { val: tf.Variable };
const deeds: Readonly<Record<string, Deed>> = {
  'disposes of the model': (layersModel) => void layersModel.dispose(),
  'disposes of all variables': () => tf.disposeVariables(),
  'puts another weight in the place of one': (layersModel) => {
    const kernel = kernelOf(layersModel);
    const before = kernel.val;
    kernel.val = tf.tidy(() => tf.variable(tf.mul(before, 0.5)));
    before.dispose();
  },
};
/** In which turn that is, in the fourth epoch or after the last. */
const turns: Readonly<Record<string, (act: (control: Control) => void) => TrainOptions>> = {
  'after a batch': (act) => ({
    callbacks: [{ onBatchEnd: ({ epoch, batch }, control) => void (epoch === 4 && batch === 2 && act(control)) }],
  }),
  'after an epoch': (act) => ({ callbacks: [{ onEpochEnd: ({ epoch }, control) => void (epoch === 4 && act(control)) }] }),
  'in the end': (act) => ({ callbacks: [{ onTrainEnd: act }] }),
};
const message = (error: unknown): string => (error instanceof UsageError ? error.message : `another error: ${String(error)}`);

const cases = [
  ['disposes of the model', 'after a batch'],
  ['disposes of the model', 'in the end'],
  ['disposes of all variables', 'after an epoch'],
  ['puts another weight in the place of one', 'after an epoch'],
] as const;

describe.each(backends)('on %s', (backend) => {
  describe.each(backend === 'native' ? (['recorded'] as const) : (['plain', 'recorded'] as const))('a run of a network (%s)', (kind) => {
    test.each(spread(cases, 3, backends.indexOf(backend)))('ends by a clear error where a callback %s %s', async (deed, turn) => {
      const more = turns[turn]!(({ layersModel }) => deeds[deed]!(layersModel));
      const error: unknown = await train(specOf(kind), data, { ...options, ...more, backend }).catch((thrown: unknown) => thrown);
      expect(message(error)).toMatch(/layersModel: expected the model that is trained, received one whose weights were disposed of/);
    });

    test('says that no weights are left to train where a callback freezes all', async () => {
      const freeze: TrainOptions = {
        callbacks: [{ onEpochBegin: ({ epoch }, { layersModel }) => void (layersModel.trainable = epoch !== 3) }],
      };
      const error: unknown = await train(specOf(kind), data, { ...options, ...freeze, backend }).catch((thrown: unknown) => thrown);
      expect(message(error)).toBe(`the network has a problem
  trainable: expected a weight that can be trained, received no trainable weights left: all that are trained were frozen since the run began
    fix: leave a layer trainable, or end the run by stop()`);
    });
  });
});

test('a model may be disposed of between two epochs, and the trainer after it', async () => {
  const trainer = await createTrainer(specOf('recorded'), data, { ...options, backend: 'cpu' });
  await trainer.next();
  trainer.layersModel.dispose();
  await expect(trainer.next()).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the training has a problem
     layersModel: expected the model that is trained, received one whose weights were disposed of before the run was over
       fix: dispose of the model, or of variables, when the run is over; change weights by setWeights"
  `);
  trainer.dispose();
});

test('a model may be disposed of by a timer while a run goes on', async () => {
  const later: TrainOptions = { callbacks: [{ onTrainBegin: ({ layersModel }) => void setTimeout(() => layersModel.dispose(), 0) }] };
  const failed = train(specOf('recorded'), data, { ...options, ...later, epochs: 1e6, backend: 'cpu' });
  await expect(failed).rejects.toThrow('disposed of before the run was over');
});

test('what a callback throws is thrown, also where it has disposed of the model', async () => {
  const act = ({ layersModel }: Control) => {
    layersModel.dispose();
    throw new RangeError('mine');
  };
  await expect(train(specOf('recorded'), data, { ...options, ...turns['after an epoch']!(act), backend: 'cpu' })).rejects.toThrow(
    new RangeError('mine'),
  );
});

describe('weights that are NaN', () => {
  const setNaN: Deed = (layersModel) =>
    tf.tidy(() => layersModel.setWeights(layersModel.getWeights().map((weight) => tf.fill(weight.shape, NaN))));
  const messageOf = async (more: TrainOptions) =>
    message(await train(specOf('recorded'), data, { ...options, ...more, backend: 'cpu' }).catch((thrown: unknown) => thrown));

  test.each([
    ['after an epoch', /epoch 5, step 1: .*: no step wrote them, but the program/],
    ['after a batch', /epoch 4, step 3: .*: a step wrote them, or a callback after one/],
  ])("are not a step's for sure where a callback may have set them: %s", async (turn, expected) => {
    const told = await messageOf(turns[turn]!(({ layersModel }) => setNaN(layersModel)));
    expect(told).toMatch(expected);
    expect(told.includes('too large')).toBe(turn === 'after a batch');
  });
});

test.each(backends)('the debug mode of TensorFlow.js is named, which reads what layers compute, on %s', async (backend) => {
  const reasons: string[] = [];
  const loss: TensorFunction = (yTrue, yPred) => tf.mean(tf.square(tf.sub(yTrue, yPred)), -1);
  const tellers = (['log', 'warn'] as const).map((name) => jest.spyOn(console, name).mockReturnValue(undefined)); // a line for each operation
  tf.env().set('DEBUG', true);
  try {
    const model = await train(specOf('recorded'), data, {
      ...options,
      epochs: 1,
      loss,
      backend,
      onStep: ({ reason }) => void reasons.push(reason),
    });
    model.dispose();
  } finally {
    tf.env().set('DEBUG', false);
    for (const teller of tellers) teller.mockRestore();
  }
  expect(reasons).toEqual(['eager: the debug mode of TensorFlow.js reads the values of each tensor']);
});

test.each(backends)('a layer that is frozen and thawed after each batch is told once, on %s', async (backend) => {
  const reasons: string[] = [];
  const onBatchEnd = ({ batch }: { readonly batch: number }, { layersModel }: Control) =>
    void (layersModel.layers[1]!.trainable = batch % 2 === 0);
  const told: TrainOptions = { onStep: ({ reason }) => void reasons.push(reason), callbacks: [{ onBatchEnd }] };
  const model = await train(specOf('recorded'), data, { ...options, ...told, backend });
  model.dispose();
  expect(reasons).toEqual([expect.stringMatching(/^eager: "trainable_?" of layer "[^"]+" changes from step to step$/)]);
});
