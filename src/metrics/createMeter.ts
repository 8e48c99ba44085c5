import type { metrics } from '../spec/metrics.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { accuracy, binaryAccuracy, categoricalAccuracy } from './accuracy.ts';
import { balancedAccuracy } from './balancedAccuracy.ts';
import { brierScore } from './brierScore.ts';
import { cohensKappa } from './cohensKappa.ts';
import { cosineProximity } from './cosineProximity.ts';
import { binaryCrossentropy, categoricalCrossentropy, crossentropy } from './crossentropy.ts';
import { f1, fBeta } from './fBeta.ts';
import { logLoss } from './logLoss.ts';
import { matthewsCorrelation } from './matthewsCorrelation.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { meanAbsolutePercentageError } from './meanAbsolutePercentageError.ts';
import { meanSquaredError } from './meanSquaredError.ts';
import { medianAbsoluteError } from './medianAbsoluteError.ts';
import type { Meter } from './meter.ts';
import type { MeasuredOutput } from './output.ts';
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
  cosineProximity,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  rootMeanSquaredError,
  medianAbsoluteError,
  pinball,
  r2Score,
};

/**
 * A metric of an output over a whole set that comes batch by batch. Its result is NaN where there is none: before the first row,
 * where no weight is on any, and where the metric says so.
 * @param metric With its options filled in.
 * @param name What it is called in the result; a metric of each class has the class's number after it: `precision_0`.
 */
export function createMeter(metric: NamedValue, output: MeasuredOutput, name: string = metric.type): Meter {
  const tally = tallies[metric.type as keyof typeof tallies](output, metric);
  return {
    update: (batch) => {
      if (batch.rows > 0) tally.add(readPlaces(batch, output.width));
    },
    result: () => {
      const value = tally.value();
      return typeof value === 'number' ? { [name]: value } : Object.fromEntries(value.map((one, i) => [`${name}_${i}`, one]));
    },
    save: () => tally.save(),
    restore: (saved) => tally.restore(saved),
  };
}
