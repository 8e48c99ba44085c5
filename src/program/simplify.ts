import type { Values } from '../backend/kernels/planned.ts';
import { bytesOf, valuesIn, type Numbers } from './machine.ts';
import type { Operation, Recording, Value } from './recording.ts';

/** What remains to be done of a recording at each run, and once before the first. */
export interface Graph extends Recording {
  /** Operations that read constants alone, so that their answers are always the same. */
  readonly prelude: readonly Operation[];
  /** Places of the values that an operation, a variable or the caller reads. */
  readonly used: ReadonlySet<number>;
}

/**
 * Leaves out copies, operations whose answers are never read, and those that compute what another has computed; and parts from the rest
 * those whose answers are always the same. What is computed stays the same to the bit.
 */
export function simplify(recording: Recording): Graph {
  const values = [...recording.values];
  /** For each value, the place of the one to be read for it. */
  const place = values.map((_, i) => i);
  const constants = new Map<string, number>();
  values.forEach((value, i) => {
    const key = keyOfConstant(value);
    if (key !== undefined) place[i] = known(constants, key, i);
  });

  const computed = new Map<string, Operation>();
  const all: Operation[] = [];
  const once = new Set<Operation>();
  const isFixed = values.map(({ origin }) => origin.kind === 'constant');
  for (const operation of recording.operations) {
    const { kernelName, outputs } = operation;
    const inputs = Object.fromEntries(Object.entries(operation.inputs).map(([name, value]) => [name, place[value]!]));
    const copied = copiedBy(operation, inputs, values);
    if (copied !== undefined) {
      place[outputs[0]!] = copied;
      continue;
    }
    const filling = fillings[kernelName]?.(operation);
    if (filling !== undefined) {
      const [out] = outputs as [number];
      const { dtype, size } = values[out]!;
      place[out] = known(constants, `${dtype} ${size} times ${text(filling)}`, out);
      if (place[out] === out) values[out] = { dtype, size, origin: { kind: 'constant', values: filled({ dtype, size }, filling) } };
      isFixed[out] = true;
      continue;
    }
    const placed = { ...operation, inputs };
    const key = keyOf(placed);
    const same = computed.get(key);
    if (same !== undefined) {
      outputs.forEach((output, i) => (place[output] = same.outputs[i]!));
      continue;
    }
    computed.set(key, placed);
    all.push(placed);
    if (Object.values(inputs).every((value) => isFixed[value])) {
      once.add(placed);
      for (const output of outputs) isFixed[output] = true;
    }
  }
  const results = recording.results.map((value) => (value === undefined ? undefined : place[value]!));
  const assigned = recording.assigned.map(({ variable, value }) => ({ variable, value: place[value]! }));
  const used = new Set([...results.filter((value) => value !== undefined), ...assigned.map(({ value }) => value)]);
  const needed: Operation[] = [];
  for (const operation of all.reverse()) {
    if (!operation.outputs.some((output) => used.has(output))) continue;
    needed.push(operation);
    for (const value of Object.values(operation.inputs)) used.add(value);
  }
  needed.reverse();
  return {
    values,
    operations: needed.filter((operation) => !once.has(operation)),
    prelude: needed.filter((operation) => once.has(operation)),
    results,
    shapes: recording.shapes,
    assigned,
    drawn: recording.drawn,
    used,
  };
}

/** The place that is known by a key, from now on `place` where none was. */
function known(places: Map<string, number>, key: string, place: number): number {
  const before = places.get(key);
  if (before === undefined) places.set(key, place);
  return before ?? place;
}

/** Kernels that give the values that they read, even where a backend copies them. */
const copies = new Set(['Identity', 'Reshape', 'ExpandDims', 'Cast']);

/** The place of the value that an operation copies, if it does no more. */
function copiedBy({ kernelName, outputs }: Operation, inputs: Operation['inputs'], values: readonly Value[]): number | undefined {
  if (!copies.has(kernelName)) return undefined;
  const [only] = Object.values(inputs);
  return only !== undefined && values[only]!.dtype === values[outputs[0]!]!.dtype ? only : undefined;
}

/** Kernels that fill a tensor with one number, of what they read at most its shape. */
const fillings: Readonly<Record<string, ((operation: Operation) => number | undefined) | undefined>> = {
  Fill: ({ attrs: { value } }) => (typeof value === 'number' ? value : undefined),
  ZerosLike: () => 0,
  OnesLike: () => 1,
};

const filled = (numbers: Numbers, number: number): Values => valuesIn(new ArrayBuffer(bytesOf(numbers)), 0, numbers).fill(number);

/** The same for operations that compute the same. */
const keyOf = ({ kernelName, inputs, slots, attrs }: Operation): string =>
  JSON.stringify([kernelName, inputs, slots, attrs], (_, value: unknown) => (typeof value === 'number' ? text(value) : value));

/** Constants of no more numbers are compared, to find those that are the same. */
const MOST_COMPARED = 16;

function keyOfConstant({ origin, dtype, size }: Value): string | undefined {
  if (origin.kind !== 'constant' || size > MOST_COMPARED) return undefined;
  const [first = 0] = origin.values;
  const isFilled = origin.values.every((value: number) => Object.is(value, first));
  return isFilled ? `${dtype} ${size} times ${text(first)}` : `${dtype} ${Array.from(origin.values, text).join()}`;
}

/** Tells all numbers apart, as JSON does not. */
const text = (number: number): string => (Object.is(number, -0) ? '-0' : String(number));
