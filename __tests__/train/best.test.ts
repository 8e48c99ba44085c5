import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createTrainer, train, type EpochEvent, type ModelSpec, type TrainOptions } from 'netspec';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { NormalisedTraining } from '../../src/spec/normalised.ts';
import { watchBest } from '../../src/train/best.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

interface Recorded {
  readonly values: readonly (number | null)[];
  readonly mode: 'min' | 'max';
  readonly options: { readonly patience?: number; readonly minDelta?: number; readonly startFromEpoch?: number };
  /** The epoch after which the run ended early. */
  readonly ended: number | null;
  readonly best: number;
}
const recorded = JSON.parse(readFileSync(new URL('keras.reference.json', import.meta.url), 'utf8')) as readonly Recorded[];

describe('the watch over the epochs', () => {
  test.each(['min', 'max'] as const)(
    'ends each recorded sequence where the EarlyStopping of Keras does, with the same best epoch: %s',
    (mode) => {
      const cases = recorded.filter((one) => one.mode === mode);
      expect(cases.length).toBeGreaterThan(50);
      for (const { values, options, ended, best } of cases) {
        const { patience = 0, minDelta = 0, startFromEpoch = 0 } = options;
        const earlyStopping = { monitor: 'watched', mode, patience, minDelta, startFromEpoch, restoreBestWeights: true };
        const watch = watchBest({ earlyStopping } as unknown as NormalisedTraining, false);
        let epoch = 0;
        while (epoch < values.length && !watch.isOver) watch.observe(++epoch, { watched: values[epoch - 1] ?? NaN });
        expect({ values, options, ended: watch.isOver ? epoch : null, best: watch.epoch }).toEqual({ values, options, ended, best });
      }
    },
  );

  test('never takes NaN for the best, nor for better', () => {
    const watch = watchBest({ keepBest: true } as NormalisedTraining, false);
    const best = [NaN, 2, NaN, 1, NaN].map((loss, i) => (watch.observe(i + 1, { loss }), watch.epoch));
    expect(best).toEqual([undefined, 2, 2, 4, 4]);
  });

  test('goes on from its state as if it had never stopped', () => {
    const training = {
      keepBest: { monitor: 'val_accuracy', mode: 'auto' },
      earlyStopping: { monitor: 'val_loss', mode: 'auto', patience: 2, minDelta: 0, startFromEpoch: 1, restoreBestWeights: true },
    } as unknown as NormalisedTraining;
    const numbers = [[3, 0.5], [2, 0.7], [2.5, 0.9], [1, 0.8], [1.5, 0.9], [1.25, 0.1]].map(([val_loss, val_accuracy]) => ({ val_loss, val_accuracy })); // prettier-ignore
    const tell = (watch: ReturnType<typeof watchBest>, from: number, to: number) =>
      numbers.slice(from, to).map((one, i) => [watch.observe(from + i + 1, one as Record<string, number>), watch.epoch, watch.isOver]);
    const whole = tell(watchBest(training, true), 0, 6);
    expect(whole.at(-1)).toEqual([false, 3, true]);
    for (let stop = 0; stop <= 6; stop++) {
      const [first, second] = [watchBest(training, true), watchBest(training, true)];
      const begun = tell(first, 0, stop);
      second.restore(structuredClone(first.save()));
      expect([...begun, ...tell(second, stop, 6)]).toEqual(whole);
    }
  });
});

const xs = wave(48, 3);
const data = { xs, ys: xs.map(([a, b], i) => [Number(a! * b! + 0.4 * Math.sin(11 * i) > 0)]) };
const network = {
  input: [3],
  layers: [{ type: 'dense', units: 8, activation: 'tanh' }, { type: 'dense', units: 1, activation: 'sigmoid' }], // prettier-ignore
} as const;
const base = {
  loss: 'binaryCrossentropy',
  optimizer: { type: 'adam', learningRate: 0.3 },
  validationSplit: 0.25,
  batchSize: 6,
  epochs: 14,
  seed: 3,
  backend: 'cpu',
} as const;

/** Further from the labels is less: a function whose best is its most, which nothing but `mode` can tell. */
const closeness = (yTrue: Tensor, yPred: Tensor): Tensor => tf.neg(tf.square(tf.sub(yTrue, yPred)));

/** The numbers of each epoch, and the run's end. */
async function run(options: TrainOptions) {
  const trainer = await createTrainer(network, data, { ...base, metrics: ['accuracy', closeness], ...options });
  const epochs: (EpochEvent & { readonly weights: ReturnType<typeof weightsOf> })[] = [];
  for await (const event of trainer) epochs.push({ ...event, weights: weightsOf(trainer.layersModel) });
  const { bestEpoch, ended } = trainer;
  const model = await trainer.finish();
  const end = { epochs, bestEpoch, ended, weights: weightsOf(model.layersModel), heldOut: model.heldOut! };
  model.dispose();
  return end;
}

describe.each(['auto', 'eager'] as const)('a run (step: %s)', (step) => {
  test.each([
    [{ keepBest: true }, 'val_loss', 'min'],
    [{ keepBest: 'val_accuracy' }, 'val_accuracy', 'max'],
    [{ keepBest: 'loss' }, 'loss', 'min'],
    [{ keepBest: { monitor: 'val_closeness', mode: 'max' } }, 'val_closeness', 'max'],
    [{ keepBest: { monitor: 'val_closeness', mode: 'max' }, earlyStopping: { patience: 20 } }, 'val_closeness', 'max'],
    [{ earlyStopping: { patience: 20 } }, 'val_loss', 'min'],
    [{ earlyStopping: { patience: 20, monitor: 'val_closeness', mode: 'max' } }, 'val_closeness', 'max'],
    [{ keepBest: 'val_accuracy', earlyStopping: { patience: 20, monitor: 'val_loss' } }, 'val_accuracy', 'max'],
  ] as const)('told %j ends with the weights of the first epoch with the best %s, and its numbers', async (options, name, towards) => {
    const { epochs, bestEpoch, weights, heldOut } = await run({ ...options, step });
    const values = epochs.map(({ metrics }) => metrics[name]!);
    const best = values.indexOf((towards === 'min' ? Math.min : Math.max)(...values));
    expect(best).toBeLessThan(13); // else it would not tell the best from the last
    expect(bestEpoch).toBe(best + 1);
    expect(epochs.filter((event) => event.best).at(-1)!.epoch).toBe(bestEpoch);
    expect(weights).toEqual(epochs[best]!.weights);
    expect(heldOut.metrics).toMatchObject({ accuracy: epochs[best]!.metrics['val_accuracy'] });
  });

  test('ends with its last weights where restoreBestWeights is false, or keepBest is', async () => {
    for (const options of [
      { earlyStopping: { patience: 2, restoreBestWeights: false } },
      { earlyStopping: { patience: 2 }, keepBest: false },
    ]) {
      const { epochs, ended, weights, bestEpoch } = await run({ ...options, step });
      expect(ended).toBe('earlyStopping');
      expect(epochs).toHaveLength(bestEpoch! + 2);
      expect(weights).toEqual(epochs.at(-1)!.weights);
    }
  });

  test('ends after its patience, whatever else says which epoch is best', async () => {
    const { epochs, ended } = await run({ keepBest: 'val_accuracy', earlyStopping: { monitor: 'val_loss', patience: 2 }, step });
    const losses = epochs.map(({ metrics }) => metrics['val_loss']!);
    expect(ended).toBe('earlyStopping');
    expect(epochs).toHaveLength(losses.indexOf(Math.min(...losses)) + 3);
  });

  test('ends by val_loss where nothing else is named, also where keepBest names another number', async () => {
    const named = await run({ keepBest: 'val_accuracy', earlyStopping: { monitor: 'val_loss', patience: 2 }, step });
    const usual = await run({ keepBest: 'val_accuracy', earlyStopping: { patience: 2 }, step });
    const byAccuracy = await run({ keepBest: 'val_accuracy', earlyStopping: { monitor: 'val_accuracy', patience: 2 }, step });
    expect(usual.epochs).toHaveLength(named.epochs.length);
    expect(usual.epochs).not.toHaveLength(byAccuracy.epochs.length);
  });

  test('counts an epoch as better only by minDelta, and none before startFromEpoch', async () => {
    const whole = (await run({ step })).epochs.map(({ metrics }) => metrics['val_loss']!);
    const few = await run({ earlyStopping: { patience: 1, minDelta: 10 }, step });
    expect([few.ended, few.epochs.length, few.bestEpoch]).toEqual(['earlyStopping', 2, 1]);
    const late = await run({ earlyStopping: { patience: 100, startFromEpoch: 12 }, step });
    expect(late.bestEpoch).toBe(whole[13]! < whole[12]! ? 14 : 13);
  });
});

test('the model that has kept its best evaluates to the very loss of that epoch', async () => {
  const model = await train(network, data, { ...base, metrics: ['logLoss'], keepBest: 'val_logLoss' });
  const best = Math.min(...model.history['val_logLoss']!);
  expect((model.heldOut!.metrics as { readonly logLoss: number }).logLoss).toBeCloseTo(best, 12);
  model.dispose();
});

describe('a number that no epoch has is refused before the training', () => {
  test.each(['accuracy', 'val_two_acuracy', 'two_r2Scor'])('telling the output, where there are several: %s', async (monitor) => {
    const spec = {
      network: {
        input: [2],
        layers: [{ type: 'dense', id: 'one', units: 1, activation: 'sigmoid', from: 'input' }, { type: 'dense', id: 'two', units: 1, activation: 'sigmoid', from: 'input' }], // prettier-ignore
        outputs: ['one', 'two'],
      },
    } as unknown as ModelSpec;
    const labels = [[0], [1], [0], [1]];
    const arrays = { xs: [[0, 1], [1, 0], [1, 1], [0, 0]], ys: { one: labels, two: labels } }; // prettier-ignore
    await expect(
      train(spec, arrays, { epochs: 1, seed: 1, backend: 'cpu', validationSplit: 0.5, metrics: ['accuracy'], keepBest: monitor }),
    ).rejects.toThrowErrorMatchingSnapshot();
  });

  test.each([
    [
      'the closest that there is',
      { earlyStopping: { monitor: 'val_acuracy' }, keepBest: 'val_los', schedule: { type: 'reduceOnPlateau', monitor: 'lss' } },
    ],
    ['that rows must be held out', { earlyStopping: { monitor: 'val_accuracy' }, validationSplit: 0 }],
    ['how to have it', { keepBest: 'val_rocAuc' }],
    ['the closest metric, where none of that name is measured', { earlyStopping: { monitor: 'val_precison_0' }, keepBest: 'val_roc_Auc' }],
    ['the name of a metric that has a short one', { keepBest: 'val_kappa' }],
    ['what else there is, where it is near nothing', { keepBest: 'val_happiness' }],
    ['that a loss has no classes', { keepBest: 'loss_0' }],
  ] as const)('telling %s', async (_, options) => {
    const onEpoch = () => Promise.reject(new Error('an epoch was run'));
    await expect(
      train(network, data, { ...base, metrics: ['accuracy'], onEpoch, ...(options as TrainOptions) }),
    ).rejects.toThrowErrorMatchingSnapshot();
  });

  test('or, where only an own step tells what it measures, after its first epoch', async () => {
    const options = { ...base, trainStep: () => ({ loss: 1 }), keepBest: 'val_loss' };
    await expect(train(network, data, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the spec has a problem
       training.keepBest: expected a number that each epoch has, received "val_loss"
         fix: known are loss"
    `);
  });
});

describe('a number of which nothing says whether less or more is better is refused before the training', () => {
  const onEpoch = () => Promise.reject(new Error('an epoch was run'));
  const schedule = { type: 'reduceOnPlateau', monitor: 'val_closeness' } as const;

  test('naming all that watch it, and what to write', async () => {
    const options = { keepBest: 'val_closeness', earlyStopping: { monitor: 'closeness' }, schedule, onEpoch } as const;
    await expect(run(options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the spec has 3 problems
       training.earlyStopping.monitor: expected a number of which is known whether less or more is better, received "closeness"
         fix: say it: "mode": "max", or "min"
       training.keepBest: expected a number of which is known whether less or more is better, received "val_closeness"
         fix: say it: { "monitor": "val_closeness", "mode": "max" }, or "min"
       training.schedule.monitor: expected a number of which is known whether less or more is better, received "val_closeness"
         fix: say it: "mode": "max", or "min""
    `);
  });

  test('also where a step of the program measures it', async () => {
    const options = { ...base, trainStep: () => ({ loss: 1, share: 2 }), keepBest: 'share', onEpoch };
    await expect(train(network, data, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the spec has a problem
       training.keepBest: expected a number of which is known whether less or more is better, received "share"
         fix: say it: { "monitor": "share", "mode": "max" }, or "min""
    `);
  });

  test('unless a mode is said', async () => {
    const told = { monitor: 'val_closeness', mode: 'max' } as const;
    const { epochs, bestEpoch } = await run({ keepBest: told, earlyStopping: { monitor: 'val_closeness' }, schedule: { ...schedule, mode: 'max' } }); // prettier-ignore
    const values = epochs.map(({ metrics }) => metrics['val_closeness']!);
    expect(bestEpoch).toBe(values.indexOf(Math.max(...values)) + 1);
  });
});

test('a learning rate falls where a number that should rise does not, as its mode says', async () => {
  const falls = async (mode: 'min' | 'max') => {
    const schedule = { type: 'reduceOnPlateau', monitor: 'share', mode, patience: 1 } as const;
    let share = 0;
    const trainer = await createTrainer(network, data, { ...base, epochs: 4, schedule, trainStep: () => ({ loss: 1, share: ++share }) });
    for await (const _ of trainer);
    const { learningRate } = trainer;
    trainer.dispose();
    return learningRate < 0.1;
  };
  expect([await falls('min'), await falls('max')]).toEqual([true, false]);
});
