import { oneTurn, type InTurns } from '../turns/inTurns.ts';
import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import { finiteOrNull, MOST_SORTED, type OfClass } from './measureClasses.ts';
import type { LabelScores, Score } from './scores.ts';

/** @param batch 0 or 1 for each label, [rows, labels], and probabilities, [rows, labels]. */
export function* measureLabels(batch: Batch): InTurns<LabelScores> {
  const output = outputOf(batch);
  function* number(type: string, options = {}): InTurns<number> {
    return (yield* measure({ type, ...options }, output, batch))[type]!;
  }
  function* score(type: string, options = {}): InTurns<Score> {
    return finiteOrNull(yield* number(type, options));
  }
  const canSort = batch.outputs.length <= MOST_SORTED;
  return {
    f1Micro: yield* number('f1', { average: 'micro' }),
    f1Macro: yield* number('f1', { average: 'macro' }),
    exactMatch: yield* oneTurn(() => exactMatch(batch)),
    hammingLoss: 1 - (yield* number('binaryAccuracy')),
    logLoss: yield* score('logLoss'),
    rocAuc: canSort ? yield* score('rocAuc', { average: 'macro' }) : null,
    prAuc: canSort ? yield* score('prAuc', { average: 'macro' }) : null,
  };
}

/** How each label was told. */
export function* measureEachLabel(batch: Batch, labels: readonly string[]): InTurns<OfClass[]> {
  const output = outputOf(batch);
  function* each(type: string): InTurns<readonly number[]> {
    return Object.values(yield* measure({ type, average: 'none' }, output, batch));
  }
  const [precision, recall, f1] = [yield* each('precision'), yield* each('recall'), yield* each('f1')];
  const width = labels.length;
  return labels.map((label, i) => {
    let rows = 0;
    for (let row = 0; row < batch.rows; row++) rows += batch.targets[row * width + i]!;
    return { class: label, precision: precision[i]!, recall: recall[i]!, f1: f1[i]!, rows };
  });
}

/** Of each row the share of its labels that were told wrong, [rows]. */
export function labelMistakes(targets: ArrayLike<number>, outputs: ArrayLike<number>, width: number): Float64Array {
  return Float64Array.from({ length: outputs.length / width }, (_, row) => {
    let wrong = 0;
    for (let at = row * width; at < (row + 1) * width; at++) if (targets[at]! > 0.5 !== outputs[at]! > 0.5) wrong++;
    return wrong / width;
  });
}

function exactMatch(batch: Batch): number {
  const { targets, outputs, rows, weights } = batch;
  let [right, all] = [0, 0];
  labelMistakes(targets, outputs, outputs.length / rows).forEach((wrong, row) => {
    const weight = weights?.[row] ?? 1;
    if (wrong === 0) right += weight;
    all += weight;
  });
  return right / all;
}

const outputOf = ({ outputs, rows }: Batch) => ({ loss: { type: 'binaryCrossentropy' }, width: outputs.length / rows });
