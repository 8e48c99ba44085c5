import type { LossKind } from '../losses.ts';
import { levels } from '../levels.ts';
import { oneOf } from '../option.ts';
import { lossWeight, missingTarget, target, type Refusal } from './kind.ts';

export const category = target({
  type: 'category',
  doc: 'One of a few classes. Answers are a class and the probability of each.',
  options: {
    classes: levels({ doc: 'The classes. Default: those of the training rows.', optional: true }),
    readAs: oneOf(['levels', 'yesNo'])({
      doc: 'How cells are read: "levels" as they are written; "yesNo" takes words for yes and no, in small or capital letters, true, false, 1 and 0, and the classes are "no" and "yes".',
      optional: true,
    }),
    head: oneOf(['sigmoid', 'softmax'])({
      doc: 'How two classes are answered: by one unit, the probability of the second, or by a softmax over both. More classes have a softmax. Default: sigmoid for two classes.',
      optional: true,
    }),
    missing: missingTarget,
    lossWeight,
  },
  measuredAs: 'class',
  adds: 'probabilities',
  metrics: ['accuracy'],
  classes: (value) => (value.readAs === 'yesNo' ? 2 : undefined) ?? (value.classes as readonly string[] | undefined)?.length ?? null,
  refuseOption: ({ head }, classes) =>
    (head as string | undefined) === 'sigmoid' && classes > 2
      ? { option: 'head', expected: `"softmax" for ${classes} classes, or nothing` }
      : undefined,
  head: ({ head }, classes) =>
    classes === 2 && head !== 'softmax' ? { units: 1, activation: 'sigmoid' } : { units: classes, activation: 'softmax' },
  describeUnits({ head }, column, classes) {
    if (classes === null) return `one unit for each class of "${column}"`;
    return `${classes === 2 && head !== 'softmax' ? '1 unit' : `${classes} units`} for the ${classes} classes of "${column}"`;
  },
  loss: (_, units) => (units === 1 ? 'binaryCrossentropy' : 'categoricalCrossentropy'),
  refuseActivation(_, { range, activation }, units) {
    const isRight = units === 1 ? range === 'shares' : activation === 'softmax';
    return isRight ? undefined : { expected: `"${units === 1 ? 'sigmoid' : 'softmax'}", so that answers are probabilities` };
  },
  refuseLoss: (_, __, kind) => refuseClassLoss(kind),
});

function refuseClassLoss({ labels, takes, severalUnits, answers }: LossKind): Refusal | undefined {
  if (answers === 'ranks') return { expected: 'a loss for classes without an order', fix: 'give the target the type "ordinal"' };
  if (answers === 'logarithms' || answers === 'quantiles')
    return { expected: 'a loss for classes', fix: 'write "categoricalCrossentropy"' };
  if (labels === 'indices') {
    const fix = 'write "categoricalCrossentropy": it takes classes as they are encoded here, one 0 or 1 for each';
    return { expected: 'a loss for encoded classes', fix };
  }
  if (labels === 'signs') return { expected: 'a loss for labels of 0 and 1', fix: 'write "binaryCrossentropy"' };
  if (labels !== undefined && takes === 'scores') {
    const fix = `write "${severalUnits ? 'categoricalCrossentropy' : 'binaryCrossentropy'}"`;
    return { expected: 'a loss for probabilities, which answers are given with', fix };
  }
  return undefined;
}
