import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { evaluate, train, type ModelSpec, type TensorFunction, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { distance, leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const xs = wave(18, 3);
/** Three classes of 9, 6 and 3 rows. */
const classes = xs.map((_, i) => (i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2));
const oneHot = classes.map((k) => [0, 1, 2].map((c) => Number(c === k)));
const base = { optimizer: { type: 'sgd', learningRate: 0.5 }, batchSize: 4, epochs: 3, seed: 2, backend: 'cpu', shuffle: false } as const;
const softmax = { input: [3], layers: [{ type: 'dense', units: 3, activation: 'softmax' }] } as const;
const sigmoid = { input: [3], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] } as const;
const linear = { input: [3], layers: [{ type: 'dense', units: 4, activation: 'tanh' }, { type: 'dense', units: 2 }] } as const; // prettier-ignore

async function run(spec: unknown, data: unknown, options: TrainOptions) {
  const model = await train(spec as ModelSpec, data as Parameters<typeof train>[1], { ...base, ...options } as TrainOptions);
  const end = { weights: weightsOf(model.layersModel), history: model.history };
  model.dispose();
  return end;
}

const expectClose = (a: Awaited<ReturnType<typeof run>>, b: Awaited<ReturnType<typeof run>>) => {
  expect(distance(a.weights, b.weights)).toBeLessThan(1e-5);
  expect(Object.keys(a.history)).toEqual(Object.keys(b.history));
  for (const [name, values] of Object.entries(a.history)) values.forEach((value, i) => expect(value).toBeCloseTo(b.history[name]![i]!, 5));
};

describe('weights of classes', () => {
  const byClass = { 0: 0.5, 1: 2, 2: 3.5 };

  test('do not make the trivial baseline think classes as frequent as each other', async () => {
    const model = await train(softmax, { xs, ys: oneHot }, { ...base, loss: 'categoricalCrossentropy', classWeight: byClass });
    const { baselines } = model.heldOut ?? (await evaluate(model, { xs, ys: oneHot }, { allRows: true }));
    expect((baselines as { trivial: { accuracy: number } }).trivial.accuracy).toBe(0.5); // 9 of 18
    model.dispose();
  });

  test.each(['auto', 'eager'] as const)('move a tf.LayersModel as those of stock fit do (step: %s)', async (step) => {
    const make = () =>
      tfl.sequential({
        layers: [
          tfl.layers.dense({
            units: 3,
            activation: 'softmax',
            inputShape: [3],
            kernelInitializer: tfl.initializers.glorotNormal({ seed: 3 }),
          }),
        ],
      });
    const stock = make();
    const optimizer = tf.train.sgd(0.5);
    stock.compile({ optimizer, loss: 'categoricalCrossentropy' });
    const [inputs, labels] = [tf.tensor2d(xs), tf.tensor2d(oneHot)];
    await stock.fit(inputs, labels, { epochs: 3, batchSize: 4, shuffle: false, classWeight: byClass, verbose: 0 });
    const theirs = weightsOf(stock);
    tf.dispose([inputs, labels]);
    stock.dispose();
    optimizer.dispose();
    const model = await train(make(), { xs, ys: oneHot }, { ...base, step, loss: 'categoricalCrossentropy', classWeight: byClass });
    expect(distance(weightsOf(model.layersModel), theirs)).toBeLessThan(1e-5);
    model.dispose();
  });

  test('are those of their rows: by number, by class name, balanced; one-hot, as class numbers and as rows', async () => {
    const sampleWeight = classes.map((k) => byClass[k as 0 | 1 | 2]);
    const options = { loss: 'categoricalCrossentropy' } as const;
    const expected = await run(softmax, { xs, ys: oneHot, sampleWeight }, options);
    expectClose(await run(softmax, { xs, ys: oneHot }, { ...options, classWeight: byClass }), expected);
    expectClose(await run(softmax, { xs, ys: classes }, { loss: 'sparseCategoricalCrossentropy', classWeight: byClass }), expected);

    const balanced = await run(softmax, { xs, ys: oneHot }, { ...options, classWeight: 'balanced' });
    // rows / (classes * rows of the class)
    expectClose(
      balanced,
      await run(softmax, { xs, ys: oneHot }, { ...options, classWeight: { 0: 18 / (3 * 9), 1: 18 / (3 * 6), 2: 18 / (3 * 3) } }),
    );

    const spec = { features: { a: 'number', b: 'number', c: 'number' }, target: { kind: 'category' }, network: { layers: [{ type: 'dense', units: 3, activation: 'tanh' }] }, training: { validationSplit: 0 } }; // prettier-ignore
    const rows = xs.map(([a, b, c], i) => ({ a: a!, b: b!, c: c!, kind: 'xyz'[classes[i]!]! }));
    const named = await run(spec, rows, { classWeight: { x: 0.5, y: 2, z: 3.5 }, metrics: [] });
    expectClose(named, await run({ ...spec, training: { validationSplit: 0, sampleWeight: 'weight' } }, rows.map((row, i) => ({ ...row, weight: sampleWeight[i]! })), { metrics: [] })); // prettier-ignore
  });

  test('multiply those of their rows', async () => {
    const [ofRows, ofClasses] = [xs.map((_, i) => 1 + (i % 4)), classes.map((k) => byClass[k as 0 | 1 | 2])];
    const both = await run(softmax, { xs, ys: oneHot, sampleWeight: ofRows }, { classWeight: byClass });
    expectClose(both, await run(softmax, { xs, ys: oneHot, sampleWeight: ofRows.map((weight, i) => weight * ofClasses[i]!) }, {}));
  });

  test.each(['auto', 'eager'] as const)('are in the loss alone: metrics count by the weights of rows (step: %s)', async (step) => {
    // So small a rate that the answers stay.
    const options = { step, metrics: ['accuracy', 'recall'], optimizer: { type: 'sgd', learningRate: 1e-30 }, epochs: 1 } as const;
    const [loss, metrics] = ['categoricalCrossentropy', ({ history: { loss: _, ...rest } }: Awaited<ReturnType<typeof run>>) => rest] as const; // prettier-ignore
    const ofRows = xs.map((_, i) => 1 + (i % 4));
    for (const data of [
      { xs, ys: oneHot },
      { xs, ys: oneHot, sampleWeight: ofRows },
    ]) {
      const plain = await run(softmax, data, { ...options, loss });
      const weighed = await run(softmax, data, { ...options, loss, classWeight: byClass });
      expect(metrics(weighed)).toEqual(metrics(plain));
      expect(weighed.history['loss']![0]).not.toBeCloseTo(plain.history['loss']![0]!, 2);
    }
    const weighed = await run(softmax, { xs, ys: oneHot, sampleWeight: ofRows }, { ...options, loss });
    expect(metrics(weighed)).not.toEqual(metrics(await run(softmax, { xs, ys: oneHot }, { ...options, loss })));
  });

  test('are for training alone: held-out rows count alike', async () => {
    const seen: number[] = [];
    const entropy: TensorFunction = (yTrue, yPred) => {
      const value = tf.mean(tfl.metrics.categoricalCrossentropy(yTrue, yPred));
      seen.push(value.dataSync()[0]!);
      return value;
    };
    const { history } = await run(softmax, { xs, ys: oneHot }, { classWeight: byClass, validationSplit: 0.3, metrics: [entropy] });
    history['val_loss']!.forEach((loss, i) => expect(loss).toBeCloseTo(history['val_entropy']![i]!, 6));
    expect(history['loss']![0]).not.toBeCloseTo(history['entropy']![0]!, 2);
  });
});

describe('weights of rows', () => {
  const sampleWeight = xs.map((_, i) => [0, 1, 2.5][i % 3]!);
  const ys = wave(18, 2);

  test.each([
    ['meanSquaredError', linear, ys, (y: Tensor, p: Tensor) => tf.mean(tf.square(tf.sub(p, y)), -1)],
    ['meanAbsoluteError', linear, ys, (y: Tensor, p: Tensor) => tf.mean(tf.abs(tf.sub(p, y)), -1)],
    ['categoricalCrossentropy', softmax, oneHot, (y: Tensor, p: Tensor) => tf.neg(tf.sum(tf.mul(y, tf.log(p)), -1))],
    [
      'binaryCrossentropy',
      sigmoid,
      classes.map((k) => [Number(k > 0)]),
      (y: Tensor, p: Tensor) => tf.neg(tf.mean(tf.add(tf.mul(y, tf.log(p)), tf.mul(tf.sub(1, y), tf.log(tf.sub(1, p)))), -1)),
    ],
  ] as const)('go into the loss as they do by hand: %s', async (loss, spec, labels, lossOf) => {
    const options = { loss, epochs: 1, batchSize: 18 } as const;
    const start = (await run(spec, { xs, ys: labels }, { ...options, optimizer: { type: 'sgd', learningRate: 1e-30 } })).weights;
    const shapes = spec.layers.flatMap(({ units }, i) => [[i === 0 ? 3 : 4, units], [units]]);
    const byHand = tf.tidy(() => {
      const [x, y, w] = [tf.tensor2d(xs), tf.tensor2d(labels.map((row) => [...row])), tf.tensor1d(sampleWeight)];
      const answer = (...weights: Tensor[]) => {
        let flow: Tensor = x;
        for (const [i, { activation }] of (spec.layers as readonly { activation?: string }[]).entries()) {
          flow = tf.add(tf.matMul(flow, weights[2 * i]!), weights[2 * i + 1]!);
          if (activation === 'tanh') flow = tf.tanh(flow);
          if (activation === 'sigmoid') flow = tf.sigmoid(flow);
          if (activation === 'softmax') flow = tf.softmax(flow);
        }
        return tf.div(tf.sum(tf.mul(lossOf(y, flow), w)), 18) as Tensor;
      };
      const weights = start.map((values, i) => tf.tensor([...values], shapes[i]!));
      const { value, grads } = tf.valueAndGrads((...all: Tensor[]) => answer(...all))(weights);
      const moved = weights.map((weight, i) => [...tf.sub(weight, tf.mul(0.5, grads[i]!)).dataSync()]);
      return { weights: moved, history: { loss: [value.dataSync()[0]!] } };
    });
    for (const step of ['auto', 'eager'] as const)
      expectClose(await run(spec, { xs, ys: labels, sampleWeight }, { ...options, step }), byHand);
  });

  test('of 0 leave a row out of all: it may say what it likes', async () => {
    for (const step of ['auto', 'eager'] as const) {
      const options = { step, loss: 'meanSquaredError', metrics: ['meanAbsoluteError', 'r2Score'], validationSplit: 0.3 } as const;
      const lies = ys.map((row, i) => (sampleWeight[i] === 0 ? row.map((y) => y + 100) : row));
      expect(await run(linear, { xs, ys: lies, sampleWeight }, options)).toEqual(await run(linear, { xs, ys, sampleWeight }, options));
    }
  });

  test('count for held-out rows too, in the loss and in the metrics', async () => {
    const seen: { readonly labels: number[][]; readonly answers: number[][] }[] = [];
    const keep: TensorFunction = (yTrue, yPred) => {
      seen.push({ labels: yTrue.arraySync() as number[][], answers: yPred.arraySync() as number[][] });
      return tf.scalar(0);
    };
    const options = { loss: 'meanSquaredError', metrics: ['meanAbsoluteError', keep], validationSplit: 0.3 } as const;
    const { history } = await run(linear, { xs, ys, sampleWeight }, options);
    const heldOut = seen.filter((_, i) => i % 2 === 1);
    expect(heldOut).toHaveLength(3);
    heldOut.forEach(({ labels, answers }, epoch) => {
      const weights = labels.map(([y]) => sampleWeight[ys.findIndex((row) => Math.fround(row[0]!) === y)]!);
      const sum = (of: (away: number) => number) =>
        labels.reduce((total, row, i) => total + (weights[i]! * (of(row[0]! - answers[i]![0]!) + of(row[1]! - answers[i]![1]!))) / 2, 0);
      expect(history['val_loss']![epoch]).toBeCloseTo(sum((away) => away ** 2) / labels.length, 5);
      expect(history['val_meanAbsoluteError']![epoch]).toBeCloseTo(sum(Math.abs) / weights.reduce((a, b) => a + b), 5);
    });
  });

  test.each(['auto', 'eager'] as const)('scale the loss and nothing else where they are all alike (step: %s)', async (step) => {
    const options = { loss: 'meanSquaredError', step } as const;
    const double = await run(
      linear,
      { xs, ys, sampleWeight: xs.map(() => 2) },
      { ...options, optimizer: { type: 'sgd', learningRate: 0.25 } },
    );
    const single = await run(linear, { xs, ys }, options);
    expect(distance(double.weights, single.weights)).toBeLessThan(1e-6);
    double.history['loss']!.forEach((loss, i) => expect(loss).toBeCloseTo(2 * single.history['loss']![i]!, 5));
  });
});
