import type { MetricSpec } from './builders/words.ts';
import { namedOption, type Named } from './named.ts';
import type { Options } from './option.ts';

/** A measure that is taken while training. */
export interface MetricKind<T extends string = string, O extends Options = Options> extends Named<T, O> {
  /** What its labels are. Default: any numbers. */
  readonly labels?: 'classes' | 'indices';
  /** It compares the values of one row with each other. */
  readonly severalUnits?: true;
}
const metric = <const T extends string, const O extends Options>(entry: MetricKind<T, O>): MetricKind<T, O> => entry;

/** Every metric of TF.js 4.22, and `accuracy` and `crossentropy`, which suit themselves to the loss. */
export const metrics = {
  accuracy: metric({
    type: 'accuracy',
    doc: 'Share of right answers, counted as the loss and the number of units ask.',
    options: {},
    aliases: ['acc'],
    labels: 'classes',
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
  }),
  categoricalAccuracy: metric({
    type: 'categoricalAccuracy',
    doc: 'Share of rows whose largest value is the right one; labels are one-hot.',
    options: {},
    labels: 'classes',
    severalUnits: true,
  }),
  sparseCategoricalAccuracy: metric({
    type: 'sparseCategoricalAccuracy',
    doc: 'Share of rows whose largest value is the right one; labels are class numbers.',
    options: {},
    labels: 'indices',
    severalUnits: true,
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
  precision: metric({ type: 'precision', doc: 'Share of right ones among what was called 1.', options: {}, labels: 'classes' }),
  recall: metric({ type: 'recall', doc: 'Share that was called 1 among what is 1.', options: {}, labels: 'classes' }),
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
  r2Score: metric({
    type: 'r2Score',
    doc: 'Share of the variance that is explained: 1 is all of it, 0 no more than the mean does.',
    options: {},
  }),
} as const;

export type { MetricSpec };
export const metricOption = namedOption<typeof metrics, MetricSpec>('a metric', metrics);
