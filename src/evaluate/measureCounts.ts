import type { InTurns } from '../turns/inTurns.ts';
import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import { finiteOrNull } from './measureClasses.ts';
import type { CountScores, Score } from './scores.ts';

/** @param batch Counts, [rows, 1], and what was expected. */
export function* measureCounts(batch: Batch): InTurns<CountScores> {
  function* score(type: string): InTurns<Score> {
    return finiteOrNull((yield* measure({ type }, { loss: { type: 'meanSquaredError' }, width: 1 }, batch))[type]!);
  }
  return {
    poissonDeviance: yield* score('meanPoissonDeviance'),
    mae: yield* score('meanAbsoluteError'),
    rmse: yield* score('rootMeanSquaredError'),
  };
}
