import { typeNumbers, type TensorValues, type ValueSlot } from '../../../graph/value.ts';
import { nativeBackend } from '../../../graph/binding.ts';
import { copyRows } from '../../../model/table.ts';
import { lossWeightsOf, type TrainingSet } from '../trainStep.ts';

/** Where the batches of steps stand one after the other until they are handed to TensorFlow. */
export interface Stage {
  /** Puts the rows of a step in their place. */
  put(step: number, rows: Uint32Array): void;
  /** All as tensors, in the order of the inputs that were asked for: the caller's to free. */
  tensors(): number[];
}

/**
 * @param inputs Which of a batch's tensors are read (inputs, targets, weights of rows, in that order), and their slots, of one batch.
 * @param most How many steps there is room for.
 */
export function createStage(
  set: TrainingSet,
  inputs: readonly { readonly index: number; readonly slot: ValueSlot }[],
  most: number,
): Stage {
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
  };
}

const arrayTypes = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
const sizeOf = ({ shape }: ValueSlot): number => shape.reduce((all, size) => all * size, 1);
