import { tf } from '#tf';
import { lossFunction, type Compare } from '../../compile/losses.ts';
import type { Examples } from '../../model/slots.ts';
import { takeRows, toTensor, type Table } from '../../model/table.ts';
import { losses, type LossKind } from '../../spec/losses.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';
import { outputWeights } from '../../spec/outputWeights.ts';

const MOST_ROWS = 4096;

/**
 * The loss of a network that answers the mean of the labels whatever it reads, without penalties: what a loss must fall below before
 * anything has been learned. For losses of which the mean is not the best constant (absolute errors) it is a little above that.
 * @param examples The training set, of which at most 4096 rows are used.
 * @param functions The loss of each output. Default: as the spec says.
 */
export function constantLoss(
  spec: NormalisedModel,
  units: readonly number[],
  examples: Examples,
  functions: readonly Compare[] = spec.training.loss.map(lossFunction),
): number {
  const { training, network } = spec;
  const weights = outputWeights(spec);
  return network.outputs.reduce((sum, _, i) => {
    const loss = training.loss[i]!;
    const kind: LossKind | undefined = losses[loss.type as keyof typeof losses];
    const labels = spread(examples.outputs[i]!);
    const value = tf.tidy(() => {
      const yTrue = toTensor(labels);
      const answer = constantAnswer(labels, kind, units[i]!);
      const yPred = tf.tile(toTensor(answer), [labels.rows, ...answer.shape.map(() => 1)]);
      return tf.mean(functions[i]!(yTrue, yPred)).dataSync()[0]!;
    });
    return sum + weights[i]! * value;
  }, 0);
}

/** One row: the mean of the labels, class numbers counted as one-hot, and as scores where the loss takes those. */
function constantAnswer(labels: Table, kind: LossKind | undefined, units: number): Table {
  const mean = kind?.labels === 'indices' ? frequencies(labels, units) : means(labels);
  const values = isLog(kind) ? mean.values.map(Math.log) : kind?.takes === 'scores' ? mean.values.map(logit) : mean.values;
  return { values: Float32Array.from(values, bounded), shape: mean.shape, rows: 1, dtype: 'float32' };
}

const isLog = (kind: LossKind | undefined) => (kind?.takes === 'scores' && kind.labels === 'oneHot') || kind?.answers === 'logarithms';
const logit = (share: number) => Math.log(share / (1 - share));
const bounded = (value: number) => Math.min(1e6, Math.max(-1e6, value));

interface Mean {
  readonly values: Float64Array;
  readonly shape: readonly number[];
}

function means({ values, rows, shape }: Table): Mean {
  const size = values.length / rows;
  const sums = new Float64Array(size);
  values.forEach((value, q) => (sums[q % size]! += value / rows));
  return { values: sums, shape };
}

/** [rows, ..., 1] class numbers -> [..., units] shares. */
function frequencies({ values, rows, shape }: Table, units: number): Mean {
  const places = values.length / rows;
  const shares = new Float64Array(places * units);
  values.forEach((value, q) => (shares[(q % places) * units + value]! += 1 / rows));
  return { values: shares, shape: [...shape.slice(0, -1), units] };
}

function spread(table: Table): Table {
  const rows = Math.min(table.rows, MOST_ROWS);
  return takeRows(
    table,
    Uint32Array.from({ length: rows }, (_, i) => Math.floor((i * table.rows) / rows)),
  );
}
