import type { Operation, Recording, Scan } from '../../recording.ts';
import { batchedForm, summedForm, type Batched } from './batched.ts';

/** Which operations of a step are done before the loop, in it, and after it. */
export interface Parts {
  readonly before: readonly Operation[];
  readonly inside: readonly Operation[];
  readonly after: readonly Operation[];
  /** How those before and after are done for all steps at once; none for what is the same in each. */
  readonly forms: ReadonlyMap<Operation, Batched>;
  /** How values are summed over all steps, of those of which that is known as a whole. */
  readonly sums: ReadonlyMap<number, Batched>;
  /** Values from before that are read inside. */
  readonly read: readonly number[];
  /** Values inside that are read after. */
  readonly given: readonly number[];
}

/** What is carried only to be added to: by its place among all that is carried, what each step adds. */
export function accumulators({ carried, body }: Scan): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const results = body.results as readonly number[];
  for (let k = 0; k < carried; k++) {
    const own = inputOf(body, k);
    const readers = body.operations.filter(({ inputs }) => inputs.includes(own));
    const [add] = readers;
    const result = results[k]!;
    if (readers.length !== 1 || (add!.op !== 'Add' && add!.op !== 'AddV2') || add!.outputs[0] !== result) continue;
    const isRead = body.operations.some(({ inputs }) => inputs.includes(result)) || results.some((value, i) => i !== k && value === result);
    const [added] = add!.inputs.filter((value) => value !== own);
    if (isRead || added === undefined || body.values[added]!.shape.join() !== body.values[result]!.shape.join()) continue;
    found.set(k, added);
  }
  return found;
}

export const inputOf = ({ values }: Recording, index: number): number =>
  values.findIndex(({ origin }) => origin.kind === 'input' && origin.index === index);

/**
 * @param kept Places of what is carried on. @param sums What is summed, by its place among what is carried.
 * @returns Undefined where something is the same in each step that is asked for of all.
 */
export function planParts(
  { steps, carried, sliced, body }: Scan,
  kept: readonly number[],
  sums: ReadonlyMap<number, number>,
): Parts | undefined {
  const results = body.results as readonly number[];
  const accumulated = new Set([...sums.keys()].map((k) => results[k]!));
  const operations = body.operations.filter(({ outputs }) => !accumulated.has(outputs[0]!));
  const makers = new Map(operations.flatMap((operation) => operation.outputs.map((value) => [value, operation] as const)));
  const fixed = new Set<number>();
  const core = new Set<number>();
  body.values.forEach(({ origin }, value) => {
    if (origin.kind === 'constant' || (origin.kind === 'input' && origin.index >= carried + sliced)) fixed.add(value);
    else if (origin.kind === 'input' && origin.index < carried) core.add(value);
  });
  const isFixed = (values: readonly number[]) => values.map((value) => fixed.has(value));

  const before: Operation[] = [];
  const forms = new Map<Operation, Batched>();
  for (const operation of operations) {
    const { inputs, outputs } = operation;
    if (inputs.every((value) => fixed.has(value))) {
      before.push(operation);
      for (const value of outputs) fixed.add(value);
      continue;
    }
    const form = batchedForm(body, steps, operation, isFixed(inputs));
    if (form !== undefined) forms.set(operation, form);
    if (form !== undefined && !inputs.some((value) => core.has(value))) before.push(operation);
    else for (const value of outputs) core.add(value);
  }

  const inside = new Set<Operation>();
  const goIn = (value: number): void => {
    const maker = makers.get(value);
    if (!core.has(value) || maker === undefined || inside.has(maker)) return;
    inside.add(maker);
    maker.inputs.forEach(goIn);
  };
  for (const k of kept) goIn(results[k]!);

  // Sums as wholes, where that is known, else of what each step adds.
  const wholes = new Map<number, Batched>();
  const termsOf = (value: number): readonly number[] => {
    const maker = makers.get(value);
    const form = maker && summedForm(body, steps, maker, isFixed(maker.inputs));
    if (form !== undefined) {
      wholes.set(value, form);
      return maker!.inputs.filter((input) => !fixed.has(input));
    }
    if (maker?.op === 'Reshape') return termsOf(maker.inputs[0]!);
    return maker?.op === 'ConcatV2' ? maker.inputs.slice(0, -1).flatMap(termsOf) : [value];
  };
  const wanted = [...[...sums.values()].flatMap(termsOf), ...results.slice(carried)];
  if (wanted.some((value) => fixed.has(value))) return undefined;

  const after = new Set<Operation>();
  const goAfter = (value: number): void => {
    const maker = makers.get(value);
    if (!core.has(value) || maker === undefined || inside.has(maker) || after.has(maker)) return;
    if (!forms.has(maker)) return goIn(value);
    after.add(maker);
    maker.inputs.forEach(goAfter);
  };
  wanted.forEach(goAfter);
  for (const operation of inside) after.delete(operation);

  /** What it is a shape of, inside. */
  const rootOf = (value: number): number => {
    const maker = makers.get(value);
    return maker?.op === 'Reshape' && inside.has(maker) ? rootOf(maker.inputs[0]!) : value;
  };
  const isOfInside = (value: number) => core.has(value) && !after.has(makers.get(value)!);
  const readAfter = [...[...after].flatMap(({ inputs }) => inputs), ...wanted];
  const given = new Set(readAfter.filter(isOfInside).map(rootOf));
  const read = new Set(
    [...[...inside].flatMap(({ inputs }) => inputs), ...kept.map((k) => results[k]!)].filter((value) => !core.has(value)),
  );
  const inOrder = (own: ReadonlySet<Operation>) => operations.filter((operation) => own.has(operation));
  return { before, inside: inOrder(inside), after: inOrder(after), forms, sums: wholes, read: [...read], given: [...given] };
}
