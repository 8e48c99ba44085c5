import type { LossSpec } from './builders/words.ts';
import { namedOption, type Named, type NormalisedNamed } from './named.ts';
import { flag, integer, number, type Options } from './option.ts';
import { quantileList } from './targets/quantiles.ts';

/** A loss, and what it asks of the network's output and of the labels. */
export interface LossKind<T extends string = string, O extends Options = Options> extends Named<T, O> {
  /**
   * The values that it can take: `shares` lie from 0 to 1, `positive` are above 0, `scores` are what goes into a sigmoid or
   * softmax. Default: any.
   */
  readonly takes?: 'shares' | 'positive' | 'scores';
  /** It compares the values of one row with each other, so a single unit tells it nothing. */
  readonly severalUnits?: true;
  /**
   * What the labels are: 0 or 1 (`shares`), one 1 a row (`oneHot`), class numbers (`indices`), -1 or 1 (`signs`), numbers
   * that are not below 0 (`nonNegative`), 1 for each class that
   * it is beyond (`ranks`), one number as often as there are units (`repeated`). Default: any numbers, 0 and 1 among them.
   */
  readonly labels?: 'shares' | 'oneHot' | 'indices' | 'signs' | 'nonNegative' | 'ranks' | 'repeated';
  /**
   * What the network's answers are by it: the probability of one of two classes, a probability for each class, or scores that
   * are no probabilities; probabilities that it is beyond each class, quantiles, or the logarithm of a count. Default: numbers.
   */
  readonly answers?: 'binary' | 'multiclass' | 'margins' | 'ranks' | 'quantiles' | 'logarithms';
}
const loss = <const T extends string, const O extends Options>(entry: LossKind<T, O>): LossKind<T, O> => entry;

const labelSmoothing = number({ minimum: 0, exclusiveMaximum: 1 })({
  doc: 'Share by which the labels are drawn towards an even guess.',
  default: 0,
});

const gamma = number({ minimum: 0 })({ doc: 'How much less a row counts that is answered well already; 0: as much as any.', default: 2 });

/**
 * Every loss of TF.js 4.22: those that its layers know by name, and those of `tf.losses` that differ from them; then what it
 * lacks, the focal losses as Keras 3 has them.
 */
export const losses = {
  meanSquaredError: loss({ type: 'meanSquaredError', doc: 'Mean of (y - p)^2.', options: {}, aliases: ['mse', 'MSE'] }),
  meanAbsoluteError: loss({ type: 'meanAbsoluteError', doc: 'Mean of |y - p|.', options: {}, aliases: ['mae', 'MAE'] }),
  meanAbsolutePercentageError: loss({
    type: 'meanAbsolutePercentageError',
    doc: '100 times the mean of |y - p| / |y|.',
    options: {},
    aliases: ['mape', 'MAPE'],
  }),
  meanSquaredLogarithmicError: loss({
    type: 'meanSquaredLogarithmicError',
    doc: 'Mean of (log(1 + y) - log(1 + p))^2; for values that are not below 0.',
    options: {},
    aliases: ['msle', 'MSLE'],
    labels: 'nonNegative',
  }),
  squaredHinge: loss({
    type: 'squaredHinge',
    doc: 'Mean of max(0, 1 - y p)^2; labels are -1 or 1.',
    options: {},
    labels: 'signs',
    answers: 'margins',
  }),
  hinge: loss({ type: 'hinge', doc: 'Mean of max(0, 1 - y p); labels are -1 or 1.', options: {}, labels: 'signs', answers: 'margins' }),
  categoricalHinge: loss({
    type: 'categoricalHinge',
    doc: 'How far the best wrong class comes within 1 of the right one; labels are one-hot.',
    options: {},
    severalUnits: true,
    labels: 'oneHot',
    answers: 'margins',
  }),
  logcosh: loss({ type: 'logcosh', doc: 'Mean of log(cosh(p - y)): squared near 0, absolute far from it.', options: {} }),
  categoricalCrossentropy: loss({
    type: 'categoricalCrossentropy',
    doc: '-log of the share that the right class got; for a softmax, labels are one-hot.',
    options: { labelSmoothing },
    takes: 'shares',
    severalUnits: true,
    labels: 'oneHot',
    answers: 'multiclass',
  }),
  sparseCategoricalCrossentropy: loss({
    type: 'sparseCategoricalCrossentropy',
    doc: '-log of the share that the right class got; for a softmax, labels are class numbers.',
    options: { labelSmoothing },
    takes: 'shares',
    severalUnits: true,
    labels: 'indices',
    answers: 'multiclass',
  }),
  binaryCrossentropy: loss({
    type: 'binaryCrossentropy',
    doc: 'Mean of -y log(p) - (1 - y) log(1 - p); for a sigmoid, labels are 0 or 1.',
    options: { labelSmoothing },
    takes: 'shares',
    labels: 'shares',
    answers: 'binary',
  }),
  kullbackLeiblerDivergence: loss({
    type: 'kullbackLeiblerDivergence',
    doc: 'Sum of y log(y / p); labels and outputs are distributions.',
    options: {},
    aliases: ['kld', 'KLD'],
    takes: 'shares',
    labels: 'shares',
  }),
  poisson: loss({
    type: 'poisson',
    doc: 'Mean of p - y log(p); for counts.',
    options: {},
    takes: 'positive',
    labels: 'nonNegative',
  }),
  cosineProximity: loss({
    type: 'cosineProximity',
    doc: 'Minus the cosine of the angle between label and output.',
    options: {},
    aliases: ['cosine'],
    severalUnits: true,
  }),
  absoluteDifference: loss({ type: 'absoluteDifference', doc: 'Mean of |y - p| over everything in the batch.', options: {} }),
  cosineDistance: loss({
    type: 'cosineDistance',
    doc: '1 minus the sum of y p along an axis; for vectors of length 1.',
    options: { axis: integer()({ doc: 'The axis along which the vectors lie; negative counts from the last.', default: -1 }) },
    severalUnits: true,
  }),
  hingeLoss: loss({
    type: 'hingeLoss',
    doc: 'Mean of max(0, 1 - (2 y - 1) p); labels are 0 or 1.',
    options: {},
    takes: 'scores',
    labels: 'shares',
    answers: 'margins',
  }),
  huberLoss: loss({
    type: 'huberLoss',
    doc: 'Squared up to `delta`, absolute beyond it (Huber 1964).',
    options: { delta: number({ exclusiveMinimum: 0 })({ doc: 'Error at which it turns from squared to absolute.', default: 1 }) },
    aliases: ['huber'],
  }),
  logLoss: loss({
    type: 'logLoss',
    doc: 'Mean of -y log(p + epsilon) - (1 - y) log(1 - p + epsilon); for a sigmoid, labels are 0 or 1.',
    options: { epsilon: number({ exclusiveMinimum: 0 })({ doc: 'Keeps the logarithm finite.', default: 1e-7 }) },
    takes: 'shares',
    labels: 'shares',
    answers: 'binary',
  }),
  sigmoidCrossEntropy: loss({
    type: 'sigmoidCrossEntropy',
    doc: 'binaryCrossentropy of the sigmoid of the output, which is left linear; labels are 0 or 1.',
    options: { labelSmoothing },
    takes: 'scores',
    labels: 'shares',
    answers: 'binary',
  }),
  softmaxCrossEntropy: loss({
    type: 'softmaxCrossEntropy',
    doc: 'categoricalCrossentropy of the softmax of the output, which is left linear; labels are one-hot.',
    options: { labelSmoothing },
    takes: 'scores',
    severalUnits: true,
    labels: 'oneHot',
    answers: 'multiclass',
  }),
  quantile: loss({
    type: 'quantile',
    doc: 'Mean of q (y - p) where p is below y, else (1 - q) (p - y): the answer becomes a quantile (Koenker and Bassett 1978).',
    options: {
      quantile: number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })({
        doc: 'Share of the labels that should lie below the answer; 0.5 asks for the median.',
        default: 0.5,
      }),
    },
    aliases: ['pinball'],
  }),
  quantiles: loss({
    type: 'quantiles',
    doc: 'Mean of the losses "quantile" of several quantiles, one a unit; labels are the number, as often as there are units.',
    options: {
      quantiles: quantileList({ doc: 'Shares of the labels that should lie below each answer, rising.', default: [0.1, 0.5, 0.9] }),
    },
    severalUnits: true,
    labels: 'repeated',
    answers: 'quantiles',
  }),
  ordinalCrossentropy: loss({
    type: 'ordinalCrossentropy',
    doc: 'binaryCrossentropy of whether it is beyond each class but the last; for a sigmoid, labels are 1 as often as it is beyond one (Cheng et al. 2008).',
    options: {},
    takes: 'shares',
    labels: 'ranks',
    answers: 'ranks',
  }),
  logPoisson: loss({
    type: 'logPoisson',
    doc: 'Mean of exp(p) - y p; for counts, the logarithm of which is answered.',
    options: {},
    labels: 'nonNegative',
    answers: 'logarithms',
  }),
  binaryFocalCrossentropy: loss({
    type: 'binaryFocalCrossentropy',
    doc: 'binaryCrossentropy times (1 - share of the right answer)^gamma, so that hard rows count more (Lin et al. 2017).',
    options: {
      gamma,
      alpha: number({ minimum: 0, maximum: 1 })({ doc: 'Weight of label 1; label 0 has 1 - alpha.', default: 0.25 }),
      applyClassBalancing: flag({ doc: 'Whether alpha counts.', default: false }),
      labelSmoothing,
    },
    partners: { alpha: { name: 'applyClassBalancing', such: 'true' } },
    takes: 'shares',
    labels: 'shares',
    answers: 'binary',
  }),
  categoricalFocalCrossentropy: loss({
    type: 'categoricalFocalCrossentropy',
    doc: 'categoricalCrossentropy times alpha (1 - share of the right class)^gamma, so that hard rows count more (Lin et al. 2017).',
    options: {
      gamma,
      alpha: number({ exclusiveMinimum: 0 })({ doc: 'What the loss is multiplied by.', default: 0.25 }),
      labelSmoothing,
    },
    takes: 'shares',
    severalUnits: true,
    labels: 'oneHot',
    answers: 'multiclass',
  }),
} as const;

export type { LossSpec };
export type Loss = NormalisedNamed<typeof losses>;

/** What the table says of a loss. */
export const lossKind = ({ type }: { readonly type: string }): LossKind => losses[type as keyof typeof losses];
export const lossOption = namedOption<typeof losses, LossSpec>('a loss', losses);
