import type { InTurns } from '../turns/inTurns.ts';
import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import { finiteOrNull } from './measureClasses.ts';
import type { NumberScores, Score } from './scores.ts';
import { inUnit, unitOf } from './unitOf.ts';

/** @param batch Numbers in the target's own units, [rows, width], and what was answered. */
export function* measureNumbers({ targets, outputs, ...batch }: Batch): InTurns<NumberScores> {
  const unit = unitOf(targets);
  const scaled = { ...batch, targets: inUnit(targets, unit), outputs: inUnit(outputs, unit) };
  const output = { loss: { type: 'meanSquaredError' }, width: outputs.length / batch.rows };
  function* score(type: string, factor = 1): InTurns<Score> {
    return finiteOrNull((yield* measure({ type }, output, scaled))[type]! * factor);
  }
  return {
    mae: yield* score('meanAbsoluteError', unit),
    rmse: yield* score('rootMeanSquaredError', unit),
    r2: yield* score('r2Score'),
    mape: yield* score('meanAbsolutePercentageError'),
    medianAbsoluteError: yield* score('medianAbsoluteError', unit),
  };
}
