import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import { finiteOrNull } from './measureClasses.ts';
import type { NumberScores, Score } from './scores.ts';
import { inUnit, unitOf } from './unitOf.ts';

/** @param batch Numbers in the target's own units, [rows, width], and what was answered. */
export function measureNumbers({ targets, outputs, ...batch }: Batch): NumberScores {
  const unit = unitOf(targets);
  const scaled = { ...batch, targets: inUnit(targets, unit), outputs: inUnit(outputs, unit) };
  const output = { loss: { type: 'meanSquaredError' }, width: outputs.length / batch.rows };
  const score = (type: string, factor = 1): Score => finiteOrNull(measure({ type }, output, scaled)[type]! * factor);
  return {
    mae: score('meanAbsoluteError', unit),
    rmse: score('rootMeanSquaredError', unit),
    r2: score('r2Score'),
    mape: score('meanAbsolutePercentageError'),
    medianAbsoluteError: score('medianAbsoluteError', unit),
  };
}
