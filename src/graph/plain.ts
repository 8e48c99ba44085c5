import type { Variable } from '@tensorflow/tfjs-core';
import { createBuilder, typed } from './builder.ts';
import { emit, needed, wanted } from './emit.ts';
import type { Recording } from './recording.ts';
import { nameOf, savedModel } from './savedModel.ts';
import type { Ref } from './value.ts';

/** A graph that computes what was recorded, once in each call. */
export interface PlainGraph {
  /** Of `saved_model.pb`. */
  readonly file: Uint8Array;
  /** Names of what is fed: of the inputs that are read those named here, by their places among all, then these variables. */
  readonly feeds: string;
  readonly inputs: readonly number[];
  readonly variables: readonly Variable[];
  /** Names of the results. */
  readonly fetches: string;
}

/** @returns In a few words why no such graph can be built. */
export function buildPlain(recording: Recording): PlainGraph | string {
  const { values, results, assigned, drawn } = recording;
  if (assigned.length > 0) return 'gives variables other values';
  const places = wanted(recording);
  if (places.length < results.length) return 'gives no tensor';
  const used = needed(recording, places);
  if (drawn.some(({ value }) => used.has(value))) return 'draws random numbers';
  const builder = createBuilder('g');
  const given = new Map<number, Ref>();
  const inputs = new Map<number, Ref>();
  const variables = new Map<Variable, Ref>();
  values.forEach(({ origin, type, shape }, place) => {
    if (!used.has(place) || (origin.kind !== 'input' && origin.kind !== 'variable')) return;
    const attributes = { dtype: typed(type), shape: { kind: 'shape', value: shape } } as const;
    const ref = builder.one('Placeholder', [], attributes, { type, shape });
    given.set(place, ref);
    if (origin.kind === 'input') inputs.set(origin.index, ref);
    else variables.set(origin.variable, ref);
  });
  // What is fed cannot be fetched as it is.
  const fetched = emit(builder, recording, places, given).map((ref) => builder.one('Identity', [ref], { T: typed(ref.type) }, ref));
  return {
    file: savedModel({ nodes: builder.nodes, functions: builder.functions }),
    feeds: [...inputs.values(), ...variables.values()].map(nameOf).join(),
    inputs: [...inputs.keys()],
    variables: [...variables.keys()],
    fetches: fetched.map(nameOf).join(),
  };
}
