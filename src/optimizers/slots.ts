import type { Snapshot } from '../snapshot.ts';
import type { Parameter } from './optimizer.ts';

/** A number beside each number of the weights, in the order of the parameters. */
export type Slots = readonly Float32Array[];

export const makeSlots = (parameters: readonly Parameter[], start = 0): Slots =>
  parameters.map(({ size }) => new Float32Array(size).fill(start));

export const saveSlots = (slots: Slots): Snapshot => slots.map((slot) => slot.slice());

export function restoreSlots(slots: Slots, saved: Snapshot): void {
  const values = saved as Slots;
  if (values.length !== slots.length || slots.some((slot, i) => slot.length !== values[i]!.length)) {
    throw new Error('internal: the state of an optimizer belongs to other weights');
  }
  slots.forEach((slot, i) => slot.set(values[i]!));
}
