import { metrics, type MetricKind } from '../spec/metrics.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { accuracy, binaryAccuracy, categoricalAccuracy } from './accuracy.ts';
import { balancedAccuracy } from './balancedAccuracy.ts';
import { brierScore } from './brierScore.ts';
import { cohensKappa } from './cohensKappa.ts';
import { column } from './column.ts';
import { cosineProximity } from './cosineProximity.ts';
import { coverage } from './coverage.ts';
import { binaryCrossentropy, categoricalCrossentropy, crossentropy } from './crossentropy.ts';
import { f1, fBeta } from './fBeta.ts';
import { logLoss } from './logLoss.ts';
import { matthewsCorrelation } from './matthewsCorrelation.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { meanAbsolutePercentageError } from './meanAbsolutePercentageError.ts';
import { meanPinball } from './meanPinball.ts';
import { meanPoissonDeviance } from './meanPoissonDeviance.ts';
import { meanRankError } from './meanRankError.ts';
import { meanSquaredError } from './meanSquaredError.ts';
import { medianAbsoluteError } from './medianAbsoluteError.ts';
import type { Batch, Meter } from './meter.ts';
import { quantilesOf, type MeasuredOutput } from './output.ts';
import { pinball } from './pinball.ts';
import { readPlaces } from './places.ts';
import { prAuc } from './prAuc.ts';
import { precision } from './precision.ts';
import { r2Score } from './r2Score.ts';
import { recall } from './recall.ts';
import { rocAuc } from './rocAuc.ts';
import { rootMeanSquaredError } from './rootMeanSquaredError.ts';
import { specificity } from './specificity.ts';
import type { CreateTally } from './tally.ts';
import { topKAccuracy } from './topKAccuracy.ts';

const tallies: Readonly<Record<keyof typeof metrics, CreateTally>> = {
  accuracy,
  crossentropy,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy: categoricalAccuracy,
  topKAccuracy,
  balancedAccuracy,
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy: categoricalCrossentropy,
  logLoss,
  brierScore,
  precision,
  recall,
  fBeta,
  f1,
  specificity,
  rocAuc,
  prAuc,
  matthewsCorrelation,
  cohensKappa,
  meanRankError,
  cosineProximity,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  rootMeanSquaredError,
  medianAbsoluteError,
  pinball,
  meanPinball,
  coverage,
  meanPoissonDeviance,
  r2Score,
};

/**
 * A metric of an output over a whole set that comes batch by batch. Its result is NaN where there is none: before the first row,
 * where no weight is on any, and where the metric says so.
 * Of several quantiles a metric of numbers is that of the median.
 * @param metric With its options filled in.
 * @param name What it is called in the result; a metric of each class has the class's number after it: `precision_0`.
 */
export function createMeter(metric: NamedValue, output: MeasuredOutput, name: string = metric.type): Meter {
  const type = metric.type as keyof typeof metrics;
  const median = metricKind(type).labels === 'quantiles' ? -1 : (quantilesOf(output.loss)?.indexOf(0.5) ?? -1);
  const tally = tallies[type](median < 0 ? output : { ...output, width: 1 }, metric);
  return {
    update: (batch) => {
      if (batch.rows === 0) return;
      tally.add(median < 0 ? readPlaces(batch, output.width) : readPlaces(takeUnit(batch, output.width, median), 1));
    },
    result: () => {
      const value = tally.value();
      return typeof value === 'number' ? { [name]: value } : Object.fromEntries(value.map((one, i) => [`${name}_${i}`, one]));
    },
    save: () => tally.save(),
    restore: (saved) => tally.restore(saved),
  };
}

const metricKind = (type: keyof typeof metrics): MetricKind => metrics[type];

/** Of a batch with several units a place one of them, labels and answers. */
function takeUnit(batch: Batch, width: number, unit: number): Batch {
  return { ...batch, targets: column(batch.targets, width, unit), outputs: column(batch.outputs, width, unit) };
}
