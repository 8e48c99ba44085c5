import { nativeBackend } from '../../../graph/binding.ts';
import type { GraphSlot, SlotStore } from '../../../graph/optimizer/graphArray.ts';
import { typeNumbers } from '../../../graph/value.ts';

/** What an optimizer remembers, as tensors of native bindings. */
export interface TensorSlots extends SlotStore {
  /** The number of the tensor of a slot now. */
  idOf(slot: GraphSlot): number;
  /** Puts another tensor in its place, which is ours from now on. */
  put(slot: GraphSlot, id: number): void;
  dispose(): void;
}

export function createTensorSlots(): TensorSlots {
  const { binding } = nativeBackend();
  const ids: number[] = [];
  const make = ({ shape }: GraphSlot, values: Float32Array): number => binding.createTensor(shape, typeNumbers.float32, values);
  const idOf = (slot: GraphSlot): number => (ids[slot.index] ??= make(slot, new Float32Array(slot.size).fill(slot.start)));
  const put = (slot: GraphSlot, id: number): void => {
    const before = ids[slot.index];
    if (before !== undefined) binding.deleteTensor(before);
    ids[slot.index] = id;
  };
  return {
    idOf,
    put,
    read: (slot) => (binding.tensorDataSync(idOf(slot)) as Float32Array).slice(),
    write: (slot, values) => put(slot, make(slot, Float32Array.from(values))),
    dispose() {
      for (const id of ids) binding.deleteTensor(id);
      ids.length = 0;
    },
  };
}
