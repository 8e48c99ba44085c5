import type { Builder } from './builder.ts';
import { emitScan, type EmitStep } from './emitScan.ts';
import type { Operation, Recording } from './recording.ts';
import type { Ref } from './value.ts';

/** Values of a recording that are wanted of a graph. */
export const wanted = ({ results, assigned }: Recording): readonly number[] => [
  ...results.filter((value) => value !== undefined),
  ...lastAssigned(assigned).map(({ value }) => value),
];

/** What each variable holds at the end. */
export const lastAssigned = (assigned: Recording['assigned']): Recording['assigned'] => [
  ...new Map(assigned.map((one) => [one.variable, one])).values(),
];

/** Values that these are computed from, and they themselves. */
export function needed({ operations }: Pick<Recording, 'operations'>, values: Iterable<number>): ReadonlySet<number> {
  const found = new Set(values);
  for (const { inputs, outputs } of [...operations].reverse()) {
    if (outputs.some((value) => found.has(value))) for (const value of inputs) found.add(value);
  }
  return found;
}

/**
 * Adds what was recorded to a graph, as far as `values` need it.
 * @param given Refs of inputs, variables and what is drawn, by the place of the value. @returns The refs of `values`.
 */
export function emit(builder: Builder, recording: Recording, values: readonly number[], given: ReadonlyMap<number, Ref>): readonly Ref[] {
  const refs = new Map(given);
  const used = needed(recording, values);
  const read = (place: number): Ref => {
    const known = refs.get(place);
    if (known !== undefined) return known;
    const { origin, type, shape } = recording.values[place]!;
    if (origin.kind !== 'constant') throw new Error(`internal: nothing is given for a value (${origin.kind})`);
    const ref = builder.constant({ type, shape, values: origin.values });
    refs.set(place, ref);
    return ref;
  };
  const add = ({ op, inputs, attributes, outputs, scan }: Operation) => {
    if (scan !== undefined) {
      const isUsed = outputs.map((value) => used.has(value));
      const step: EmitStep = (inside, own, results) => emit(inside, scan.body, results, own);
      emitScan(builder, scan, inputs.map(read), isUsed, step).forEach((ref, i) => ref && refs.set(outputs[i]!, ref));
      return;
    }
    const slots = outputs.map((value) => recording.values[value]!);
    const made = builder.add(
      op,
      inputs.map(read),
      attributes,
      slots.map(({ type, shape }) => ({ type, shape })),
    );
    outputs.forEach((value, i) => refs.set(value, made[i]!));
  };
  for (const operation of recording.operations) if (operation.outputs.some((value) => used.has(value))) add(operation);
  return values.map(read);
}
