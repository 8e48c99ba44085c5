import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import { finiteOrNull } from './measureClasses.ts';
import type { CountScores, Score } from './scores.ts';

/** @param batch Counts, [rows, 1], and what was expected. */
export function measureCounts(batch: Batch): CountScores {
  const score = (type: string): Score => finiteOrNull(measure({ type }, { loss: { type: 'meanSquaredError' }, width: 1 }, batch)[type]!);
  return { poissonDeviance: score('meanPoissonDeviance'), mae: score('meanAbsoluteError'), rmse: score('rootMeanSquaredError') };
}
