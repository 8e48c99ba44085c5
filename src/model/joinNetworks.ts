import { isIdentity, type Conversion } from '../data/conversion.ts';
import { convertAnswer } from '../data/convertAnswer.ts';
import type { Encoders, InputEncoders } from '../data/encoders.ts';
import type { TargetEncoder } from '../data/targets/table.ts';
import { baseOptions } from '../spec/layers/baseOptions.ts';
import { findKind } from '../spec/layers/find.ts';
import type { NormalisedInput, NormalisedLayer, NormalisedNetwork } from '../spec/normalised.ts';
import { normaliseOptions } from '../spec/option.ts';

/** A network that is to be one of several, with what it was taught about columns. */
export interface Member {
  readonly network: NormalisedNetwork;
  readonly encoders?: Encoders | undefined;
}

/** Several networks side by side as one. */
export interface JoinedNetwork {
  readonly network: NormalisedNetwork;
  /** What the dense layers that were added compute, by their ids. */
  readonly conversions: ReadonlyMap<string, Conversion>;
  /** What the members were taught, for all of the inputs; undefined where they read arrays. */
  readonly encoders: Encoders | undefined;
  /** The id that a member's layer has in the joined network. */
  rename(member: number, id: string): string;
}

/**
 * Puts networks with the same inputs and outputs side by side under an average: layer `dense_1` of the first becomes
 * `fold1_dense_1`. Members that were taught another encoding of the features than those before them read it by inputs of their
 * own, and a frozen dense layer behind a member turns its answer into the common one, where they differ.
 * @param targets The common terms of the answers.
 */
export function joinNetworks(members: readonly Member[], targets: readonly TargetEncoder[] = []): JoinedNetwork {
  const { inputs: first, outputs } = members[0]!.network;
  const taken = new Set(first.map(({ id }) => id));
  const stem = freeStem([...taken, ...outputs.map(({ from }) => from)]);
  const rename = (member: number, id: string) => `${stem}${member + 1}_${id}`;
  const conversions = new Map<string, Conversion>();
  const inputs: NormalisedInput[] = [];
  const taught: InputEncoders[] = [];
  const layers: NormalisedLayer[] = [];
  const place = (wanted: string, layer: Omit<NormalisedLayer, 'id' | 'path'>): string => {
    const id = freeId(wanted, taken);
    layers.push({ ...layer, id, path: `network.layers[${layers.length}]` });
    return id;
  };
  /** The input by which a member reads what it was taught to: that of an earlier one, where it is the same. */
  const readBy = (member: number, input: NormalisedInput, own: InputEncoders | undefined): string => {
    const known = own === undefined ? member > 0 && input.id : taught.find((other) => isSame(other.features, own.features))?.id;
    if (typeof known === 'string') return known;
    const id = member === 0 ? input.id : freeId(rename(member, input.id), taken);
    inputs.push({ ...input, id });
    if (own !== undefined) taught.push({ ...own, id });
    return id;
  };
  const convert = (wanted: string, from: string, conversion: Conversion | undefined): string => {
    if (conversion === undefined || isIdentity(conversion)) return from;
    const id = place(wanted, made('dense', [from], { units: conversion.columns.length, trainable: false }));
    conversions.set(id, conversion);
    return id;
  };

  const answers = members.map(({ network, encoders: own }, member) => {
    const back = own?.targets.map((target, i) => convertAnswer(target, targets[i]!));
    const places = new Map(network.inputs.map(({ id }, i) => [id, readBy(member, network.inputs[i]!, own?.inputs[i])]));
    for (const { id, type, from, options, sharedWith } of network.layers) {
      const { weights: _, ...rest } = options; // the member's own are copied, whatever they began as
      const reads = from.map((before) => places.get(before)!);
      const shared = sharedWith === undefined ? {} : { sharedWith: rename(member, sharedWith) };
      places.set(id, place(rename(member, id), { type, from: reads, options: rest, ...shared }));
    }
    return network.outputs.map(({ from }, i) => convert(rename(member, `${from}_answer`), places.get(from)!, back?.[i]));
  });
  const means = outputs.map(({ name, from }, i) => {
    const own = answers.map((ends) => ends[i]!);
    return { name, from: place(from, made('average', own, {})) };
  });
  return {
    network: { inputs, layers, outputs: means },
    conversions,
    encoders: members[0]!.encoders && { inputs: taught, targets },
    rename,
  };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function made(type: string, from: readonly string[], options: object): Omit<NormalisedLayer, 'id' | 'path'> {
  return { type, from, options: normaliseOptions(options, { ...findKind(type)!.options, ...baseOptions }) };
}

/** What ids of members' layers begin with, such that they are none of the ids that stay. */
function freeStem(ids: readonly string[]): string {
  let stem = 'fold';
  while (ids.some((id) => id.startsWith(stem))) stem += '_';
  return stem;
}

/** The id, or where that is taken, the id and a number. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}_${count}`;
  taken.add(id);
  return id;
}
