import type { Examples } from './slots.ts';
import type { Table } from './table.ts';

/** Room for examples, each in a place of its own. */
export interface ExampleBuffer {
  /** As many rows as there is room for; those of places that were not filled are 0. */
  readonly examples: Examples;
  /** Copies a row of other examples to a place. */
  put(from: Examples, row: number, place: number): void;
}

/** Room for as many rows as are asked for, shaped like some that are there. */
export function createBuffer(like: Examples, rows: number): ExampleBuffer {
  const room = (table: Table): Table => {
    const size = table.values.length / table.rows;
    const values = table.dtype === 'float32' ? new Float32Array(rows * size) : new Int32Array(rows * size);
    return { ...table, values, rows };
  };
  const examples: Examples = {
    inputs: like.inputs.map(room),
    outputs: like.outputs.map(room),
    rows,
    ...(like.weights ? { weights: new Float32Array(rows) } : {}),
    ...(like.lossWeights ? { lossWeights: new Float32Array(rows) } : {}),
  };
  const tables = [...examples.inputs, ...examples.outputs];
  const sizes = tables.map(({ values }) => values.length / rows);
  return {
    examples,
    put(from, row, place) {
      const inputs = from.inputs.length;
      for (let i = 0; i < tables.length; i++) {
        const source = (i < inputs ? from.inputs[i]! : from.outputs[i - inputs]!).values;
        const { values } = tables[i]!;
        const size = sizes[i]!;
        for (let q = 0; q < size; q++) values[place * size + q] = source[row * size + q]!;
      }
      if (examples.weights) examples.weights[place] = from.weights![row]!;
      if (examples.lossWeights) examples.lossWeights[place] = from.lossWeights![row]!;
    },
  };
}

/** How many bytes a row of examples takes. */
export function bytesOfRow({ inputs, outputs, weights, lossWeights, rows }: Examples): number {
  const numbers = [...inputs, ...outputs].reduce((sum, { values }) => sum + values.length, 0) / rows;
  return 4 * (numbers + (weights ? 1 : 0) + (lossWeights ? 1 : 0));
}
