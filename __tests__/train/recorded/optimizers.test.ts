import { describe, expect, test } from '@jest/globals';
import type { TrainOptions } from 'netspec';
import { isLong } from '../../long/isLong.ts';
import { spread } from '../../long/spread.ts';
import { metrics } from '../../../src/spec/metrics.ts';
import { optimizers } from '../../../src/spec/optimizers.ts';
import { schedules } from '../../../src/spec/schedules.ts';
import { examplesFor } from './examples.ts';
import { binary, chain, dense, head, specOf } from './networks.ts';
import { backends, expectAlike, expectTrained } from './runs.ts';

const model = specOf(
  chain([4], dense(4, { id: 'wide' }), { type: 'batchNormalization' }, { type: 'dropout', rate: 0.2 }, head(1, 'sigmoid')),
  binary,
);
const data = examplesFor(model, { rows: 10 });
const weighted = { ...data, sampleWeight: Array.from({ length: 10 }, (_, i) => 0.5 + (i % 3)) };
const own = (training: object): TrainOptions => ({ batchSize: 4, ...(isLong ? {} : { epochs: 4 }), ...training }) as TrainOptions;

/** Options that every optimizer takes. */
const common = [
  {},
  { weightDecay: 0.1, clipValue: 0.02 },
  { gradientAccumulationSteps: 2, globalClipNorm: 0.3, learningRateMultipliers: { wide: 0.3 } },
  { useEma: true, emaMomentum: 0.7, clipNorm: 0.05 },
];
/** Each optimizer with one of them; where there is time, with each. */
const everyOptimizer = Object.keys(optimizers).flatMap((type, i) =>
  common
    .filter((_, at) => isLong || at === i % common.length)
    .map((more) => ({ type, learningRate: type === 'adadelta' ? 1 : 0.02, ...more })),
);
/** Options that some have of their own, beside their defaults above. */
const special = [
  { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
  { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
  { type: 'momentum', momentum: 0.5, useNesterov: true },
  { type: 'rmsprop', momentum: 0.5, centered: true },
  { type: 'adam', amsgrad: true, beta1: 0.8, beta2: 0.9, epsilon: 1e-3 },
  { type: 'adamax', decay: 0.1 },
  { type: 'adamW', weightDecay: 0.2, weightDecayOn: 'all' },
];
/** Those of which something must be said. */
const needed: Readonly<Record<string, object>> = {
  piecewiseConstant: { boundaries: [1, 2.5], factors: [1, 0.5, 0.1] },
  reduceOnPlateau: { patience: 0, minDelta: 0.5, factor: 0.5 },
};

describe.each(backends)('a recorded step trains as the eager one, bit for bit, on %s', (backend) => {
  const some = <Row>(rows: readonly Row[]) => spread(rows, 2, backends.indexOf(backend));

  test.each(some(everyOptimizer))('by %j', async (optimizer) => {
    expectTrained(await expectAlike({ model, data, options: own({ optimizer }) }, backend));
  });

  test.each(some(special))('by %j', async (optimizer) => {
    expectTrained(await expectAlike({ model, data, options: own({ optimizer }) }, backend));
  });

  test.each(some(Object.keys(schedules)))('along a schedule, which is no constant of the step: %s', async (type) => {
    const schedule = { type, ...needed[type], warmupEpochs: 0.5 };
    expectTrained(await expectAlike({ model, data, options: own({ schedule }) }, backend));
  });

  const ways: readonly (readonly [string, object])[] = [
    ['rows in their order', { shuffle: false }],
    ['fewer rows than a batch has', { batchSize: 32, epochs: 8 }],
    ['one row at a time', { batchSize: 1, epochs: 1 }],
    ['batches without a rest', { batchSize: 5 }],
    ['classes in proportion', { classWeight: 'balanced' }],
    ['classes weighted', { classWeight: { 0: 0.5, 1: 3 } }],
    ['rows held out, the best epoch kept', { validationSplit: 0.3, keepBest: true, metrics: ['accuracy'] }],
    ['an end as soon as it gets no better', { validationSplit: 0.3, earlyStopping: { patience: 1, minDelta: 10 } }],
  ];
  test.each(some(ways))('with %s', async (_, options) => {
    const { losses, ended } = await expectAlike({ model, data, options: own(options) }, backend);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(ended).toBe('earlyStopping' in options ? 'earlyStopping' : 'completed');
  });

  test('with rows weighted, and measured in every way that one unit can be', async () => {
    const measured = Object.values(metrics).filter(
      (metric) => 'labels' in metric && metric.labels === 'classes' && !('severalUnits' in metric),
    );
    expect(measured.length).toBeGreaterThan(5);
    const names = measured.map(({ type }) => type);
    expectTrained(await expectAlike({ model, data: weighted, options: own({ metrics: names }) }, backend));
  });
});
