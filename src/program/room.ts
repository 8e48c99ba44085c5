import type { KernelPlan } from '../backend/kernels/planned.ts';
import { aligned, layOut, type Tenant } from './layout.ts';
import { bytesOf } from './machine.ts';
import type { Operation } from './recording.ts';
import type { Graph } from './simplify.ts';

/** An operation with what is planned for it. */
export interface Planned<Place> {
  readonly operation: Operation;
  /** Undefined where the kernel has none. */
  readonly plan: KernelPlan<string, Place> | undefined;
}

/** Where everything lies in the memory of a program, in bytes from its beginning. */
export interface Room {
  /** Of each value; undefined where it needs no place, and for variables, which have their own. */
  readonly offsets: readonly (number | undefined)[];
  /** Of the table of each operation. */
  readonly tables: readonly number[];
  /** Of what is lent to one operation after another. */
  readonly scratch: number;
  /** Of results that must be copied, since they are something else besides, by their places in the list of results. */
  readonly copies: ReadonlyMap<number, number>;
  readonly bytes: number;
}

/** Longer than any program. */
const ALWAYS = { first: -1, last: Infinity };

/** @param planned What runs once, then what runs each time. */
export function findRoom({ values, operations, prelude, results, assigned, used }: Graph, planned: readonly Planned<unknown>[]): Room {
  const lives = new Map<number, { first: number; last: number }>();
  const live = (value: number, first: number, last: number) => {
    const life = lives.get(value);
    if (life === undefined) lives.set(value, { first, last });
    else life.last = Math.max(life.last, last);
  };
  for (const value of used) {
    const { kind } = values[value]!.origin;
    if (kind !== 'computed' && kind !== 'variable') lives.set(value, { ...ALWAYS });
  }
  for (const { outputs } of prelude) for (const value of outputs) lives.set(value, { ...ALWAYS });
  operations.forEach(({ inputs, outputs }, i) => {
    for (const value of outputs) live(value, i, i);
    for (const value of Object.values(inputs)) if (lives.has(value)) live(value, i, i);
  });
  const kept = [...results.filter((value) => value !== undefined), ...assigned.map(({ value }) => value)];
  for (const value of kept) if (lives.has(value)) live(value, Infinity, Infinity);

  const tenants: Tenant[] = [];
  const settle = (bytes: number, life: { readonly first: number; readonly last: number }): number => tenants.push({ bytes, ...life }) - 1;
  const ofValues = [...lives].map(([value, life]) => [value, settle(bytesOf(values[value]!), life)] as const);
  const ofTables = planned.map(({ plan }) => settle(4 * (plan?.table?.length ?? 0), ALWAYS));
  const ofScratch = settle(Math.max(0, ...planned.map(({ plan }) => plan?.scratch ?? 0)), ALWAYS);
  const ofCopies = copied(results, operations, assigned).map((i) => [i, settle(bytesOf(values[results[i]!]!), ALWAYS)] as const);

  const { offsets, bytes } = layOut(tenants);
  const places: (number | undefined)[] = values.map(() => undefined);
  for (const [value, tenant] of ofValues) places[value] = offsets[tenant];
  return {
    offsets: places,
    tables: ofTables.map((tenant) => offsets[tenant]!),
    scratch: offsets[ofScratch]!,
    copies: new Map(ofCopies.map(([i, tenant]) => [i, offsets[tenant]!])),
    bytes: aligned(bytes),
  };
}

/** Results that may not be written over where they lie: they are given twice, kept for a variable, or not made anew at each run. */
function copied(results: Graph['results'], operations: readonly Operation[], assigned: Graph['assigned']): number[] {
  const made = new Set(operations.flatMap(({ outputs }) => outputs));
  const taken = new Set(assigned.map(({ value }) => value));
  return results.flatMap((value, i) => {
    if (value === undefined) return [];
    const isFree = made.has(value) && !taken.has(value);
    taken.add(value);
    return isFree ? [] : [i];
  });
}
