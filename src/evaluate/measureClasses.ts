import type { InTurns } from '../turns/inTurns.ts';
import { measure } from '../metrics/measure.ts';
import type { Batch } from '../metrics/meter.ts';
import type { MeasuredOutput } from '../metrics/output.ts';
import { positiveClass } from './positiveClass.ts';
import type { ClassScores, OrdinalScores, Score } from './scores.ts';

/** How one class was told from the others. */
export interface OfClass {
  /** Its name, or its number where classes have no names. */
  readonly class: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Rows that have it. */
  readonly rows: number;
}

/** Sorting more probabilities than these takes seconds, and two numbers are not worth that. */
export const MOST_SORTED = 1e7;

/** @param batch Class numbers, [rows], and probabilities, [rows, width]. */
export function* measureClasses(batch: Batch): InTurns<ClassScores> {
  const output = outputOf(batch);
  function* number(type: string, options = {}): InTurns<number> {
    return (yield* measure({ type, ...options }, output, batch))[type]!;
  }
  function* score(type: string, options = {}): InTurns<Score> {
    return finiteOrNull(yield* number(type, options));
  }
  const canSort = batch.outputs.length <= MOST_SORTED;
  return {
    accuracy: yield* number('accuracy'),
    balancedAccuracy: yield* number('balancedAccuracy'),
    logLoss: yield* score('logLoss'),
    f1Macro: yield* number('f1', { average: 'macro' }),
    rocAuc: canSort ? yield* score('rocAuc', { average: 'macro' }) : null,
    prAuc: canSort ? finiteOrNull(yield* measurePrAuc(batch)) : null,
    brier: yield* score('brierScore'),
    mcc: yield* number('matthewsCorrelation'),
    kappa: yield* score('cohensKappa', { weights: 'none' }),
  };
}

/** Of two classes that of the rarer one, of more their mean. */
function* measurePrAuc(batch: Batch): InTurns<number> {
  const { outputs, rows, targets, weights } = batch;
  const width = outputs.length / rows;
  const isFirst = width <= 2 && positiveClass(targets, weights) === 0;
  const looked = isFirst
    ? { ...batch, targets: Uint8Array.from(targets, (label) => 1 - label), outputs: swapClasses(outputs, width) }
    : batch;
  return (yield* measure({ type: 'prAuc', average: 'macro' }, outputOf(looked), looked))['prAuc']!;
}

/** Probabilities of two classes, [rows, 1] or [rows, 2], in the other order. */
const swapClasses = (outputs: ArrayLike<number>, width: number): Float64Array =>
  Float64Array.from(outputs, (value, at) => (width === 1 ? 1 - value : outputs[at % 2 === 0 ? at + 1 : at - 1]!));

/** @param batch Class numbers in their order, [rows], and probabilities, [rows, width]. */
export function* measureOrdinal(batch: Batch): InTurns<OrdinalScores> {
  const output = outputOf(batch);
  const kappa = (yield* measure({ type: 'cohensKappa', weights: 'quadratic' }, output, batch))['cohensKappa']!;
  return {
    ...(yield* measureClasses(batch)),
    rankError: (yield* measure({ type: 'meanRankError' }, output, batch))['meanRankError']!,
    quadraticKappa: finiteOrNull(kappa),
  };
}

/** @param classes Names. Default: numbers. */
export function* measureEachClass(batch: Batch, classes: readonly string[] | undefined): InTurns<OfClass[]> {
  const output = outputOf(batch);
  function* each(type: string): InTurns<readonly number[]> {
    return Object.values(yield* measure({ type, average: 'none' }, output, batch));
  }
  const [precision, recall, f1] = [yield* each('precision'), yield* each('recall'), yield* each('f1')];
  const rows = precision.map(() => 0);
  for (let row = 0; row < batch.rows; row++) rows[batch.targets[row]!]!++;
  return rows.map((count, i) => ({
    class: classes?.[i] ?? String(i),
    precision: precision[i]!,
    recall: recall[i]!,
    f1: f1[i]!,
    rows: count,
  }));
}

export const finiteOrNull = (value: number): Score => (Number.isFinite(value) ? value : null);

function outputOf({ outputs, rows }: Batch): MeasuredOutput {
  const width = outputs.length / rows;
  return { loss: { type: width === 1 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy' }, width };
}
