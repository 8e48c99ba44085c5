import { hasSameNumbers, inWords, isEqual, isSameOrigin, placeOf, type Difference } from '../program/compare.ts';
import type { Recording, Value } from './recording.ts';

/**
 * In a few words, why two recordings of the same function, of other inputs and variables, do not tell what it computes of any; undefined
 * where nothing differs.
 */
export function whyDifferent(first: Recording, second: Recording): string | undefined {
  return inWords(findDifference(first, second));
}

/** The first difference; undefined where there is none. */
export function findDifference(first: Recording, second: Recording): Difference | undefined {
  const longer = first.operations.length > second.operations.length ? first : second;
  const other = longer.operations.findIndex((_, i) => !isEqual(first.operations[i], second.operations[i]));
  const isSame =
    other < 0 &&
    first.values.length === second.values.length &&
    isEqual(first.results, second.results) &&
    first.drawn.length === second.drawn.length &&
    first.assigned.length === second.assigned.length &&
    first.assigned.every(({ variable, value }, i) => variable === second.assigned[i]!.variable && value === second.assigned[i]!.value) &&
    first.values.every((value, i) => isSameKind(value, second.values[i]!));
  if (!isSame) return { place: longer.places?.[other], does: 'runs other operations' };
  const read = new Set([
    ...first.operations.flatMap(({ inputs }) => inputs),
    ...first.results,
    ...first.assigned.map(({ value }) => value),
  ]);
  const changing = first.values.findIndex((value, i) => read.has(i) && !hasSameNumbers(value.origin, second.values[i]!.origin));
  if (changing < 0) return undefined;
  const reader = first.operations.findIndex(({ inputs }) => inputs.includes(changing));
  return {
    place: placeOf(first.values[changing]!.origin) ?? first.places?.[reader],
    does: `gives ${first.operations[reader]?.op ?? 'back'} a constant that changes`,
  };
}

const isSameKind = ({ origin: one, ...slot }: Value, { origin: other, ...otherSlot }: Value): boolean =>
  isEqual(slot, otherSlot) && isSameOrigin(one, other);
