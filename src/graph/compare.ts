import { isEqual } from '../program/compare.ts';
import type { Recording, Value } from './recording.ts';

/**
 * In a few words, why two recordings of the same function, of other inputs and variables, do not tell what it computes of any; undefined
 * where nothing differs.
 */
export function whyDifferent(first: Recording, second: Recording): string | undefined {
  const isSame =
    first.operations.length === second.operations.length &&
    first.values.length === second.values.length &&
    first.operations.every((operation, i) => isEqual(operation, second.operations[i])) &&
    isEqual(first.results, second.results) &&
    first.drawn.length === second.drawn.length &&
    first.assigned.length === second.assigned.length &&
    first.assigned.every(({ variable, value }, i) => variable === second.assigned[i]!.variable && value === second.assigned[i]!.value) &&
    first.values.every((value, i) => isSameKind(value, second.values[i]!));
  if (!isSame) return 'other operations run from one step to the next';
  const changing = first.values.findIndex((value, i) => !hasSameValues(value, second.values[i]!));
  const readers = first.operations.filter(({ inputs }) => inputs.includes(changing));
  return readers.length === 0 ? undefined : `a constant that ${readers[0]!.op} reads changes from one step to the next`;
}

function isSameKind({ origin: one, ...slot }: Value, { origin: other, ...otherSlot }: Value): boolean {
  if (one.kind !== other.kind || !isEqual(slot, otherSlot)) return false;
  if (one.kind === 'variable') return one.variable === (other as typeof one).variable;
  return one.kind !== 'input' || one.index === (other as typeof one).index;
}

function hasSameValues({ origin: one }: Value, { origin: other }: Value): boolean {
  if (one.kind !== 'constant') return true;
  const { values } = other as typeof one;
  return values.length === one.values.length && one.values.every((value: number, i: number) => Object.is(value, values[i]));
}
