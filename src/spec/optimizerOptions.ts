import type { Partners } from './idleOptions.ts';
import { flag, number, numbersByName, oneOf, positiveInteger } from './option.ts';

export const rate = (fallback: number) => number({ exclusiveMinimum: 0 })({ doc: 'How far each step goes.', default: fallback });
/** A share that is kept from step to step. */
export const decayed = (doc: string, fallback: number) => number({ minimum: 0, exclusiveMaximum: 1 })({ doc, default: fallback });
export const epsilon = number({ exclusiveMinimum: 0 })({
  doc: "Keeps a divisor from 0. Default: the backend's own, 1e-7 where numbers have 32 bits.",
  optional: true,
});
export const outsideEpsilon = number({ exclusiveMinimum: 0 })({
  doc: "Added to the root of the bias-corrected mean square (algorithm 1 of the paper, not Keras's epsilon-hat, which is added before the correction). Default: the backend's own, 1e-7 where numbers have 32 bits.",
  optional: true,
});
export const amsgrad = flag({ doc: 'Divides by the largest mean square so far (Reddi et al. 2018).', default: false });

const weightDecayDoc =
  'Share of each kernel that is taken away in each step, times the learning rate; apart from the gradient (Loshchilov and Hutter 2019).';
export const weightDecay = (fallback: number) => number({ minimum: 0 })({ doc: weightDecayDoc, default: fallback });

/**
 * What every optimizer takes beside its own arguments, by Keras's names in camelCase. In each step, in this order: gradients are
 * accumulated, clipped, weights decayed, moved, averaged.
 */
export const commonOptions = {
  weightDecay: number({ minimum: 0 })({ doc: `${weightDecayDoc} Default: none.`, optional: true }),
  weightDecayOn: oneOf(['kernels', 'all'])({
    doc: 'Which weights decay: kernels and embeddings, or biases and the weights of normalisation too. Default: "kernels".',
    optional: true,
  }),
  clipNorm: number({ exclusiveMinimum: 0 })({
    doc: 'A gradient whose Euclidean norm is larger is scaled down to it, each weight by itself. Default: not clipped.',
    optional: true,
  }),
  globalClipNorm: number({ exclusiveMinimum: 0 })({
    doc: 'All gradients together are scaled down to this norm where theirs is larger (Pascanu et al. 2013). Default: not clipped.',
    optional: true,
  }),
  clipValue: number({ exclusiveMinimum: 0 })({
    doc: 'No value of a gradient is further from 0 than this. Default: not clipped.',
    optional: true,
  }),
  gradientAccumulationSteps: positiveInteger({
    doc: 'Weights move once in so many batches, by the mean of their gradients. What is left at the end of the run is not used. Default: 1.',
    optional: true,
  }),
  useEma: flag({
    doc: 'Keeps a running mean of the weights, which the model ends with and is evaluated by (Polyak and Juditsky 1992). Default: false.',
    optional: true,
  }),
  emaMomentum: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'How much of the running mean of the weights is kept in each step. Default: 0.99.',
    optional: true,
  }),
  learningRateMultipliers: numbersByName('numbers >= 0 by the id of a layer', { minimum: 0 })({
    doc: 'Factors on the learning rate by the id of a layer; 0 leaves the layer wholly as it is. Default: 1 for each.',
    optional: true,
  }),
} as const;

/** Which of them do something only beside another one. */
export const commonPartners = {
  weightDecayOn: { name: 'weightDecay', such: '0.01' },
  emaMomentum: { name: 'useEma', such: 'true' },
} as const satisfies Partners;
