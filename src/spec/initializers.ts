import type { InitializerSpec } from './builders/words.ts';
import { named, namedOption, type NormalisedNamed } from './named.ts';
import { integer, number, oneOf } from './option.ts';

const seed = integer({ minimum: 0 })({ doc: 'Seed of these values. Default: drawn from the seed of the run.', optional: true });
const mean = number()({ doc: 'Mean of the values.', default: 0 });
const stddev = number({ exclusiveMinimum: 0 })({ doc: 'Standard deviation of the values.', default: 0.05 });
const gain = number()({ doc: 'What the matrix is multiplied by.', default: 1 });

/** How weights begin. `fanIn` and `fanOut` are the numbers of values that come in and go out of one unit. */
export const initializers = {
  zeros: named({ type: 'zeros', doc: 'All 0.', options: {} }),
  ones: named({ type: 'ones', doc: 'All 1.', options: {} }),
  constant: named({ type: 'constant', doc: 'All the same value.', options: { value: number()({ doc: 'The value.' }) } }),
  identity: named({ type: 'identity', doc: '1 on the diagonal, 0 elsewhere. For square matrices only.', options: { gain } }),
  orthogonal: named({
    type: 'orthogonal',
    doc: 'An orthogonal matrix (Saxe et al. 2014). Not for vectors such as a bias.',
    options: { gain, seed },
  }),
  randomNormal: named({ type: 'randomNormal', doc: 'Normally distributed.', options: { mean, stddev, seed } }),
  truncatedNormal: named({
    type: 'truncatedNormal',
    doc: 'Normally distributed; values further than 2 deviations from the mean are drawn again.',
    options: { mean, stddev, seed },
  }),
  randomUniform: named({
    type: 'randomUniform',
    doc: 'Evenly distributed between two bounds.',
    options: {
      minval: number()({ doc: 'Lower bound.', default: -0.05 }),
      maxval: number()({ doc: 'Upper bound.', default: 0.05 }),
      seed,
    },
  }),
  varianceScaling: named({
    type: 'varianceScaling',
    doc: 'Variance scale / n, where n counts what the mode says.',
    options: {
      scale: number({ exclusiveMinimum: 0 })({ doc: 'What the variance is multiplied by.', default: 1 }),
      mode: oneOf(['fanIn', 'fanOut', 'fanAvg'])({ doc: 'n: the values that come in, go out, or the mean of both.', default: 'fanIn' }),
      distribution: oneOf(['normal', 'uniform', 'truncatedNormal'])({
        doc: 'Normal cut off at 2 deviations, or uniform. TF.js draws "truncatedNormal" uniformly.',
        default: 'normal',
      }),
      seed,
    },
  }),
  glorotNormal: named({
    type: 'glorotNormal',
    doc: 'Normal with variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010, section 4.2.1). For tanh, sigmoid and softmax.',
    options: { seed },
  }),
  glorotUniform: named({
    type: 'glorotUniform',
    doc: 'Uniform with variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010, section 4.2.1). For tanh, sigmoid and softmax.',
    options: { seed },
  }),
  heNormal: named({ type: 'heNormal', doc: 'Normal with variance 2 / fanIn (He et al. 2015, section 2.2). For relu.', options: { seed } }),
  heUniform: named({
    type: 'heUniform',
    doc: 'Uniform with variance 2 / fanIn (He et al. 2015, section 2.2). For relu.',
    options: { seed },
  }),
  leCunNormal: named({
    type: 'leCunNormal',
    doc: 'Normal with variance 1 / fanIn (LeCun et al. 1998, section 4.6). For selu.',
    options: { seed },
  }),
  leCunUniform: named({
    type: 'leCunUniform',
    doc: 'Uniform with variance 1 / fanIn (LeCun et al. 1998, section 4.6). For selu.',
    options: { seed },
  }),
} as const;

export type { InitializerSpec };
export type Initializer = NormalisedNamed<typeof initializers>;
export const initializer = namedOption<typeof initializers, InitializerSpec>('an initializer', initializers);
