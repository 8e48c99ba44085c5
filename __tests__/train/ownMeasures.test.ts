import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import {
  createTrainer,
  train,
  type Control,
  type MetricFunction,
  type ModelSpec,
  type StepContext,
  type TensorFunction,
  type TrainOptions,
} from 'netspec';
import { tf, tfl } from '#tf';
import { decodeSnapshot, encodeSnapshot } from '../../src/checkpoint/snapshotFile.ts';
import { distance, leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const network = (units: number, activation: string) =>
  ({ input: [3], layers: [{ type: 'dense', units: 4, activation: 'tanh' }, { type: 'dense', units, activation }] }) as NonNullable<ModelSpec['network']>; // prettier-ignore
const base = {
  optimizer: { type: 'adam', learningRate: 0.05 },
  batchSize: 8,
  epochs: 3,
  seed: 2,
  backend: 'cpu',
  validationSplit: 0.25,
} as const;
const numbers = { xs: wave(30, 3), ys: wave(30, 2) };
const yesNo = { xs: wave(30, 3), ys: wave(30, 2).map(([a]) => [Number(a! > 0)]) };
const oneOfThree = { xs: wave(30, 3), ys: wave(30, 1).map((_, i) => [0, 1, 2].map((k) => Number(i % 3 === k))) };

async function run(spec: ReturnType<typeof network>, data: Parameters<typeof train>[1], options: TrainOptions) {
  const model = await train({ network: spec }, data, { ...base, ...options } as TrainOptions);
  const end = { weights: weightsOf(model.layersModel), history: model.history };
  model.dispose();
  return end;
}

const squares: TensorFunction = (yTrue, yPred) => tf.mean(tf.square(tf.sub(yTrue, yPred)), -1);
const crossentropy: TensorFunction = (yTrue, yPred) => {
  const p = tf.clipByValue(yPred, 1e-7, 1 - 1e-7);
  const log = tf.add(tf.mul(yTrue, tf.log(p)), tf.mul(tf.sub(1, yTrue), tf.log(tf.sub(1, p))));
  return tf.neg(tf.mean(log, -1));
};

describe('a loss that is a function', () => {
  test.each([
    ['meanSquaredError', network(2, 'linear'), numbers, squares],
    ['binaryCrossentropy', network(1, 'sigmoid'), yesNo, crossentropy],
    ['meanAbsoluteError', network(2, 'linear'), numbers, tfl.metrics.meanAbsoluteError],
    ['categoricalCrossentropy', network(3, 'softmax'), oneOfThree, tfl.metrics.categoricalCrossentropy],
  ] as const)('trains as the same loss by its name: %s', async (name, spec, data, loss) => {
    const [own, named] = [await run(spec, data, { loss }), await run(spec, data, { loss: name, step: 'eager' })];
    expect(distance(own.weights, named.weights)).toBeLessThan(1e-6);
    for (const one of ['loss', 'val_loss']) own.history[one]!.forEach((value, i) => expect(value).toBeCloseTo(named.history[one]![i]!, 6));
  });

  test('weighs the rows, where it gives a value for each', async () => {
    const sampleWeight = numbers.xs.map((_, i) => i % 3);
    const data = { ...numbers, sampleWeight };
    const [own, named] = [
      await run(network(2, 'linear'), data, { loss: squares }),
      await run(network(2, 'linear'), data, { loss: 'meanSquaredError' }),
    ];
    expect(distance(own.weights, named.weights)).toBeLessThan(1e-5);
    own.history['val_loss']!.forEach((value, i) => expect(value).toBeCloseTo(named.history['val_loss']![i]!, 5));
  });

  test('weighs the rows too where it gives several values for each', async () => {
    const data = { ...numbers, ys: wave(30, 1), sampleWeight: numbers.xs.map((_, i) => i % 3) };
    const each: TensorFunction = (yTrue, yPred) => tf.squaredDifference(yTrue, yPred); // [rows, 1]
    const [own, named] = [
      await run(network(1, 'linear'), data, { loss: each }),
      await run(network(1, 'linear'), data, { loss: 'meanSquaredError', step: 'eager' }),
    ];
    expect(distance(own.weights, named.weights)).toBeLessThan(1e-6);
    expect(own.history['val_loss']![0]).toBeCloseTo(named.history['val_loss']![0]!, 6);
  });

  test('that gives one value for all rows cannot be weighed', async () => {
    const data = { ...numbers, sampleWeight: numbers.xs.map((_, i) => i % 3) };
    const mean: TensorFunction = (yTrue, yPred) => tf.mean(squares(yTrue, yPred));
    await expect(run(network(2, 'linear'), data, { loss: mean })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the loss has a problem
       loss: expected values of each row, [8, ...], as rows are weighted, received []
         fix: average over all axes but the first: tf.mean(values, -1)"
    `);
    await run(network(2, 'linear'), numbers, { loss: mean });
  });

  test('may stand beside losses by name, one for each output', async () => {
    const spec = {
      inputs: { x: [3] },
      layers: [
        { type: 'dense', id: 'wide', units: 4, activation: 'tanh', from: 'x' },
        { type: 'dense', id: 'far', units: 2, from: 'wide' },
        { type: 'dense', id: 'sort', units: 3, activation: 'softmax', from: 'wide' },
      ],
      outputs: { far: 'far', sort: 'sort' },
    } as unknown as ReturnType<typeof network>;
    const data = { xs: { x: numbers.xs }, ys: { far: numbers.ys, sort: oneOfThree.ys } };
    const mixed = await run(spec, data, { loss: [squares, 'categoricalCrossentropy'], metrics: ['meanSquaredError', away] });
    const named = await run(spec, data, { loss: ['meanSquaredError', 'categoricalCrossentropy'], metrics: ['meanSquaredError', away] });
    expect(distance(mixed.weights, named.weights)).toBeLessThan(1e-6);
    expect(Object.keys(mixed.history)).toEqual(Object.keys(named.history));
    expect(Object.keys(mixed.history).filter((name) => !name.startsWith('val_'))).toEqual([
      'loss',
      'far_loss',
      'sort_loss',
      'far_meanSquaredError',
      'sort_meanSquaredError',
      'far_away',
      'sort_away',
    ]);
    mixed.history['far_away']!.forEach((value, i) => expect(value).toBeCloseTo(named.history['far_away']![i]!, 6));
  });

  test('may stand beside losses by name that the outputs would not have by themselves', async () => {
    const spec = {
      inputs: { x: [3] },
      layers: [{ type: 'dense', id: 'a', units: 2, from: 'x' }, { type: 'dense', id: 'b', units: 2, from: 'x' }], // prettier-ignore
      outputs: { a: 'a', b: 'b' },
    } as unknown as ReturnType<typeof network>;
    const data = { xs: { x: numbers.xs }, ys: { a: numbers.ys, b: numbers.ys } };
    const [mixed, named] = [
      await run(spec, data, { loss: [squares, 'meanAbsoluteError'] }),
      await run(spec, data, { loss: ['meanSquaredError', 'meanAbsoluteError'] }),
    ];
    expect(distance(mixed.weights, named.weights)).toBeLessThan(1e-6);
    for (const loss of [
      [squares, 'meanAbsoluteError', squares],
      [squares, squares, squares],
    ] as const) {
      await expect(run(spec, data, { loss })).rejects.toThrow('expected a list of 2, one loss for each output');
    }
  });

  test('for all of several outputs is that of each', async () => {
    const spec = {
      inputs: { x: [3] },
      layers: [{ type: 'dense', id: 'a', units: 2, from: 'x' }, { type: 'dense', id: 'b', units: 2, from: 'x' }], // prettier-ignore
      outputs: { a: 'a', b: 'b' },
    } as unknown as ReturnType<typeof network>;
    const data = { xs: { x: numbers.xs }, ys: { a: numbers.ys, b: numbers.ys } };
    const [own, named] = [await run(spec, data, { loss: squares }), await run(spec, data, { loss: 'meanSquaredError' })];
    expect(distance(own.weights, named.weights)).toBeLessThan(1e-6);
  });
});

/** The greatest error of all: not the mean over batches of anything. */
const away: TensorFunction = (yTrue, yPred) => tf.max(tf.abs(tf.sub(yTrue, yPred)));

describe('a metric that is a function', () => {
  test('is measured over the whole set, not as a mean over batches', async () => {
    const shapes: number[][] = [];
    const spread = (yTrue: Tensor, yPred: Tensor) => {
      shapes.push(yTrue.shape, yPred.shape);
      return tf.sub(tf.max(yPred), tf.min(yPred));
    };
    const model = await train({ network: network(2, 'linear') }, numbers, {
      ...base,
      loss: 'meanSquaredError',
      metrics: [away, spread],
      validationSplit: 0,
    });
    expect(shapes).toEqual(Array.from({ length: 6 }, () => [30, 2]));
    expect(Object.keys(model.history)).toEqual(['loss', 'away', 'spread']);
    model.dispose();
  });

  test('gives on held-out rows what the answers of the model give', async () => {
    const seen: (readonly [number, number])[] = [];
    const keep: TensorFunction = (yTrue, yPred) => {
      seen.push([yTrue.shape[0]!, away(yTrue, yPred).dataSync()[0]!]);
      return away(yTrue, yPred);
    };
    const { history } = await run(network(2, 'linear'), numbers, { loss: 'meanSquaredError', metrics: [keep], validationSplit: 0.2 });
    const [training, heldOut] = [24, 6].map((rows) => seen.filter(([count]) => count === rows).map(([, value]) => value));
    expect(history['keep']).toEqual(training);
    expect(history['val_keep']).toEqual(heldOut);
    expect(heldOut).toHaveLength(3);
  });

  test('equals the metric by name that it computes', async () => {
    const meanAbsolute: TensorFunction = (yTrue, yPred) => tf.abs(tf.sub(yTrue, yPred));
    const { history } = await run(network(2, 'linear'), numbers, {
      loss: 'meanSquaredError',
      metrics: ['meanAbsoluteError', meanAbsolute],
    });
    for (const prefix of ['', 'val_'])
      history[`${prefix}meanAbsolute`]!.forEach((value, i) => expect(value).toBeCloseTo(history[`${prefix}meanAbsoluteError`]![i]!, 6));
  });

  test('is averaged by the weights of the rows where it gives values of each, and gets them to weigh by itself', async () => {
    const eachValue: MetricFunction = (yTrue, yPred) => tf.abs(tf.sub(yTrue, yPred)); // [rows, 2]
    const eachRow: MetricFunction = (yTrue, yPred) => tf.mean(eachValue(yTrue, yPred, undefined), -1); // [rows]
    const byItself: MetricFunction = (yTrue, yPred, weights) =>
      tf.div(tf.sum(tf.mul(eachRow(yTrue, yPred, undefined), weights!)), tf.sum(weights!)); // []
    const unweighted: MetricFunction = (yTrue, yPred) => tf.mean(eachValue(yTrue, yPred, undefined)); // []
    const data = { ...numbers, sampleWeight: numbers.xs.map((_, i) => i % 3) };
    const metrics = ['meanAbsoluteError', eachValue, eachRow, byItself, unweighted] as const;
    const { history } = await run(network(2, 'linear'), data, { loss: 'meanSquaredError', metrics });
    for (const prefix of ['', 'val_']) {
      const named = history[`${prefix}meanAbsoluteError`]!;
      for (const name of ['eachValue', 'eachRow', 'byItself'])
        history[prefix + name]!.forEach((value, i) => expect(value).toBeCloseTo(named[i]!, 6));
      history[`${prefix}unweighted`]!.forEach((value, i) => expect(Math.abs(value - named[i]!)).toBeGreaterThan(1e-3));
    }
  });

  test('gets no weights where all rows count alike, and not those of classes', async () => {
    const seen: unknown[] = [];
    const look = (yTrue: Tensor, _: Tensor, weights: Tensor | undefined) => {
      seen.push(weights);
      return tf.mean(yTrue);
    };
    await run(network(1, 'sigmoid'), yesNo, { metrics: [look], classWeight: 'balanced' });
    expect(seen).toEqual(Array.from({ length: 6 }, () => undefined));
  });

  test('gets class numbers as int32, as a loss does, also where the run goes on from a checkpoint', async () => {
    const seen: string[] = [];
    const right: MetricFunction = (yTrue, yPred) => {
      seen.push(`metric ${yTrue.dtype} ${yPred.dtype} ${yTrue.rank}`);
      return tf.cast(tf.equal(tf.reshape(yTrue, [-1]), tf.argMax(yPred, -1)), 'float32');
    };
    const loss: TensorFunction = (yTrue, yPred) => {
      seen.push(`loss ${yTrue.dtype} ${yPred.dtype} ${yTrue.rank}`);
      return tf.neg(tf.log(tf.sum(tf.mul(tf.oneHot(tf.cast(tf.reshape(yTrue, [-1]), 'int32'), 3), yPred), -1)));
    };
    const spec = { network: network(3, 'softmax'), training: { loss: 'sparseCategoricalCrossentropy' } } as const;
    const data = { xs: numbers.xs, ys: numbers.xs.map((_, i) => [i % 3]) };
    const options = { ...base, loss, metrics: ['accuracy', right] } as const;
    const whole = await train(spec, data, options);
    expect([...new Set(seen)].sort()).toEqual(['loss int32 float32 2', 'metric int32 float32 2']);
    expect(whole.history['val_right']).toEqual(whole.history['val_accuracy']);

    const onBatchEnd = ({ batch }: { readonly batch: number }, { stop }: Control) => void (batch === 2 && stop());
    const trainer = await createTrainer(spec, data, { ...options, callbacks: [{ onBatchEnd }] });
    while ((await trainer.next()) !== undefined);
    const resumeFrom = decodeSnapshot(encodeSnapshot(trainer.snapshot()), 'a checkpoint'); // within the first epoch
    trainer.dispose();
    const ended = await train(spec, data, { ...options, resumeFrom });
    expect(ended.history).toEqual(whole.history);
    ended.dispose();
    whole.dispose();
  });

  test('without a name is refused', async () => {
    const metrics = [
      (
        () => (yTrue: Tensor) =>
          tf.mean(yTrue)
      )(),
    ];
    await expect(run(network(2, 'linear'), numbers, { metrics })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       metrics: expected functions with names, received a function
         fix: give it a name: const closeness = (yTrue, yPred) => ..."
    `);
  });
});

describe('a metric that would hide another number is refused:', () => {
  const taking = (...names: readonly string[]) =>
    names.map((name) => Object.defineProperty((yTrue: Tensor) => tf.mean(yTrue), 'name', { value: name }) as TensorFunction);
  test.each([
    ['the loss', taking('loss')],
    ['a number on held-out rows', taking('val_loss')],
    ['one of the same name', taking('closeness', 'closeness')],
    ['one of the spec', ['meanAbsoluteError' as const, ...taking('meanAbsoluteError')]],
  ])('%s', async (_, metrics) => {
    const { name } = metrics.at(-1) as TensorFunction;
    await expect(run(network(2, 'linear'), numbers, { loss: 'meanSquaredError', metrics })).rejects.toThrow(
      `metrics: expected functions with names of their own, none of them "loss" or "val_...", received a function named "${name}"`,
    );
  });
});

describe.each(['loss', 'metric'] as const)('a %s that gives no tensor is told what to give:', (kind) => {
  test.each([
    ['nothing', () => undefined, 'received nothing\n    fix: return what TensorFlow.js computes from yTrue and yPred'],
    ['a number', () => 3, 'received 3\n    fix: return what TensorFlow.js computes from yTrue and yPred'],
    ['a promise', () => Promise.resolve(3), 'received a promise\n    fix: do not make the function async'],
  ])('%s', async (_, give, told) => {
    const own = Object.defineProperty(give, 'name', { value: 'mine' }) as unknown as TensorFunction;
    const options = kind === 'loss' ? { loss: own } : { loss: 'meanSquaredError' as const, metrics: [own] };
    const path = kind === 'loss' ? 'loss' : 'mine';
    await expect(run(network(2, 'linear'), numbers, options)).rejects.toThrow(
      `the ${kind} has a problem\n  ${path}: expected a function that returns a tensor, ${told}`,
    );
  });
});

test.each([
  ['a loss', { loss: () => fail() }],
  ['a metric', { loss: 'meanSquaredError', metrics: [function broken(): Tensor { return fail(); }] }], // prettier-ignore
] as const)('an error in %s ends the run with it', async (_, options) => {
  await expect(run(network(2, 'linear'), numbers, options as TrainOptions)).rejects.toThrow('mine');
});

test('a loss that is a promise is told of once, whatever becomes of the promise', async () => {
  const loss = (async (yTrue: Tensor) => {
    await Promise.resolve();
    return tf.mean(yTrue); // freed by then
  }) as unknown as TensorFunction;
  await expect(run(network(2, 'linear'), numbers, { loss })).rejects.toThrow('do not make the function async');
  await new Promise((resolve) => setImmediate(resolve)); // an error of the promise's own would end the process here
});

function fail(): Tensor {
  tf.scalar(1);
  throw new Error('mine');
}

describe('a loss that cannot be trained by is refused', () => {
  const two = network(2, 'linear');
  const penalised = {
    input: [3],
    layers: [{ type: 'dense', units: 2, kernelRegularizer: 'l2' }],
  } as unknown as typeof two;

  test.each([
    ['of the labels alone', two, (yTrue: Tensor) => tf.mean(tf.square(yTrue), -1)],
    ['of answers that were read out', two, (yTrue: Tensor, yPred: Tensor) => tf.sub(yTrue, tf.tensor(yPred.arraySync()))],
    ['beside a penalty, which alone would be made small', penalised, (yTrue: Tensor) => tf.mean(yTrue, -1)],
  ])('where it does not depend on the answers: %s', async (_, spec, loss) => {
    await expect(run(spec, numbers, { loss })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the loss has a problem
       loss: expected values computed from the answers of the network, yPred, received values that are not
         fix: compute it by operations of TensorFlow.js alone; dataSync, arraySync and tf.tensor lose the way back"
    `);
  });

  test('where it goes through an operation without a gradient', async () => {
    const loss: TensorFunction = (yTrue, yPred) => tf.cast(tf.notEqual(yTrue, tf.round(tf.greater(yPred, 0))), 'float32');
    await expect(run(two, numbers, { loss })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the loss has a problem
       loss: expected operations that have a gradient, received NotEqual
         fix: take a smooth one in its place, such as a sigmoid for a step or the squared distance for a choice"
    `);
  });

  test.each([
    ['the last row left out', (yTrue: Tensor, yPred: Tensor) => tf.slice(tf.squaredDifference(yTrue, yPred), 0, yTrue.shape[0]! - 1)],
    ['the mean over the rows', (yTrue: Tensor, yPred: Tensor) => tf.mean(tf.squaredDifference(yTrue, yPred), 0)],
  ])('where its size is that of neither the rows nor one number: %s', async (_, loss) => {
    await expect(run(two, numbers, { loss })).rejects.toThrowErrorMatchingSnapshot();
  });

  test('in a step of the program too', async () => {
    const trainStep = ({ minimize, targets }: StepContext) => ({ loss: minimize(() => tf.mean(targets[0]!)) });
    const { validationSplit: _, ...options } = base;
    await expect(train({ network: two }, numbers, { ...options, trainStep })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the loss has a problem
       loss: expected a number that depends on the weights which are trained, received one that does not
         fix: compute it by operations of TensorFlow.js alone; dataSync, arraySync and tf.tensor lose the way back"
    `);
  });
});

test('a loss may choose between two forms by a comparison', async () => {
  const huber: TensorFunction = (yTrue, yPred) => {
    const error = tf.abs(tf.sub(yTrue, yPred));
    return tf.mean(tf.where(tf.greater(error, 1), tf.sub(error, 0.5), tf.div(tf.square(error), 2)), -1);
  };
  const [own, named] = [
    await run(network(2, 'linear'), numbers, { loss: huber }),
    await run(network(2, 'linear'), numbers, { loss: 'huberLoss' }),
  ];
  expect(distance(own.weights, named.weights)).toBeLessThan(1e-5);
});

test('one number for all rows may lie along an axis of its own', async () => {
  const along: TensorFunction = (yTrue, yPred) => tf.reshape(tf.mean(squares(yTrue, yPred)), [1, 1]);
  const [own, named] = [
    await run(network(2, 'linear'), numbers, { loss: along }),
    await run(network(2, 'linear'), numbers, { loss: 'meanSquaredError' }),
  ];
  expect(distance(own.weights, named.weights)).toBeLessThan(1e-5);
});
