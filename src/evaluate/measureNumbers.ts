import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import { finiteOrNull } from './measureClasses.ts';
import type { NumberScores, Score } from './scores.ts';

/** @param batch Numbers in the target's own units, [rows, width], and what was answered. */
export function measureNumbers(batch: Batch): NumberScores {
  const output = { loss: { type: 'meanSquaredError' }, width: batch.outputs.length / batch.rows };
  const score = (type: string): Score => finiteOrNull(measure({ type }, output, batch)[type]!);
  return {
    mae: score('meanAbsoluteError'),
    rmse: score('rootMeanSquaredError'),
    r2: score('r2Score'),
    mape: score('meanAbsolutePercentageError'),
    medianAbsoluteError: score('medianAbsoluteError'),
  };
}
