import { levels } from '../levels.ts';
import { text } from '../option.ts';
import { lossWeight, target } from './kind.ts';

export const labels = target({
  type: 'labels',
  doc: 'Any number of labels at once, or none. Cells are lists, or texts such as "red|round". Answers are the labels that are more likely than not, and the probability of each.',
  options: {
    classes: levels({ doc: 'The labels. Default: those of the training rows.', optional: true }),
    separator: text({ doc: 'What stands between the labels of a text.', default: '|' }),
    lossWeight,
  },
  measuredAs: 'labels',
  adds: 'probabilities',
  metrics: ['f1'],
  classes: (value) => (value.classes as readonly string[] | undefined)?.length ?? null,
  head: (_, classes) => ({ units: classes, activation: 'sigmoid' }),
  describeUnits: (_, column, classes) =>
    classes === null ? `one unit for each label of "${column}"` : `${classes} units for the ${classes} labels of "${column}"`,
  loss: () => 'binaryCrossentropy',
  refuseActivation: (_, { range, activation }) =>
    range === 'shares' && activation !== 'softmax' ? undefined : { expected: '"sigmoid", so that each label has a probability of its own' },
  refuseLoss: (_, __, { takes, labels: wanted, severalUnits }) =>
    takes === 'shares' && wanted === 'shares' && severalUnits === undefined
      ? undefined
      : { expected: 'a loss for several labels, each yes or no', fix: 'write "binaryCrossentropy" or "binaryFocalCrossentropy"' },
});
