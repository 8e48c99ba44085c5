import type { OptimizerSpec } from './builders/words.ts';
import { named, namedOption, type NormalisedNamed } from './named.ts';
import { flag, number } from './option.ts';

const rate = (fallback: number) => number({ exclusiveMinimum: 0 })({ doc: 'How far each step goes.', default: fallback });
const decayed = (doc: string, fallback: number) => number({ minimum: 0, exclusiveMaximum: 1 })({ doc, default: fallback });
const epsilon = number({ exclusiveMinimum: 0 })({
  doc: "Keeps a divisor from 0. Default: the backend's own, 1e-7 where numbers have 32 bits.",
  optional: true,
});

/**
 * Every optimizer of TF.js 4.22 with the argument names of `tf.train`. Defaults are those that TF.js uses for an optimizer
 * given by name; `momentum`, which it does not know by name, has the customary 0.9.
 */
export const optimizers = {
  sgd: named({ type: 'sgd', aliases: ['SGD'], doc: 'Against the gradient.', options: { learningRate: rate(0.01) } }),
  momentum: named({
    type: 'momentum',
    doc: 'Against a running sum of gradients (Sutskever et al. 2013).',
    options: {
      learningRate: rate(0.01),
      momentum: decayed('Share of the last step that is kept.', 0.9),
      useNesterov: flag({ doc: "Nesterov's form: the gradient looks one step ahead.", default: false }),
    },
  }),
  adagrad: named({
    type: 'adagrad',
    aliases: ['Adagrad'],
    doc: 'Smaller steps for weights that have moved much (Duchi et al. 2011).',
    options: {
      learningRate: rate(0.01),
      initialAccumulatorValue: number({ exclusiveMinimum: 0 })({ doc: 'Where the sum of squared gradients begins.', default: 0.1 }),
    },
  }),
  adadelta: named({
    type: 'adadelta',
    aliases: ['Adadelta'],
    doc: 'Steps scaled by running means of gradients and of steps (Zeiler 2012).',
    options: { learningRate: rate(1), rho: decayed('How much of the running means is kept.', 0.95), epsilon },
  }),
  rmsprop: named({
    type: 'rmsprop',
    aliases: ['RMSProp'],
    doc: 'Gradients divided by the root of their running mean square (Tieleman and Hinton 2012).',
    options: {
      learningRate: rate(0.001),
      decay: decayed('How much of the running mean is kept.', 0.9),
      momentum: decayed('Share of the last step that is kept.', 0),
      epsilon,
      centered: flag({ doc: 'Divides by the variance instead of the mean square.', default: false }),
    },
  }),
  adam: named({
    type: 'adam',
    aliases: ['Adam'],
    doc: 'Running means of the gradient and of its square (Kingma and Ba 2015, algorithm 1).',
    options: {
      learningRate: rate(0.001),
      beta1: decayed('How much of the running mean is kept.', 0.9),
      beta2: decayed('How much of the running mean square is kept.', 0.999),
      epsilon,
    },
  }),
  adamax: named({
    type: 'adamax',
    aliases: ['Adamax'],
    doc: 'adam with the largest gradient in place of the mean square (Kingma and Ba 2015, algorithm 2).',
    options: {
      learningRate: rate(0.002),
      beta1: decayed('How much of the running mean is kept.', 0.9),
      beta2: decayed('How much of the running maximum is kept.', 0.999),
      epsilon,
      decay: number({ minimum: 0 })({ doc: 'The learning rate is divided by 1 + decay * steps.', default: 0 }),
    },
  }),
} as const;

export type { OptimizerSpec };
export type Optimizer = NormalisedNamed<typeof optimizers>;
export const optimizerOption = namedOption<typeof optimizers, OptimizerSpec>('an optimizer', optimizers);
