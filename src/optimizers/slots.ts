import type { Snapshot, Stateful } from '../snapshot.ts';
import type { Slots, Values } from './memory.ts';

const saveSlots = (slots: Slots<Values>): Snapshot => slots.map((slot) => slot.slice());

function restoreSlots(slots: Slots<Values>, saved: Snapshot): void {
  const values = saved as Slots;
  if (values.length !== slots.length || slots.some((slot, i) => slot.length !== values[i]!.length)) {
    throw new Error('internal: the state of an optimizer belongs to other weights');
  }
  slots.forEach((slot, i) => slot.set(values[i]!));
}

/** What a part of an optimizer remembers from step to step, by name: counters, slots, and parts inside it. */
export type State = { [name: string]: number | boolean | Slots<Values> | Stateful };

/** Keeps a state and puts it back in place: slots stay the arrays that they are, counters are read from `state` in each step. */
export const keep = (state: State): Stateful => ({
  save: () => Object.fromEntries(Object.entries(state).map(([name, value]) => [name, saveOne(value)])),
  restore(saved) {
    const values = saved as Readonly<Record<string, Snapshot>>;
    for (const [name, value] of Object.entries(state)) {
      if (typeof value === 'number' || typeof value === 'boolean') state[name] = values[name] as typeof value;
      else if (isSlots(value)) restoreSlots(value, values[name]!);
      else value.restore(values[name]!);
    }
  },
});

/** The same for one set of slots alone. */
export const keepSlots = (slots: Slots<Values>): Stateful => ({
  save: () => saveSlots(slots),
  restore: (saved) => restoreSlots(slots, saved),
});

function saveOne(value: State[string]): Snapshot {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return isSlots(value) ? saveSlots(value) : value.save();
}

const isSlots = (value: Slots<Values> | Stateful): value is Slots<Values> => Array.isArray(value);
