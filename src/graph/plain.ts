import type { Variable } from '@tensorflow/tfjs-core';
import { argument, createBuilder } from './builder.ts';
import { callableGraph } from './callable.ts';
import { emit, needed, wanted } from './emit.ts';
import type { Recording } from './recording.ts';
import type { GraphFunction } from './savedModel.ts';
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
    const ref = argument(`x${place}`, { type, shape });
    given.set(place, ref);
    if (origin.kind === 'input') inputs.set(origin.index, ref);
    else variables.set(origin.variable, ref);
  });
  const outputs = emit(builder, recording, places, given);
  const run: GraphFunction = { name: 'run', inputs: [...inputs.values(), ...variables.values()], outputs, nodes: builder.nodes };
  const { file, feeds, fetches } = callableGraph([run], builder.functions);
  return { file, feeds, inputs: [...inputs.keys()], variables: [...variables.keys()], fetches: fetches[0]! };
}
