import { lossWeight, missingTarget, onlyLoss, target } from './kind.ts';

/** Counts by their logarithm: the head is linear, and its exponential times the mean of the training rows is the answer. */
export const count = target({
  type: 'count',
  doc: 'How often something comes, a whole number from 0 on, by Poisson regression. Answers are the expected count, a number above 0.',
  options: { missing: missingTarget, lossWeight },
  measuredAs: 'numbers',
  metrics: ['meanPoissonDeviance', 'meanAbsoluteError'],
  classes: () => undefined,
  head: () => ({ units: 1, activation: 'linear' }),
  describeUnits: (_, column) => `1 unit for the count "${column}"`,
  loss: () => 'logPoisson',
  refuseActivation: (_, { range }) =>
    range === 'any'
      ? undefined
      : { expected: 'an activation that reaches numbers below 0 too, as the logarithm is answered', fix: 'leave the activation out' },
  refuseLoss: (_, __, kind) => onlyLoss('logPoisson', kind, 'counts, whose logarithm is answered'),
});
