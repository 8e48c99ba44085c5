import { describe, expect, test } from '@jest/globals';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { messageOf } from './messageOf.ts';

/** A network with one output, and how it is trained. */
const trained = (units: number, activation: string, training: object) => ({
  network: { input: [4], layers: [{ type: 'dense', units, activation }] },
  training,
});
const targeted = (target: object, training: object) => ({ features: { a: 'number' }, target, network: { layers: [] }, training });
const classes = { kind: { type: 'category', classes: ['a', 'b', 'c'] } };
const two = { kind: { type: 'category', classes: ['a', 'b'] } };

describe('what is left out', () => {
  test.each([
    ['sigmoid', 'binaryCrossentropy'],
    ['softmax', 'categoricalCrossentropy'],
    ['linear', 'meanSquaredError'],
    ['relu', 'meanSquaredError'],
  ])('is, after %s, the loss %s', (activation, loss) => {
    expect(parseModel(trained(3, activation, {})).training.loss).toMatchObject([{ type: loss }]);
  });

  test('has defaults, those of optimizers too', () => {
    const { training } = parseModel(trained(3, 'linear', { optimizer: 'sgd' }));
    expect(training).toEqual({
      loss: [{ type: 'meanSquaredError' }],
      optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false },
      metrics: [],
      epochs: 100,
      batchSize: 32,
      validationSplit: 0,
      testSplit: 0,
      shuffle: true,
    });
  });
});

describe('what is written', () => {
  test('cannot ask for the best weights and for the last ones at once', () => {
    const both = (keepBest: unknown) => trained(1, 'linear', { keepBest, earlyStopping: { restoreBestWeights: false } });
    expect(messageOf(both(true))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.keepBest: expected nothing beside "restoreBestWeights": false, or the name of another number, received true
         fix: leave one of the two out: the run ends with the weights of the best epoch, or with those of the last"
    `);
    for (const keepBest of [false, 'loss', undefined]) expect(checkModel(both(keepBest))).toEqual([]);
  });

  test('may be a word that only begins like the right one, which is told', () => {
    expect(messageOf(trained(1, 'linear', { schedule: 'step' }))).toContain('did you mean "stepDecay"?');
    expect(messageOf(trained(1, 'linear', { schedule: 'cosine' }))).toContain('did you mean "cosineDecay"?');
  });

  test('may name the number of which the best is kept, alone or with its mode', () => {
    const kept = (keepBest: unknown) => parseModel(trained(1, 'linear', { keepBest })).training.keepBest;
    expect(kept('val_loss')).toEqual({ monitor: 'val_loss', mode: 'auto' });
    expect(kept({ monitor: 'val_own', mode: 'max' })).toEqual({ monitor: 'val_own', mode: 'max' });
    expect([kept(true), kept(false)]).toEqual([true, false]);
    const wrong = [3, '', { mode: 'max' }, { monitor: 'loss', mode: 'most' }].map((keepBest) => checkModel(trained(1, 'linear', { keepBest }))); // prettier-ignore
    expect(wrong.map(([issue, ...more]) => [issue!.path, more.length])).toEqual([
      ['training.keepBest', 0],
      ['training.keepBest', 0],
      ['training.keepBest.monitor', 0],
      ['training.keepBest.mode', 0],
    ]);
  });

  test('may be a short name or an object', () => {
    const { training } = parseModel(trained(1, 'linear', { loss: { type: 'huberLoss', delta: 2 }, metrics: ['mae'], seed: 0 }));
    expect(training).toMatchObject({ loss: [{ type: 'huberLoss', delta: 2 }], metrics: [{ type: 'meanAbsoluteError' }], seed: 0 });
  });

  test('may be one loss for all outputs or one for each', () => {
    const layers = [
      { type: 'dense', units: 2 },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ];
    const network = { input: [4], layers, outputs: ['dense_1', 'dense_2'] };
    const lossesOf = (training: object) => parseModel({ network, training }).training.loss.map(({ type }) => type);
    expect(lossesOf({})).toEqual(['meanSquaredError', 'binaryCrossentropy']);
    expect(lossesOf({ loss: 'mae' })).toEqual(['meanAbsoluteError', 'meanAbsoluteError']);
    expect(lossesOf({ loss: ['mse', 'logLoss'] })).toEqual(['meanSquaredError', 'logLoss']);
    expect(messageOf({ network, training: { loss: ['mse', 'mse', 'mse'] } })).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a list of 2, one loss for each output, received 3"
    `);
    expect(messageOf({ network, training: { loss: ['binaryCrossentropy', 'mse'] } })).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss[0]: expected a loss for values that may lie outside 0 to 1, received "binaryCrossentropy" after linear
         fix: give network.layers[0] dense activation "sigmoid""
    `);
  });
});

describe('a loss that cannot go is told', () => {
  test('with the units of the output', () => {
    expect(messageOf(trained(1, 'sigmoid', { loss: 'categoricalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for 1 unit, received "categoricalCrossentropy", which compares several
         fix: write "binaryCrossentropy""
    `);
    expect(messageOf(trained(1, 'sigmoid', { loss: 'categoricalFocalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for 1 unit, received "categoricalFocalCrossentropy", which compares several
         fix: write "binaryFocalCrossentropy""
    `);
    expect(messageOf(trained(1, 'linear', { loss: 'softmaxCrossEntropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for 1 unit, received "softmaxCrossEntropy", which compares several
         fix: write "sigmoidCrossEntropy""
    `);
    expect(messageOf(trained(1, 'linear', { loss: 'cosineProximity' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for 1 unit, received "cosineProximity", which compares several"
    `);
    expect(messageOf(trained(1, 'softmax', { loss: 'categoricalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       network.layers[0].activation: expected no softmax on 1 unit, which always gives 1, received "softmax"
         fix: write "sigmoid", or as many units as there are classes"
    `);
  });

  test('with its activation', () => {
    expect(messageOf(trained(1, 'linear', { loss: 'binaryCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for values that may lie outside 0 to 1, received "binaryCrossentropy" after linear
         fix: give network.layers[0] dense activation "sigmoid""
    `);
    expect(messageOf(trained(3, 'relu', { loss: 'sparseCategoricalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for values that may lie outside 0 to 1, received "sparseCategoricalCrossentropy" after relu
         fix: give network.layers[0] dense activation "softmax""
    `);
    expect(messageOf(trained(1, 'linear', { loss: 'binaryFocalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for values that may lie outside 0 to 1, received "binaryFocalCrossentropy" after linear
         fix: give network.layers[0] dense activation "sigmoid""
    `);
    expect(messageOf(trained(3, 'softmax', { loss: 'softmaxCrossEntropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for probabilities, received "softmaxCrossEntropy" after softmax
         fix: give network.layers[0] dense no activation, or write "categoricalCrossentropy""
    `);
    expect(messageOf(trained(1, 'tanh', { loss: 'poisson' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for values below 0 too, received "poisson" after tanh
         fix: give network.layers[0] dense activation "softplus", or write another loss"
    `);
    expect(checkModel(trained(1, 'softplus', { loss: 'poisson' }))).toEqual([]);
  });

  test('also where layers that only move values stand behind the activation', () => {
    const layers = [{ type: 'timeDistributed', layer: { type: 'dense', units: 1, activation: 'tanh' } }, { type: 'flatten' }];
    expect(messageOf({ network: { input: [4, 2], layers }, training: { loss: 'logLoss' } })).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for values that may lie outside 0 to 1, received "logLoss" after tanh
         fix: give network.layers[0] timeDistributed activation "sigmoid""
    `);
    const behind = [{ type: 'dense', units: 3 }, { type: 'batchNormalization' }];
    expect(checkModel({ network: { input: [4], layers: behind }, training: { loss: 'binaryCrossentropy' } })).toEqual([]);
  });

  test('with the labels', () => {
    expect(messageOf(targeted(classes, { loss: 'sparseCategoricalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for encoded classes, received "sparseCategoricalCrossentropy"
         fix: write "categoricalCrossentropy": it takes classes as they are encoded here, one 0 or 1 for each"
    `);
    expect(messageOf(targeted(classes, { loss: 'hinge' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for labels of 0 and 1, received "hinge"
         fix: write "binaryCrossentropy""
    `);
    expect(messageOf(targeted(two, { loss: 'sigmoidCrossEntropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for probabilities, which answers are given with, received "sigmoidCrossEntropy"
         fix: write "binaryCrossentropy""
    `);
    expect(messageOf(targeted(two, { loss: 'categoricalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for 1 unit, received "categoricalCrossentropy", which compares several
         fix: write "binaryCrossentropy""
    `);
    expect(messageOf(targeted({ price: 'number' }, { loss: 'binaryCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for a number, received "binaryCrossentropy"
         fix: write "meanSquaredError", "meanAbsoluteError" or "huberLoss""
    `);
    expect(messageOf(targeted({ price: 'number' }, { loss: 'categoricalFocalCrossentropy' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for a number, received "categoricalFocalCrossentropy"
         fix: write "meanSquaredError", "meanAbsoluteError" or "huberLoss""
    `);
    expect(checkModel(targeted(two, { loss: 'binaryFocalCrossentropy' }))).toEqual([]);
    expect(checkModel(targeted(classes, { loss: 'categoricalFocalCrossentropy' }))).toEqual([]);
    expect(checkModel(targeted({ price: 'number' }, { loss: { type: 'pinball', quantile: 0.9 } }))).toEqual([]);
    expect(messageOf(targeted({ price: 'number' }, { loss: 'msle' }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss: expected a loss for numbers below and above 0, which "standard" scaling makes, received "meanSquaredLogarithmicError"
         fix: give the target "scale": "none" or "minMax""
    `);
    expect(checkModel(targeted({ price: { type: 'number', scale: 'none' } }, { loss: 'msle' }))).toEqual([]);
  });

  test('by its own options', () => {
    expect(messageOf(trained(3, 'linear', { loss: { type: 'cosineDistance', axis: 2 } }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss.axis: expected an axis of [null, 3] after the batch, received 2"
    `);
    expect(messageOf(trained(3, 'linear', { loss: { type: 'cosineDistance', axis: 0 } }))).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss.axis: expected an axis of [null, 3] after the batch, received 0"
    `);
    const network = { input: [4, 2], layers: [{ type: 'dense', units: 3 }] };
    expect(messageOf({ network, training: { loss: { type: 'softmaxCrossEntropy', labelSmoothing: 0.1 } } })).toMatchInlineSnapshot(`
     "the spec has a problem
       training.loss.labelSmoothing: expected 0 for an output of [null, 4, 3], received 0.1"
    `);
  });

  test('but not again where the head is wrong', () => {
    const head = { type: 'dense', units: 3, id: 'x' };
    const spec = { ...targeted(classes, { loss: 'categoricalCrossentropy' }), network: { layers: [head], outputs: 'x' } };
    expect(checkModel(spec).map(({ path }) => path)).toEqual(['network.layers[0].activation']);
  });
});

test('a metric that cannot be taken is told', () => {
  expect(messageOf(targeted({ price: 'number' }, { metrics: ['accuracy', 'mae', 'precision'] }))).toMatchInlineSnapshot(`
   "the spec has 2 problems
     training.metrics[0]: expected a metric for a number, received "accuracy"
       fix: write "meanAbsoluteError" or "r2Score"
     training.metrics[2]: expected a metric for a number, received "precision"
       fix: write "meanAbsoluteError" or "r2Score""
  `);
  expect(messageOf(targeted(classes, { metrics: ['sparseCategoricalAccuracy'] }))).toMatchInlineSnapshot(`
   "the spec has a problem
     training.metrics[0]: expected a metric for encoded classes, received "sparseCategoricalAccuracy"
       fix: write "accuracy": it takes classes as they are encoded here, one 0 or 1 for each"
  `);
  expect(messageOf(trained(1, 'sigmoid', { metrics: ['categoricalAccuracy', 'cosine'] }))).toMatchInlineSnapshot(`
   "the spec has 2 problems
     training.metrics[0]: expected a metric for 1 unit, received "categoricalAccuracy", which compares several
       fix: write "accuracy"
     training.metrics[1]: expected a metric for 1 unit, received "cosineProximity", which compares several"
  `);
  expect(messageOf(trained(3, 'softmax', { metrics: [{ type: 'precision', average: 'binary' }] }))).toMatchInlineSnapshot(`
   "the spec has a problem
     training.metrics[0].average: expected an average over 3 units: "macro", "micro", "weighted" or "none", received "binary", which is about two classes"
  `);
  expect(checkModel(trained(1, 'sigmoid', { metrics: [{ type: 'recall', average: 'binary' }] }))).toEqual([]);
});

test('numbers out of range are told', () => {
  expect(messageOf(trained(1, 'linear', { epochs: 1.5, batchSize: 0, validationSplit: 1, seed: -1, shuffle: 'yes' })))
    .toMatchInlineSnapshot(`
   "the spec has 5 problems
     training.epochs: expected a positive integer, received 1.5
     training.batchSize: expected a positive integer, received 0
     training.validationSplit: expected a number >= 0 and < 1, received 1
     training.shuffle: expected true or false, received "yes"
     training.seed: expected an integer >= 0, received -1"
  `);
});

describe('weights of classes', () => {
  test('go with a target of classes, and with arrays that have one class a row', () => {
    expect(checkModel(targeted(classes, { classWeight: { a: 2, c: 0.5 } }))).toEqual([]);
    expect(checkModel(targeted({ kind: 'category' }, { classWeight: { anything: 2 } }))).toEqual([]);
    expect(checkModel(targeted({ kind: 'category' }, { classWeight: 'balanced' }))).toEqual([]);
    expect(checkModel(trained(1, 'sigmoid', { loss: 'binaryCrossentropy', classWeight: { 0: 1, 1: 2 } }))).toEqual([]);
    expect(checkModel(trained(3, 'softmax', { loss: 'sparseCategoricalCrossentropy', classWeight: { 2: 2 } }))).toEqual([]);
    expect(checkModel(trained(3, 'softmax', { classWeight: 'balanced' }))).toEqual([]);
  });

  test.each([
    ['a class that is none', targeted(classes, { classWeight: { a: 1, d: 2 } })],
    ['a number', targeted({ price: 'number' }, { classWeight: 'balanced' })],
    ['a class number beyond the units', trained(3, 'softmax', { classWeight: { 3: 1 } })],
    ['a name for a class of arrays', trained(1, 'sigmoid', { classWeight: { yes: 1 } })],
    ['a loss of numbers', trained(1, 'linear', { loss: 'mse', classWeight: 'balanced' })],
    ['several answers a row', trained(3, 'sigmoid', { loss: 'binaryCrossentropy', classWeight: 'balanced' })],
    [
      'sequences',
      { network: { input: [4, 2], layers: [{ type: 'dense', units: 3, activation: 'softmax' }] }, training: { classWeight: 'balanced' } },
    ],
    [
      'several outputs',
      { network: { input: [4], layers: [{ type: 'dense', units: 1 }, { type: 'dense', units: 1 }], outputs: ['dense_1', 'dense_2'] }, training: { classWeight: 'balanced' } }, // prettier-ignore
    ],
    ['a word', trained(3, 'softmax', { classWeight: 'balance' })],
    ['a weight below 0', trained(3, 'softmax', { classWeight: { 1: -1 } })],
  ])('do not go with %s', (_, spec) => {
    expect(messageOf(spec)).toMatchSnapshot();
  });

  test('are not judged by a loss that is wrong itself', () => {
    const issues = checkModel(trained(3, 'softmax', { loss: 'hingee', classWeight: 'balanced' }));
    expect(issues.map(({ path }) => path)).toEqual(['training.loss']);
  });
});

test('a column of weights needs features, and is not the target', () => {
  expect(checkModel(targeted(classes, { sampleWeight: 'w' }))).toEqual([]);
  expect(checkModel(targeted(classes, { sampleWeight: 'a' }))).toEqual([]);
  expect(messageOf(targeted(classes, { sampleWeight: 'kind' }))).toMatchInlineSnapshot(`
   "the spec has a problem
     training.sampleWeight: expected a column that is not the target, received "kind""
  `);
  expect(messageOf(trained(1, 'linear', { sampleWeight: 'w' }))).toMatchInlineSnapshot(`
   "the spec has a problem
     training.sampleWeight: expected features, so that rows have columns, received "w"
       fix: leave it out, and give { xs, ys, sampleWeight } as the data"
  `);
});

test('what no argument of an optimizer or a schedule tells by itself is told', () => {
  const optimizer = { type: 'adam', clipNorm: 1, clipValue: 0.5, weightDecay: 0.1, weightDecayOn: 'biases' };
  const schedule = { type: 'piecewiseConstant', boundaries: [3, 3], factors: [1, 0.5] };
  expect(messageOf(trained(1, 'linear', { optimizer, schedule }))).toMatchInlineSnapshot(`
   "the spec has 3 problems
     training.optimizer.weightDecayOn: expected "kernels" or "all", received "biases"
     training.schedule.boundaries: expected epochs in rising order, received [3,3]
     training.schedule.factors: expected 3 factors, one more than there are boundaries, received 2"
  `);
  expect(messageOf(trained(1, 'linear', { optimizer: { ...optimizer, weightDecayOn: 'all' } }))).toMatchInlineSnapshot(`
   "the spec has a problem
     training.optimizer: expected one way of clipping at most, received clipNorm and clipValue
       fix: write one of them"
  `);
});
