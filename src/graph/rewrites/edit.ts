import { needed, wanted } from '../emit.ts';
import type { Operation, Recording, Scan, Value } from '../recording.ts';
import type { Attributes, TensorValues, ValueSlot } from '../value.ts';

/** A recording as the other way of computing the same is looked for and written. */
export interface Editor {
  slotOf(value: number): ValueSlot;
  /** What computes a value, as far as the recording is rewritten; undefined for another operation than the one asked for. */
  made(value: number | undefined, op: string): Operation | undefined;
  /** Undefined for what is no constant. */
  constantOf(value: number | undefined): TensorValues['values'] | undefined;
  /** The number that all values of a tensor are; undefined where they differ or are not known. */
  uniform(value: number | undefined): number | undefined;
  /** Adds an operation before the one that is looked at. @returns Its values. */
  add(op: string, inputs: readonly number[], attributes: Attributes, outputs: readonly ValueSlot[], scan?: Scan): readonly number[];
  /** The same of an operation with one output. */
  one(op: string, inputs: readonly number[], attributes: Attributes, output: ValueSlot): number;
  constant(tensor: TensorValues): number;
}

/** What takes the place of an operation's outputs; undefined where it stays. */
export type Change = (operation: Operation, editor: Editor) => readonly number[] | undefined;

/** Goes through the operations in their order, offers each to a change, and leaves out what nothing needs any more. */
export function edit(recording: Recording, change: Change): Recording {
  const values: Value[] = [...recording.values];
  const operations: Operation[] = [];
  const makers = new Map<number, Operation>();
  const replaced = new Map<number, number>();
  const now = (value: number): number => replaced.get(value) ?? value;
  const push = (operation: Operation) => {
    operations.push(operation);
    for (const value of operation.outputs) makers.set(value, operation);
  };
  const made = (value: number | undefined, op: string): Operation | undefined => {
    const maker = value === undefined ? undefined : makers.get(value);
    return maker?.op === op ? maker : undefined;
  };
  const constantOf = (value: number | undefined): TensorValues['values'] | undefined => {
    const origin = value === undefined ? undefined : values[value]!.origin;
    return origin?.kind === 'constant' ? origin.values : undefined;
  };
  const uniform = (value: number | undefined): number | undefined => {
    const numbers = constantOf(value);
    if (numbers !== undefined) return numbers.every((one: number) => Object.is(one, numbers[0])) ? numbers[0] : undefined;
    if (made(value, 'ZerosLike')) return 0;
    return made(value, 'Fill') && uniform(makers.get(value!)!.inputs[1]);
  };
  const editor: Editor = {
    slotOf: (value) => values[value]!,
    made,
    constantOf,
    uniform,
    add(op, inputs, attributes, slots, scan) {
      const outputs = slots.map(({ type, shape }) => values.push({ type, shape, origin: { kind: 'computed' } }) - 1);
      push({ op, inputs, attributes, outputs, ...(scan ? { scan } : {}) });
      return outputs;
    },
    one: (op, inputs, attributes, output) => editor.add(op, inputs, attributes, [output])[0]!,
    constant: ({ type, shape, values: numbers }) => values.push({ type, shape, origin: { kind: 'constant', values: numbers } }) - 1,
  };
  for (const operation of recording.operations) {
    const read = { ...operation, inputs: operation.inputs.map(now) };
    const others = change(read, editor);
    if (others === undefined) push(read);
    else operation.outputs.forEach((value, i) => replaced.set(value, others[i]!));
  }
  const rewritten = {
    ...recording,
    values,
    operations,
    results: recording.results.map((value) => (value === undefined ? value : now(value))),
    assigned: recording.assigned.map(({ variable, value }) => ({ variable, value: now(value) })),
  };
  const used = needed(rewritten, wanted(rewritten));
  return { ...rewritten, operations: operations.filter(({ outputs }) => outputs.some((value) => used.has(value))) };
}

/** The inputs of an operation of two, in both orders: for those that commute. */
export const bothWays = ({ inputs: [a, b] }: Operation): readonly (readonly [number, number])[] => [
  [a!, b!],
  [b!, a!],
];
