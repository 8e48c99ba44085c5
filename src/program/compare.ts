import type { Operation, Recording, Value } from './recording.ts';

/** Where two recordings of the same function differ. */
export interface Difference {
  /** What was being computed: `layer "wide"`; undefined where none knows. */
  readonly place: string | undefined;
  /** What it does there: `runs other operations`. */
  readonly does: string;
}

/**
 * In a few words, why two recordings of the same function, of other inputs and variables, do not tell what it computes of any; undefined
 * where nothing differs.
 */
export function whyDifferent(first: Recording, second: Recording): string | undefined {
  return inWords(findDifference(first, second));
}

export const inWords = (difference: Difference | undefined): string | undefined =>
  difference && `${difference.place ?? 'it'} ${difference.does} from one step to the next`;

/**
 * In a few words, that what was recorded is wrong.
 * @param place Where it differs from what is computed now: a layer is the one to blame, and so is what may read anything.
 * @param suspects What may read anything, of which one is to blame where the difference tells less.
 */
export function sayWrong(place: string | undefined, suspects: readonly string[]): string {
  const isToBlame = place !== undefined && (place.startsWith('layer ') || suspects.includes(place));
  const found = isToBlame ? place : suspects.join(' or ') || (place ?? 'it');
  return `${found} computes something else than when it was recorded`;
}

/** The first difference; undefined where there is none. */
export function findDifference(first: Recording, second: Recording): Difference | undefined {
  const longer = first.operations.length > second.operations.length ? first : second;
  const other = longer.operations.find((_, i) => !isSameOperation(first.operations[i], second.operations[i]));
  const isSame =
    other === undefined &&
    first.values.length === second.values.length &&
    isEqual(first.results, second.results) &&
    isEqual(
      first.assigned.map(({ value }) => value),
      second.assigned.map(({ value }) => value),
    ) && // prettier-ignore
    first.assigned.every(({ variable }, i) => variable === second.assigned[i]!.variable) &&
    first.values.every((value, i) => isSameKind(value, second.values[i]!));
  if (!isSame) return { place: other?.place, does: 'runs other operations' };
  const i = first.values.findIndex((value, i) => !hasSameNumbers(value.origin, second.values[i]!.origin));
  if (i < 0) return undefined;
  const reader = first.operations.find(({ inputs }) => Object.values(inputs).includes(i));
  return {
    place: placeOf(first.values[i]!.origin) ?? reader?.place,
    does: `gives ${reader?.kernelName ?? 'back'} a constant that changes`,
  };
}

const isSameOperation = (one: Operation | undefined, other: Operation | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.kernelName === other.kernelName &&
  one.kernelFunc === other.kernelFunc &&
  isEqual(one.inputs, other.inputs) &&
  isEqual(one.slots, other.slots) &&
  isEqual(one.outputs, other.outputs) &&
  isEqual(one.outputSlots, other.outputSlots) &&
  isEqual(one.attrs, other.attrs);

const isSameKind = ({ origin: one, ...value }: Value, { origin: other, ...otherValue }: Value): boolean =>
  value.size === otherValue.size && value.dtype === otherValue.dtype && isSameOrigin(one, other);

/** Where a value comes from, as far as that has to be alike. */
interface Origin {
  readonly kind: string;
  readonly index?: number;
  readonly variable?: object;
  readonly values?: ArrayLike<number>;
  readonly place?: string | undefined;
}

/** Whether two values come from the same variable or input, or both from elsewhere of one kind. */
export const isSameOrigin = (one: Origin, other: Origin): boolean =>
  one.kind === other.kind &&
  (one.kind !== 'variable' || one.variable === other.variable) &&
  (one.kind !== 'input' || one.index === other.index);

/** Where a constant was made, which another may have handed on to what reads it. */
export const placeOf = (origin: Origin): string | undefined => (origin.kind === 'constant' ? origin.place : undefined);

/** Whether two values of one kind are not constants of other numbers. */
export function hasSameNumbers(one: Origin, other: Origin): boolean {
  if (one.kind !== 'constant') return true;
  const [ones, others] = [one.values!, other.values!];
  if (ones.length !== others.length) return false;
  for (let i = 0; i < ones.length; i++) if (!Object.is(ones[i], others[i])) return false;
  return true;
}

/** Whether two plain values are the same, all that they hold included. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [ones, others] = [Object.entries(one), other as Readonly<Record<string, unknown>>];
  return ones.length === Object.keys(other).length && ones.every(([name, value]) => name in others && isEqual(value, others[name]));
}
