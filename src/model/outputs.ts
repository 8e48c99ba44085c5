import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import type { Shape } from '../spec/shape.ts';
import { freeMasks } from './masks.ts';
import { sliceRows, toTensor, type Table } from './table.ts';

/** Numbers that the largest layer may answer at once: 64 MB. */
const MOST_NUMBERS = 2 ** 24;
const MOST_ROWS = 1024;

/**
 * What the network answers for each row, one table an output. Batch by batch, so that memory stays flat.
 * @param inputs One table for each input, in the model's order.
 */
export async function computeOutputs(layersModel: LayersModel, inputs: readonly Table[]): Promise<Table[]> {
  const rows = inputs[0]!.rows;
  const parts: Table[][] = [];
  const batchSize = rowsAtOnce(layersModel);
  for (let start = 0; start < rows; start += batchSize) {
    const end = Math.min(start + batchSize, rows);
    parts.push(
      await computeBatch(
        layersModel,
        inputs.map((table) => sliceRows(table, start, end)),
      ),
    );
  }
  return parts[0]!.map((first, output) => {
    const size = first.values.length / first.rows;
    const values = new Float32Array(rows * size);
    parts.forEach((part, i) => values.set(part[output]!.values, i * batchSize * size));
    return { ...first, values, rows };
  });
}

/** As many rows as the largest layer can answer in bounded memory; sizes that vary count as 1. */
function rowsAtOnce(layersModel: LayersModel): number {
  const sizes = layersModel.layers.flatMap(({ outputShape }) => (Array.isArray(outputShape[0]) ? outputShape : [outputShape]) as Shape[]);
  const largest = Math.max(...sizes.map((shape) => shape.slice(1).reduce<number>((all, size) => all * (size ?? 1), 1)));
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / largest)));
}

async function computeBatch(layersModel: LayersModel, inputs: readonly Table[]): Promise<Table[]> {
  const outputs = tf.tidy(() => {
    const answer = layersModel.predictOnBatch(inputs.map(toTensor)) as Tensor | Tensor[];
    return Array.isArray(answer) ? answer : [answer];
  });
  try {
    return await Promise.all(
      outputs.map(async (tensor) => ({
        values: Float32Array.from(await tensor.data()),
        shape: tensor.shape.slice(1),
        rows: inputs[0]!.rows,
        dtype: 'float32' as const,
      })),
    );
  } finally {
    tf.dispose(outputs);
    freeMasks(layersModel);
  }
}

/** A table as nested plain arrays: a list of rows; a row of one number is that number in a list, as TF.js's arraySync gives it. */
export function toNested({ values, shape, rows }: Table): NestedOutput[] {
  const build = (axis: number, offset: number, size: number): NestedOutput => {
    if (axis === shape.length) return values[offset]!;
    const step = size / shape[axis]!;
    return Array.from({ length: shape[axis]! }, (_, i) => build(axis + 1, offset + i * step, step));
  };
  const size = values.length / rows;
  return Array.from({ length: rows }, (_, row) => build(0, row * size, size));
}

export type NestedOutput = number | NestedOutput[];
