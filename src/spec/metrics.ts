import type { MetricSpec } from './builders/words.ts';
import { namedOption, type Named } from './named.ts';
import { number, oneOf, positiveInteger, type Options } from './option.ts';

/** A measure that is taken while training. */
export interface MetricKind<T extends string = string, O extends Options = Options> extends Named<T, O> {
  /** What its labels are. Default: any numbers. */
  readonly labels?: 'classes' | 'indices' | 'quantiles';
  /** It compares the values of one row with each other. */
  readonly severalUnits?: true;
  /** More of it is better. Default: less is. */
  readonly higherIsBetter?: true;
  /** The kind of target that it is made for: of several targets it is taken of those alone. */
  readonly madeFor?: 'ordinal' | 'count' | 'quantiles';
  /** Neither more nor less of it is better: it should come to something. */
  readonly isNeutral?: true;
}
const metric = <const T extends string, const O extends Options>(entry: MetricKind<T, O>): MetricKind<T, O> => entry;

const average = oneOf(['binary', 'macro', 'micro', 'weighted', 'none'])({
  doc: 'How classes make one number: binary: class 1 alone; macro: their mean; micro: their counts added up; weighted: mean by their rows; none: one each. Default: binary for 1 unit, else macro.',
  optional: true,
});
const overClasses = oneOf(['macro', 'weighted'])({
  doc: 'Of several classes, each against the others: macro: the mean; weighted: the mean by their rows.',
  default: 'macro',
});

/**
 * Every metric of TF.js 4.22, `accuracy` and `crossentropy`, which suit themselves to the loss, and those of scikit-learn that
 * training and reports are judged by.
 */
export const metrics = {
  accuracy: metric({
    type: 'accuracy',
    doc: 'Share of right answers, counted as the loss and the number of units ask.',
    options: {},
    aliases: ['acc'],
    labels: 'classes',
    higherIsBetter: true,
  }),
  crossentropy: metric({
    type: 'crossentropy',
    doc: 'The crossentropy that goes with the loss and the number of units.',
    options: {},
    aliases: ['ce'],
    labels: 'classes',
  }),
  binaryAccuracy: metric({
    type: 'binaryAccuracy',
    doc: 'Share of values on the right side of 0.5.',
    options: {},
    labels: 'classes',
    higherIsBetter: true,
  }),
  categoricalAccuracy: metric({
    type: 'categoricalAccuracy',
    doc: 'Share of rows whose largest value is the right one; labels are one-hot.',
    options: {},
    labels: 'classes',
    severalUnits: true,
    higherIsBetter: true,
  }),
  sparseCategoricalAccuracy: metric({
    type: 'sparseCategoricalAccuracy',
    doc: 'Share of rows whose largest value is the right one; labels are class numbers.',
    options: {},
    labels: 'indices',
    severalUnits: true,
    higherIsBetter: true,
  }),
  topKAccuracy: metric({
    type: 'topKAccuracy',
    doc: "Share of rows whose class is among the k largest values (scikit-learn's top_k_accuracy_score).",
    options: { k: positiveInteger({ doc: 'How many answers a row has.', default: 5 }) },
    aliases: ['topKCategoricalAccuracy'],
    labels: 'classes',
    severalUnits: true,
    higherIsBetter: true,
  }),
  balancedAccuracy: metric({
    type: 'balancedAccuracy',
    doc: "Mean of the recalls of all classes, so that each counts alike, however rare (scikit-learn's balanced_accuracy_score).",
    options: {},
    labels: 'classes',
    higherIsBetter: true,
  }),
  binaryCrossentropy: metric({ type: 'binaryCrossentropy', doc: 'The loss of that name.', options: {}, labels: 'classes' }),
  categoricalCrossentropy: metric({
    type: 'categoricalCrossentropy',
    doc: 'The loss of that name.',
    options: {},
    labels: 'classes',
    severalUnits: true,
  }),
  sparseCategoricalCrossentropy: metric({
    type: 'sparseCategoricalCrossentropy',
    doc: 'The loss of that name.',
    options: {},
    labels: 'indices',
    severalUnits: true,
  }),
  logLoss: metric({
    type: 'logLoss',
    doc: "Mean of -ln of the probability of the right class (scikit-learn's log_loss).",
    options: {},
    labels: 'classes',
  }),
  brierScore: metric({
    type: 'brierScore',
    doc: "Mean squared distance between probabilities and what was the case; of more than two classes the sum over them (scikit-learn's brier_score_loss; Brier 1950).",
    options: {},
    aliases: ['brier'],
    labels: 'classes',
  }),
  precision: metric({
    type: 'precision',
    doc: 'Share of right ones among what was given the class; 0 where nothing was.',
    options: { average },
    labels: 'classes',
    higherIsBetter: true,
  }),
  recall: metric({
    type: 'recall',
    doc: 'Share that was given the class among what has it; 0 where nothing has.',
    options: { average },
    labels: 'classes',
    higherIsBetter: true,
  }),
  fBeta: metric({
    type: 'fBeta',
    doc: 'Harmonic mean of precision and recall, in which recall counts beta times as much (van Rijsbergen 1979).',
    options: { beta: number({ exclusiveMinimum: 0 })({ doc: 'How much more recall counts than precision.', default: 1 }), average },
    labels: 'classes',
    higherIsBetter: true,
  }),
  f1: metric({
    type: 'f1',
    doc: 'Harmonic mean of precision and recall.',
    options: { average },
    labels: 'classes',
    higherIsBetter: true,
  }),
  specificity: metric({
    type: 'specificity',
    doc: 'Share that was not given the class among what does not have it; 0 where all has.',
    options: { average },
    labels: 'classes',
    higherIsBetter: true,
  }),
  rocAuc: metric({
    type: 'rocAuc',
    doc: "Chance that a row of the class ranks above another (scikit-learn's roc_auc_score, one-vs-rest). NaN where a class is absent.",
    options: { average: overClasses },
    aliases: ['auc'],
    labels: 'classes',
    higherIsBetter: true,
  }),
  prAuc: metric({
    type: 'prAuc',
    doc: "Average precision over all thresholds (scikit-learn's average_precision_score). 0 for a class that is absent.",
    options: { average: overClasses },
    aliases: ['averagePrecision'],
    labels: 'classes',
    higherIsBetter: true,
  }),
  matthewsCorrelation: metric({
    type: 'matthewsCorrelation',
    doc: 'Correlation of class and answer, from -1 to 1 (Matthews 1975). 0 where all have one class, or all were given one.',
    options: {},
    aliases: ['mcc'],
    labels: 'classes',
    higherIsBetter: true,
  }),
  cohensKappa: metric({
    type: 'cohensKappa',
    doc: 'By how much agreement exceeds what chance gives: 1 is full agreement, 0 no more than chance (Cohen 1960).',
    options: {
      weights: oneOf(['none', 'linear', 'quadratic'])({
        doc: 'Classes in an order: how much worse an answer is that is further from the class.',
        default: 'none',
      }),
    },
    aliases: ['kappa'],
    labels: 'classes',
    higherIsBetter: true,
  }),
  meanRankError: metric({
    type: 'meanRankError',
    doc: 'Of classes in an order: how many classes lie between the right one and the one that was answered, on average, each counting 1.',
    options: {},
    labels: 'classes',
    madeFor: 'ordinal',
  }),
  cosineProximity: metric({
    type: 'cosineProximity',
    doc: 'The loss of that name.',
    options: {},
    aliases: ['cosine'],
    severalUnits: true,
  }),
  meanAbsoluteError: metric({ type: 'meanAbsoluteError', doc: 'Mean of |y - p|.', options: {}, aliases: ['mae', 'MAE'] }),
  meanAbsolutePercentageError: metric({
    type: 'meanAbsolutePercentageError',
    doc: '100 times the mean of |y - p| / |y|.',
    options: {},
    aliases: ['mape', 'MAPE'],
  }),
  meanSquaredError: metric({ type: 'meanSquaredError', doc: 'Mean of (y - p)^2.', options: {}, aliases: ['mse', 'MSE'] }),
  rootMeanSquaredError: metric({
    type: 'rootMeanSquaredError',
    doc: 'Root of the mean of (y - p)^2; of several units the mean of their roots.',
    options: {},
    aliases: ['rmse', 'RMSE'],
  }),
  medianAbsoluteError: metric({
    type: 'medianAbsoluteError',
    doc: 'Median of |y - p|, which outliers do not move; of several units the mean of their medians.',
    options: {},
  }),
  pinball: metric({
    type: 'pinball',
    doc: 'Mean of q (y - p) where the answer is too small, (1 - q) (p - y) where it is too large (Koenker and Bassett 1978).',
    options: {
      quantile: number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })({ doc: 'The share q of rows that should lie below.', default: 0.5 }),
    },
  }),
  meanPinball: metric({
    type: 'meanPinball',
    doc: 'Of a target of quantiles: the mean of their pinball losses.',
    options: {},
    labels: 'quantiles',
  }),
  coverage: metric({
    type: 'coverage',
    doc: 'Of a target of quantiles: share of rows between the first and the last of them, which should be the difference of the two shares.',
    options: {},
    labels: 'quantiles',
    isNeutral: true,
  }),
  meanPoissonDeviance: metric({
    type: 'meanPoissonDeviance',
    doc: "Mean of 2 (y log(y / p) - y + p), for counts (scikit-learn's mean_poisson_deviance). NaN where an answer is not above 0.",
    options: {},
    madeFor: 'count',
  }),
  r2Score: metric({
    type: 'r2Score',
    doc: 'Share of the variance that is explained: 1 is all of it, 0 no more than the mean does; of several units their mean.',
    options: {},
    higherIsBetter: true,
  }),
} as const;

export type { MetricSpec };
export const metricOption = namedOption<typeof metrics, MetricSpec>('a metric', metrics);
