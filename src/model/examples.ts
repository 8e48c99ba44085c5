import type { Examples } from './slots.ts';
import { takeRows, type Table } from './table.ts';

/** Some of the examples with all that belongs to them, in the order asked for. */
export function takeExamples({ inputs, outputs, weights, lossWeights }: Examples, rows: Uint32Array): Examples {
  const takeWeights = (all: Float32Array) => Float32Array.from(rows, (row) => all[row]!);
  const take = (table: Table) => takeRows(table, rows);
  return {
    inputs: inputs.map(take),
    outputs: outputs.map(take),
    rows: rows.length,
    ...(weights ? { weights: takeWeights(weights) } : {}),
    ...(lossWeights ? { lossWeights: takeWeights(lossWeights) } : {}),
  };
}
