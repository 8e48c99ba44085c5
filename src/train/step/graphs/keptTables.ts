import { nativeBackend } from '../../../graph/binding.ts';
import { typeNumbers, type TensorValues, type ValueSlot } from '../../../graph/value.ts';
import { lossWeightsOf, type TrainingSet } from '../trainStep.ts';

/** What a step reads of its batch: which of the batch's tensors (inputs, targets, weights of rows, in that order), and its slot there. */
export interface BatchInput {
  readonly index: number;
  readonly slot: ValueSlot;
}

/** The tables of a set as tensors of TensorFlow, for graphs that gather the rows of a batch by themselves. */
export interface KeptTables {
  readonly rows: number;
  /** A tensor [rows, ...] for each of what a step reads, made when it is asked for first. */
  of(inputs: readonly BatchInput[]): readonly number[];
  /** The same, which outlast `free` until they are let go. */
  hold(inputs: readonly BatchInput[]): HeldTables;
  free(): void;
}

export interface HeldTables {
  readonly tensors: readonly number[];
  letGo(): void;
}

/** What tables may take, in bytes: TensorFlow copies so many in less than a tenth of a second. */
const MOST_BYTES = 200e6;

/** @returns Undefined where they would take too much. */
export function keepTables(set: TrainingSet): KeptTables | undefined {
  const tables = [...set.inputs, ...set.outputs];
  if (tables.reduce((sum, { values }) => sum + values.byteLength, 0) > MOST_BYTES) return undefined;
  const ids = new Map<string, number>();
  let holds = 0;
  let isFreed = false;

  const make = ({ index, slot: { type, shape } }: BatchInput): number => {
    const values = tables[index]?.values ?? lossWeightsOf(set)!;
    const array = arrayTypes[type as 'float32'];
    const own = values instanceof array ? values : new array(values);
    return nativeBackend().binding.createTensor([set.rows, ...shape.slice(1)], typeNumbers[type], own as TensorValues['values']);
  };
  const freeAll = (): void => {
    if (!isFreed || holds > 0) return;
    for (const id of ids.values()) nativeBackend().binding.deleteTensor(id);
    ids.clear();
  };
  const of = (inputs: readonly BatchInput[]): readonly number[] => {
    isFreed = false;
    return inputs.map((input) => {
      const key = `${input.index} ${input.slot.type} ${input.slot.shape.slice(1).join()}`;
      const id = ids.get(key) ?? make(input);
      ids.set(key, id);
      return id;
    });
  };
  return {
    rows: set.rows,
    of,
    hold(inputs) {
      const tensors = of(inputs);
      holds++;
      return {
        tensors,
        letGo() {
          holds--;
          freeAll();
        },
      };
    },
    free() {
      isFreed = true;
      freeAll();
    },
  };
}

export const arrayTypes = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
