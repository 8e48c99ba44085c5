import { tf } from '#tf';
import { toTensor, type Table } from '../model/table.ts';
import type { Batch, Meter } from '../metrics/meter.ts';
import type { Snapshot } from '../snapshot.ts';
import { requireTensor, type TensorFunction } from './losses.ts';

/**
 * A metric written in a program, over a whole set: keeps labels and answers, and asks the function once about all of them.
 * @param shapes Of one row of the labels and of the answers; null is what the values tell.
 */
export function tensorMeter(
  name: string,
  of: TensorFunction,
  shapes: { readonly targets: readonly number[]; readonly outputs: readonly (number | null)[] },
): Meter {
  let targets: Float32Array[] = [];
  let outputs: Float32Array[] = [];
  let rows = 0;
  return {
    update(batch: Batch) {
      targets.push(Float32Array.from(batch.targets));
      outputs.push(Float32Array.from(batch.outputs));
      rows += batch.rows;
    },
    result: () =>
      tf.tidy(() => {
        const yTrue = toTensor(tableOf(targets, shapes.targets, rows));
        const yPred = toTensor(tableOf(outputs, shapes.outputs, rows));
        const values = requireTensor(of(yTrue, yPred), { subject: 'the metric', path: name });
        return { [name]: tf.mean(values).dataSync()[0]! };
      }),
    save: () => ({ targets: targets.map((part) => part.slice()), outputs: outputs.map((part) => part.slice()), rows }),
    restore(saved: Snapshot) {
      const state = saved as unknown as { targets: Float32Array[]; outputs: Float32Array[]; rows: number };
      targets = [...state.targets];
      outputs = [...state.outputs];
      rows = state.rows;
    },
  };
}

function tableOf(parts: readonly Float32Array[], shape: readonly (number | null)[], rows: number): Table {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  const known = shape.reduce<number>((all, n) => all * (n ?? 1), 1);
  return { values, shape: shape.map((n) => n ?? values.length / rows / known), rows, dtype: 'float32' };
}
