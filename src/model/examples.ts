import { newArrays, type FrameArrays } from '../data/read/arrays.ts';
import type { Examples } from './slots.ts';
import { sliceRows, takeRows, type Table } from './table.ts';

/**
 * Some of the examples with all that belongs to them, in the order asked for.
 * @param arrays Where they are kept. Default: in new arrays.
 */
export function takeExamples(
  { inputs, outputs, weights, lossWeights }: Examples,
  rows: Uint32Array,
  arrays: FrameArrays = newArrays,
): Examples {
  const takeWeights = (all: Float32Array) => Float32Array.from(rows, (row) => all[row]!);
  const take = (of: string) => (table: Table, i: number) => takeRows(table, rows, arrays, `${of} ${i}`);
  return {
    inputs: inputs.map(take('taken of input')),
    outputs: outputs.map(take('taken of output')),
    rows: rows.length,
    ...(weights ? { weights: takeWeights(weights) } : {}),
    ...(lossWeights ? { lossWeights: takeWeights(lossWeights) } : {}),
  };
}

/** The first examples, all where there are no more; they share their values with the others. */
export function firstExamples(examples: Examples, most: number): Examples {
  const { inputs, outputs, rows, weights, lossWeights } = examples;
  if (most >= rows) return examples;
  const take = (table: Table) => sliceRows(table, 0, most);
  return {
    inputs: inputs.map(take),
    outputs: outputs.map(take),
    rows: most,
    ...(weights ? { weights: weights.subarray(0, most) } : {}),
    ...(lossWeights ? { lossWeights: lossWeights.subarray(0, most) } : {}),
  };
}
