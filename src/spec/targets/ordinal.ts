import { levels } from '../levels.ts';
import { lossWeight, missingTarget, onlyLoss, target } from './kind.ts';

/**
 * Classes in an order, learned as one question for each class but the first: is it beyond the one before? (J. Cheng, Z. Wang and
 * G. Pollastri, "A neural network approach to ordinal regression", IJCNN 2008.)
 */
export const ordinal = target({
  type: 'ordinal',
  doc: 'One of a few classes that have an order, so that a near miss is better than a far one. Answers are a class and the probability of each.',
  options: {
    classes: levels({ doc: 'The classes, the least first. Default: those of the training rows, where all are numbers.', optional: true }),
    missing: missingTarget,
    lossWeight,
  },
  measuredAs: 'class',
  adds: 'probabilities',
  metrics: ['accuracy', 'meanRankError'],
  classes: (value) => (value.classes as readonly string[] | undefined)?.length ?? null,
  head: (_, classes) => ({ units: classes === null ? null : classes - 1, activation: 'sigmoid' }),
  describeUnits: (_, column, classes) =>
    classes === null
      ? `one unit for each class of "${column}" but the first`
      : `${classes === 2 ? '1 unit' : `${classes - 1} units`} for the ${classes} classes of "${column}", each but the first`,
  loss: () => 'ordinalCrossentropy',
  refuseActivation: (_, { range, activation }) =>
    range === 'shares' && activation !== 'softmax'
      ? undefined
      : { expected: '"sigmoid", the probability that it is beyond each class but the last' },
  refuseLoss: (_, __, kind) => onlyLoss('ordinalCrossentropy', kind, 'classes in an order'),
});
