import type { InTurns } from '../turns/inTurns.ts';
import { column } from '../metrics/column.ts';
import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import { finiteOrNull } from './measureClasses.ts';
import type { QuantileScores } from './scores.ts';

/** @param batch The number once for each quantile, [rows, quantiles], and quantiles, [rows, quantiles], in the target's own units. */
export function* measureQuantiles(batch: Batch, quantiles: readonly number[]): InTurns<QuantileScores> {
  const width = quantiles.length;
  function* number(type: string): InTurns<number> {
    return (yield* measure({ type }, { loss: { type: 'quantiles', quantiles }, width }, batch))[type]!;
  }
  const [first, last] = [column(batch.outputs, width, 0), column(batch.outputs, width, width - 1)];
  // The mean of |last - first|, which are in order.
  const interval = yield* measure(
    { type: 'meanAbsoluteError' },
    { loss: { type: 'meanSquaredError' }, width: 1 },
    { ...batch, targets: first, outputs: last },
  );
  return {
    pinball: finiteOrNull(yield* number('meanPinball')),
    coverage: yield* number('coverage'),
    intervalWidth: finiteOrNull(interval['meanAbsoluteError']!),
    mae: finiteOrNull(yield* number('meanAbsoluteError')),
  };
}
