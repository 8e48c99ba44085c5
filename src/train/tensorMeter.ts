import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { overRows } from '../compile/losses.ts';
import { toTensor, type Table } from '../model/table.ts';
import type { Batch, Meter } from '../metrics/meter.ts';
import type { Snapshot } from '../snapshot.ts';
import { requireTensor, type MetricFunction } from './losses.ts';

type Values = Table['values'];

/** What the rows look like that a metric is of. */
export interface MeasuredRows {
  /** Of the labels: the shape of one row, and the type of its values. */
  readonly targets: Pick<Table, 'shape' | 'dtype'>;
  /** Shape of one row of the answers; null is what the values tell. */
  readonly outputs: readonly (number | null)[];
}

/** A metric written in a program, over a whole set: keeps labels, answers and weights, and asks the function once about all of them. */
export function tensorMeter(name: string, of: MetricFunction, { targets: labels, outputs: answers }: MeasuredRows): Meter {
  const copy = labels.dtype === 'float32' ? (values: ArrayLike<number>) => Float32Array.from(values) : toIntegers;
  let targets: Values[] = [];
  let outputs: Float32Array[] = [];
  let weights: Float32Array[] = [];
  let rows = 0;
  return {
    update(batch: Batch) {
      targets.push(copy(batch.targets));
      outputs.push(Float32Array.from(batch.outputs));
      if (batch.weights) weights.push(Float32Array.from(batch.weights));
      rows += batch.rows;
    },
    result: () =>
      tf.tidy(() => {
        const yTrue = toTensor(tableOf(targets, labels.shape, labels.dtype, rows));
        const yPred = toTensor(tableOf(outputs, answers, 'float32', rows));
        const counts = weights.length === 0 ? undefined : toTensor(tableOf(weights, [], 'float32', rows)); // [rows]
        const values = requireTensor(of(yTrue, yPred, counts), { subject: 'the metric', path: name });
        return { [name]: weightedAverage(values, counts).dataSync()[0]! };
      }),
    save: () => ({ targets: copies(targets), outputs: copies(outputs), weights: copies(weights), rows }),
    restore(saved: Snapshot) {
      const state = saved as unknown as { targets: Values[]; outputs: Float32Array[]; weights: Float32Array[]; rows: number };
      targets = [...state.targets];
      outputs = [...state.outputs];
      weights = [...state.weights];
      rows = state.rows;
    },
  };
}

/** The mean; that of values of each row, [rows, ...], by their weights. */
function weightedAverage(values: Tensor, weights: Tensor | undefined): Tensor {
  if (weights === undefined || values.rank === 0 || values.shape[0] !== weights.shape[0]) return tf.mean(values);
  return tf.div(tf.sum(tf.mul(overRows(values), weights)), tf.sum(weights));
}

const toIntegers = (values: ArrayLike<number>) => Int32Array.from(values);
const copies = (parts: readonly Values[]): Values[] => parts.map((part) => part.slice());

function tableOf(parts: readonly Values[], shape: readonly (number | null)[], dtype: Table['dtype'], rows: number): Table {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const values = dtype === 'float32' ? new Float32Array(length) : new Int32Array(length);
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  const known = shape.reduce<number>((all, n) => all * (n ?? 1), 1);
  return { values, shape: shape.map((n) => n ?? values.length / rows / known), rows, dtype };
}
