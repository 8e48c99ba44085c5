import type { OptimizerSpec } from './builders/words.ts';
import { named, namedOption, type NormalisedNamed } from './named.ts';
import { flag, number } from './option.ts';
import { amsgrad, commonOptions, commonPartners, decayed, epsilon, outsideEpsilon, rate, weightDecay } from './optimizerOptions.ts';

const beta1 = decayed('How much of the running mean is kept.', 0.9);
const beta2 = decayed('How much of the running mean square is kept.', 0.999);
const adamOptions = { learningRate: rate(0.001), beta1, beta2, epsilon: outsideEpsilon } as const;

/**
 * Every optimizer of TF.js 4.22 with the argument names of `tf.train`, and those of Keras 3 that it lacks. Defaults are those that
 * TF.js uses for an optimizer given by name, or Keras's; `momentum`, which neither knows by name, has the customary 0.9.
 */
export const optimizers = {
  sgd: named({
    type: 'sgd',
    aliases: ['SGD'],
    doc: "Against the gradient; with momentum in Keras's form, whose velocity holds learning rates: v = momentum * v - learningRate * gradient.",
    options: {
      learningRate: rate(0.01),
      momentum: decayed('Share of the last step that is kept.', 0),
      nesterov: flag({ doc: "Nesterov's form of momentum: the gradient looks one step ahead.", default: false }),
      ...commonOptions,
    },
    partners: { nesterov: { name: 'momentum', such: '0.9' }, ...commonPartners },
  }),
  momentum: named({
    type: 'momentum',
    doc: 'Against a running sum of gradients (Sutskever et al. 2013).',
    options: {
      learningRate: rate(0.01),
      momentum: decayed('Share of the last step that is kept.', 0.9),
      useNesterov: flag({ doc: "Nesterov's form: the gradient looks one step ahead.", default: false }),
      ...commonOptions,
    },
    partners: { useNesterov: { name: 'momentum', such: '0.9' }, ...commonPartners },
  }),
  adagrad: named({
    type: 'adagrad',
    aliases: ['Adagrad'],
    doc: 'Smaller steps for weights that have moved much (Duchi et al. 2011).',
    options: {
      learningRate: rate(0.01),
      initialAccumulatorValue: number({ exclusiveMinimum: 0 })({ doc: 'Where the sum of squared gradients begins.', default: 0.1 }),
      ...commonOptions,
    },
    partners: commonPartners,
  }),
  adadelta: named({
    type: 'adadelta',
    aliases: ['Adadelta'],
    doc: 'Steps scaled by running means of gradients and of steps (Zeiler 2012).',
    options: { learningRate: rate(1), rho: decayed('How much of the running means is kept.', 0.95), epsilon, ...commonOptions },
    partners: commonPartners,
  }),
  rmsprop: named({
    type: 'rmsprop',
    aliases: ['RMSProp', 'RMSprop'],
    doc: 'Gradients divided by the root of their running mean square (Tieleman and Hinton 2012).',
    options: {
      learningRate: rate(0.001),
      decay: decayed('How much of the running mean is kept.', 0.9),
      momentum: decayed('Share of the last step that is kept.', 0),
      epsilon,
      centered: flag({ doc: 'Divides by the variance instead of the mean square.', default: false }),
      ...commonOptions,
    },
    partners: commonPartners,
  }),
  adam: named({
    type: 'adam',
    aliases: ['Adam'],
    doc: 'Running means of the gradient and of its square (Kingma and Ba 2015, algorithm 1).',
    options: { ...adamOptions, amsgrad, ...commonOptions },
    partners: commonPartners,
  }),
  amsgrad: named({
    type: 'amsgrad',
    aliases: ['AMSGrad'],
    doc: 'adam that divides by the largest mean square so far (Reddi et al. 2018).',
    options: { ...adamOptions, ...commonOptions },
    partners: commonPartners,
  }),
  adamax: named({
    type: 'adamax',
    aliases: ['Adamax'],
    doc: 'adam with the largest gradient in place of the mean square (Kingma and Ba 2015, algorithm 2).',
    options: {
      learningRate: rate(0.002),
      beta1,
      beta2: decayed('How much of the running maximum is kept.', 0.999),
      epsilon,
      decay: number({ minimum: 0 })({ doc: 'The learning rate is divided by 1 + decay * steps.', default: 0 }),
      ...commonOptions,
    },
    partners: commonPartners,
  }),
  nadam: named({
    type: 'nadam',
    aliases: ['Nadam'],
    doc: "adam with Nesterov's momentum, which grows as the run goes on (Dozat 2016).",
    options: { ...adamOptions, ...commonOptions },
    partners: commonPartners,
  }),
  adamW: named({
    type: 'adamW',
    aliases: ['adamw', 'AdamW'],
    doc: 'adam with weight decay apart from the gradient (Loshchilov and Hutter 2019).',
    options: { ...adamOptions, amsgrad, ...commonOptions, weightDecay: weightDecay(0.004) },
    partners: commonPartners,
  }),
  lion: named({
    type: 'lion',
    aliases: ['Lion'],
    doc: 'Steps of one length, against the sign of a running mean (Chen et al. 2023). Take a learning rate 3 to 10 times smaller than for adam.',
    options: {
      learningRate: rate(0.001),
      beta1: decayed('How much of the running mean goes into the sign.', 0.9),
      beta2: decayed('How much of the running mean is kept.', 0.99),
      ...commonOptions,
    },
    partners: commonPartners,
  }),
} as const;

export type { OptimizerSpec };
export type Optimizer = NormalisedNamed<typeof optimizers>;
export const optimizerOption = namedOption<typeof optimizers, OptimizerSpec>('an optimizer', optimizers);
