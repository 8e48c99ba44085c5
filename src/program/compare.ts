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
  const difference = findDifference(first, second);
  return difference && `${difference.place ?? 'it'} ${difference.does} from one step to the next`;
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
  const i = first.values.findIndex((value, i) => !hasSameValues(value, second.values[i]!));
  if (i < 0) return undefined;
  const reader = first.operations.find(({ inputs }) => Object.values(inputs).includes(i));
  return { place: reader?.place, does: `gives ${reader?.kernelName ?? 'back'} a constant that changes` };
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

function isSameKind({ origin: one, ...value }: Value, { origin: other, ...otherValue }: Value): boolean {
  if (one.kind !== other.kind || value.size !== otherValue.size || value.dtype !== otherValue.dtype) return false;
  if (one.kind === 'variable') return one.variable === (other as typeof one).variable;
  return one.kind !== 'input' || one.index === (other as typeof one).index;
}

function hasSameValues({ origin: one }: Value, { origin: other }: Value): boolean {
  if (one.kind !== 'constant') return true;
  const { values } = other as typeof one;
  for (let i = 0; i < values.length; i++) if (!Object.is(one.values[i], values[i])) return false;
  return true;
}

/** Whether two plain values are the same, all that they hold included. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [ones, others] = [Object.entries(one), other as Readonly<Record<string, unknown>>];
  return ones.length === Object.keys(other).length && ones.every(([name, value]) => name in others && isEqual(value, others[name]));
}
