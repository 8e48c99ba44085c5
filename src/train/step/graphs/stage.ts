import { nativeBackend } from '../../../graph/binding.ts';
import { sizeOf, typeNumbers, type TensorValues } from '../../../graph/value.ts';
import { copyRows } from '../../../model/table.ts';
import { lossWeightsOf, type TrainingSet } from '../trainStep.ts';
import { arrayTypes, type BatchInput, type KeptTables } from './keptTables.ts';

/** Where the batches of steps stand one after the other until they are handed to TensorFlow. */
export interface Stage {
  /** Puts the rows of a step in their place. */
  put(step: number, rows: Uint32Array): void;
  /** All as tensors, as a graph is fed them: the caller's to free. */
  tensors(): number[];
  /** What graphs are fed after them, which stays. */
  tables(): readonly number[];
}

/**
 * Where graphs gather batches from tables, only the numbers of the rows.
 * @param inputs What is read of a batch. @param most How many steps there is room for.
 */
export const createStage = (set: TrainingSet, inputs: readonly BatchInput[], most: number, tables: KeptTables | undefined): Stage =>
  tables === undefined ? stageOfCopies(set, inputs, most) : stageOfNumbers(inputs, most, tables);

function stageOfCopies(set: TrainingSet, inputs: readonly BatchInput[], most: number): Stage {
  const tables = [...set.inputs, ...set.outputs];
  const arrays = inputs.map(({ slot }) => new arrayTypes[slot.type as 'float32'](most * sizeOf(slot)));
  return {
    put(step, rows) {
      inputs.forEach(({ index, slot }, k) => {
        const size = sizeOf(slot);
        const place = arrays[k]!.subarray(step * size, (step + 1) * size);
        const table = tables[index];
        if (table !== undefined) copyRows(table, rows, place);
        else {
          const weights = lossWeightsOf(set)!;
          for (let i = 0; i < rows.length; i++) place[i] = weights[rows[i]!]!;
        }
      });
    },
    tensors: () =>
      inputs.map(({ slot: { type, shape } }, k) =>
        nativeBackend().binding.createTensor(
          [most * shape[0]!, ...shape.slice(1)],
          typeNumbers[type],
          arrays[k]! as TensorValues['values'],
        ),
      ),
    tables: () => [],
  };
}

function stageOfNumbers(inputs: readonly BatchInput[], most: number, tables: KeptTables): Stage {
  const size = inputs[0]!.slot.shape[0]!;
  const numbers = new Int32Array(most * size);
  return {
    put: (step, rows) => numbers.set(rows, step * size),
    tensors: () => [nativeBackend().binding.createTensor([most, size], typeNumbers.int32, numbers)],
    tables: () => tables.of(inputs),
  };
}
