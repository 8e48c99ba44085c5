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
export function measureClasses(batch: Batch): ClassScores {
  const output = outputOf(batch);
  const number = (type: string, options = {}) => measure({ type, ...options }, output, batch)[type]!;
  const score = (type: string, options = {}): Score => finiteOrNull(number(type, options));
  const canSort = batch.outputs.length <= MOST_SORTED;
  return {
    accuracy: number('accuracy'),
    balancedAccuracy: number('balancedAccuracy'),
    logLoss: score('logLoss'),
    f1Macro: number('f1', { average: 'macro' }),
    rocAuc: canSort ? score('rocAuc', { average: 'macro' }) : null,
    prAuc: canSort ? finiteOrNull(measurePrAuc(batch)) : null,
    brier: score('brierScore'),
    mcc: number('matthewsCorrelation'),
    kappa: score('cohensKappa', { weights: 'none' }),
  };
}

/** Of two classes that of the rarer one, of more their mean. */
function measurePrAuc(batch: Batch): number {
  const { outputs, rows, targets, weights } = batch;
  const width = outputs.length / rows;
  const isFirst = width <= 2 && positiveClass(targets, weights) === 0;
  const looked = isFirst
    ? { ...batch, targets: Uint8Array.from(targets, (label) => 1 - label), outputs: swapClasses(outputs, width) }
    : batch;
  return measure({ type: 'prAuc', average: 'macro' }, outputOf(looked), looked)['prAuc']!;
}

/** Probabilities of two classes, [rows, 1] or [rows, 2], in the other order. */
const swapClasses = (outputs: ArrayLike<number>, width: number): Float64Array =>
  Float64Array.from(outputs, (value, at) => (width === 1 ? 1 - value : outputs[at % 2 === 0 ? at + 1 : at - 1]!));

/** @param batch Class numbers in their order, [rows], and probabilities, [rows, width]. */
export function measureOrdinal(batch: Batch): OrdinalScores {
  const output = outputOf(batch);
  const kappa = measure({ type: 'cohensKappa', weights: 'quadratic' }, output, batch)['cohensKappa']!;
  return {
    ...measureClasses(batch),
    rankError: measure({ type: 'meanRankError' }, output, batch)['meanRankError']!,
    quadraticKappa: finiteOrNull(kappa),
  };
}

/** @param classes Names. Default: numbers. */
export function measureEachClass(batch: Batch, classes: readonly string[] | undefined): OfClass[] {
  const output = outputOf(batch);
  const each = (type: string) => Object.values(measure({ type, average: 'none' }, output, batch));
  const [precision, recall, f1] = [each('precision'), each('recall'), each('f1')];
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
