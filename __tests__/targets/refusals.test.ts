import { expect, test } from '@jest/globals';
import { messageOf } from '../spec/messageOf.ts';

const features = { a: 'number' };
const classes = ['S', 'M', 'L'];
const spec = (target: object, training: object = {}, head?: object) => ({
  features,
  target,
  network: { layers: head ? [{ type: 'dense', id: 'mine', ...head }] : [], ...(head ? { outputs: 'mine' } : {}) },
  training,
});

test('a head that was written must answer for its target', () => {
  const heads: readonly (readonly [object, object])[] = [
    [
      { type: 'labels', classes },
      { units: 2, activation: 'softmax' },
    ],
    [
      { type: 'ordinal', classes },
      { units: 3, activation: 'softmax' },
    ],
    [
      { type: 'category', classes: ['no', 'yes'], head: 'softmax' },
      { units: 1, activation: 'sigmoid' },
    ],
    [{ type: 'quantiles' }, { units: 2, activation: 'relu' }],
    [{ type: 'count' }, { units: 2, activation: 'softplus' }],
    [
      { type: 'number', scale: 'log' },
      { units: 1, activation: 'relu' },
    ],
  ];
  const told = heads.map(([target, head]) => messageOf(spec({ y: target }, {}, head)));
  expect(told.join('\n')).toMatchInlineSnapshot(`
   "the spec has 2 problems
     network.layers[0] dense: expected 3 units for the 3 labels of "y", received [2]
     network.layers[0].activation: expected "sigmoid", so that each label has a probability of its own, received "softmax"
   the spec has 2 problems
     network.layers[0] dense: expected 2 units for the 3 classes of "y", each but the first, received [3]
     network.layers[0].activation: expected "sigmoid", the probability that it is beyond each class but the last, received "softmax"
   the spec has a problem
     network.layers[0] dense: expected 2 units for the 2 classes of "y", received [1]
   the spec has 2 problems
     network.layers[0] dense: expected 3 units for the 3 quantiles of "y", received [2]
     network.layers[0].activation: expected an activation that reaches numbers below and above 0, which "standard" scaling makes, received "relu"
       fix: leave the activation out, or give the target "scale": "minMax"
   the spec has 2 problems
     network.layers[0] dense: expected 1 unit for the count "y", received [2]
     network.layers[0].activation: expected an activation that reaches numbers below 0 too, as the logarithm is answered, received "softplus"
       fix: leave the activation out
   the spec has a problem
     network.layers[0].activation: expected an activation that reaches numbers below and above 0, which "log" scaling makes, received "relu"
       fix: leave the activation out, or give the target "scale": "minMax""
  `);
});

test('a loss that was written must go with its target', () => {
  const losses: readonly (readonly [object | string, object | string])[] = [
    ['labels', 'categoricalCrossentropy'],
    [{ type: 'ordinal', classes }, 'binaryCrossentropy'],
    ['quantiles', { type: 'quantiles', quantiles: [0.25, 0.5] }],
    ['count', 'poisson'],
    ['number', 'logPoisson'],
    ['category', 'ordinalCrossentropy'],
  ];
  const told = losses.map(([target, loss]) => messageOf(spec({ y: target }, { loss })));
  expect(told.join('\n')).toMatchInlineSnapshot(`
   "the spec has a problem
     training.loss: expected a loss for several labels, each yes or no, received "categoricalCrossentropy"
       fix: write "binaryCrossentropy" or "binaryFocalCrossentropy"
   the spec has a problem
     training.loss: expected the loss for classes in an order, received "binaryCrossentropy"
       fix: leave "loss" out, or write "ordinalCrossentropy"
   the spec has a problem
     training.loss: expected the loss for the quantiles 0.1, 0.5, 0.9, received "quantiles"
       fix: leave "loss" out
   the spec has a problem
     training.loss: expected the loss for counts, whose logarithm is answered, received "poisson"
       fix: leave "loss" out, or write "logPoisson"
   the spec has a problem
     training.loss: expected a loss for a number, received "logPoisson"
       fix: give the target the type "count"
   the spec has a problem
     training.loss: expected a loss for classes without an order, received "ordinalCrossentropy"
       fix: give the target the type "ordinal""
  `);
});

test('metrics must suit the target, or one of several', () => {
  const told = [
    messageOf(spec({ y: 'quantiles' }, { metrics: ['accuracy'] })),
    messageOf(spec({ y: 'number' }, { metrics: ['coverage'] })),
    messageOf(spec({ y: { type: 'ordinal', classes } }, { metrics: ['meanAbsoluteError'] })),
    messageOf(spec({ y: 'labels' }, { metrics: ['topKAccuracy'] })),
    messageOf(spec({ y: 'labels', z: 'category' }, { metrics: ['r2Score', 'accuracy'] })),
  ];
  expect(told.join('\n')).toMatchInlineSnapshot(`
   "the spec has a problem
     training.metrics[0]: expected a metric for a number, received "accuracy"
       fix: write "meanAbsoluteError" or "r2Score"
   the spec has a problem
     training.metrics[0]: expected a metric for what is no list of quantiles, received "coverage"
       fix: give the target the type "quantiles"
   the spec has a problem
     training.metrics[0]: expected a metric for classes, received "meanAbsoluteError"
       fix: write "meanRankError"
   the spec has a problem
     training.metrics[0]: expected a metric for several labels, each yes or no, received "topKAccuracy"
       fix: write "f1" or "accuracy"
   the spec has a problem
     training.metrics[0]: expected a metric for one of the targets, received "r2Score""
  `);
});

test('options of targets are checked, and what a target cannot be told is refused', () => {
  const told = [
    messageOf(spec({ y: { type: 'quantiles', quantiles: [0.1, 0.9] } })),
    messageOf(spec({ y: { type: 'quantiles', quantiles: [0.5, 0.1] } })),
    messageOf(spec({ y: { type: 'number', lossWeight: 2 } })),
    messageOf(spec({ y: { type: 'number', lossWeight: 0 }, z: 'number' })),
    messageOf(spec({ quantile_low: 'number', y: 'quantiles' })),
    messageOf(spec({ probabilities: 'number', y: 'labels' })),
    messageOf(spec({ y: { type: 'category', classes, head: 'sigmoid' } })),
    messageOf(spec({ y: 'labels' }, { classWeight: 'balanced' })),
    messageOf(spec({ y: 'category', z: 'number' }, { classWeight: 'balanced' })),
    messageOf(spec({ y: 'category', w: 'number' }, { sampleWeight: 'w' })),
  ];
  expect(told.join('\n')).toMatchInlineSnapshot(`
   "the spec has a problem
     target.y.quantiles: expected a rising list of numbers between 0 and 1, with 0.5 among them, received [0.1,0.9]
   the spec has a problem
     target.y.quantiles: expected a rising list of numbers between 0 and 1, with 0.5 among them, received [0.5,0.1]
   the spec has a problem
     target.y.lossWeight: expected several targets, among which it weighs one, received one target
       fix: leave it out
   the spec has a problem
     target.y.lossWeight: expected a number > 0, received 0
   the spec has a problem
     target.quantile_low: expected another name, since answers have a key of this one, received "quantile_low"
       fix: give the column another name
   the spec has a problem
     target.probabilities: expected another name, since answers have a key of this one, received "probabilities"
       fix: give the column another name
   the spec has a problem
     target.y.head: expected "softmax" for 3 classes, or nothing, received "sigmoid"
   the spec has a problem
     training.classWeight: expected a target that is a category, received the labels "y"
       fix: name a column of weights by "sampleWeight" instead
   the spec has a problem
     training.classWeight: expected one target, a category, received 2 targets
       fix: name a column of weights by "sampleWeight" instead
   the spec has a problem
     training.sampleWeight: expected a column that is not the target, received "w""
  `);
});
