import { tf } from '#tf';
import { lossFunction, type Compare } from '../../compile/losses.ts';
import { takeRows, toTensor, type Table } from '../../model/table.ts';
import { losses, type LossKind } from '../../spec/losses.ts';
import type { NamedValue, NormalisedModel } from '../../spec/normalised.ts';
import { outputWeights } from '../../spec/outputWeights.ts';
import { weightedMean } from '../step/computation.ts';
import { lossWeightsOf, type TrainingSet } from '../step/trainStep.ts';

const MOST_ROWS = 4096;
const MOST_NUMBERS = 2 ** 22;

/** Between what losses there is something to learn, without penalties. */
export interface LossRange {
  /**
   * Of a network that answers the mean of the labels whatever it reads: what a loss must fall below before anything has been
   * learned. For losses of which the mean is not the best constant (absolute errors) it is a little above that.
   */
  readonly constant: number;
  /**
   * Of the labels themselves as answers: as small as the loss can be, for those of the spec. A loss of the program that does not
   * fall towards the labels is taken to be 0 at least; NaN where one answer for all gives less than 0.
   */
  readonly least: number;
}

/**
 * The losses of the best answer that is the same for every row, and of answers that are right for each of them.
 * @param examples The training set, of which at most 4096 rows are used; each counts by its weight.
 * @param functions The loss of each output. Default: as the spec says.
 */
export function lossRange(
  spec: NormalisedModel,
  units: readonly number[],
  examples: TrainingSet,
  functions: readonly Compare[] = spec.training.loss.map(lossFunction),
): LossRange {
  const { training } = spec;
  const rows = spread(examples, units);
  const weights = lossWeightsOf(examples);
  const counts = weights && Float32Array.from(rows, (row) => weights[row]!);
  let [constant, right] = [0, 0];
  outputWeights(spec).forEach((weight, i) => {
    const labels = takeRows(examples.outputs[i]!, rows);
    const wanted = wantedValues(labels, training.loss[i]!, units[i]!);
    const lossOf = (answers: Table) => tf.tidy(() => lossAt(functions[i]!, labels, answers, counts));
    constant += weight * lossOf(asAnswers(repeat(means(wanted, counts), labels.rows), training.loss[i]!));
    right += weight * lossOf(asAnswers(wanted, training.loss[i]!));
  });
  return { constant, least: right <= constant ? right : constant >= 0 ? 0 : NaN };
}

const lossAt = (compare: Compare, labels: Table, answers: Table, counts: Float32Array | undefined): number =>
  weightedMean(compare(toTensor(labels), toTensor(answers)), counts && tf.tensor1d(counts)).dataSync()[0]!;

/** What the network should answer for each row, scores as shares: class numbers as one-hot, both as smooth as the loss makes them. */
function wantedValues(labels: Table, loss: NamedValue, units: number): Table {
  const { labels: kind } = kindOf(loss);
  const wanted = kind === 'indices' ? oneHot(labels, units) : labels;
  const smoothing = Number(loss['labelSmoothing'] ?? 0);
  const classes = kind === 'shares' ? 2 : wanted.shape.at(-1)!;
  const values = Float32Array.from(wanted.values, (value) => value * (1 - smoothing) + smoothing / classes);
  return { ...wanted, values, dtype: 'float32' };
}

/** As scores or logarithms, where the loss takes those. */
function asAnswers(table: Table, loss: NamedValue): Table {
  const { takes, labels, answers } = kindOf(loss);
  const isLog = (takes === 'scores' && labels === 'oneHot') || answers === 'logarithms';
  if (!isLog && takes !== 'scores') return table;
  return { ...table, values: Float32Array.from(table.values, (value) => bounded(isLog ? Math.log(value) : logit(value))) };
}

const kindOf = ({ type }: NamedValue): Partial<LossKind> => losses[type as keyof typeof losses] ?? {};
const logit = (share: number) => Math.log(share / (1 - share));
const bounded = (value: number) => Math.min(1e6, Math.max(-1e6, value));

/** [rows, ...] -> [1, ...] */
function means({ values, rows, shape }: Table, counts: Float32Array | undefined): Table {
  const size = values.length / rows;
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  const sums = new Float64Array(size);
  values.forEach((value, q) => (sums[q % size]! += value * (total > 0 ? counts![Math.floor(q / size)]! / total : 1 / rows)));
  return { values: Float32Array.from(sums), shape, rows: 1, dtype: 'float32' };
}

/** [1, ...] -> [rows, ...] */
function repeat({ values, shape }: Table, rows: number): Table {
  const all = new Float32Array(rows * values.length);
  for (let row = 0; row < rows; row++) all.set(values, row * values.length);
  return { values: all, shape, rows, dtype: 'float32' };
}

/** [rows, ..., 1] class numbers -> [rows, ..., units]. */
function oneHot({ values, rows, shape }: Table, units: number): Table {
  const hot = new Float32Array(values.length * units);
  values.forEach((value, q) => (hot[q * units + value] = 1));
  return { values: hot, shape: [...shape.slice(0, -1), units], rows, dtype: 'float32' };
}

/** Some rows, evenly spread, few enough for what is answered for them. */
function spread({ rows, outputs }: TrainingSet, units: readonly number[]): Uint32Array {
  const size = Math.max(...outputs.map(({ shape }, i) => shape.slice(0, -1).reduce((all, n) => all * n, 1) * units[i]!));
  const most = Math.min(rows, MOST_ROWS, Math.max(1, Math.floor(MOST_NUMBERS / size)));
  return Uint32Array.from({ length: most }, (_, i) => Math.floor((i * rows) / most));
}
