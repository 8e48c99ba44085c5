import { frameRecord } from '../../src/tensorboard/record.ts';

/** A field of a protocol buffer message: an integer, or bytes. */
type Field = bigint | Uint8Array;
type Message = ReadonlyMap<number, readonly Field[]>;

export interface ReadNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
}
export interface ReadEvents {
  /** [step, value] by tag. */
  readonly scalars: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  /** [step, sum of the counts] by tag. */
  readonly histograms: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly graph?: readonly ReadNode[];
}

/** Reads event files, one after the other, and checks the frame of each record. */
export function readEvents(...files: readonly Uint8Array[]): ReadEvents {
  const scalars: Record<string, [number, number][]> = {};
  const histograms: Record<string, [number, number][]> = {};
  let graph: readonly ReadNode[] | undefined;
  let starts = 0;
  for (const event of files.flatMap(recordsOf).map(decode)) {
    const step = Number(event.get(2)?.[0] ?? 0n);
    if (event.has(7) && starts++ > 0) forget(step);
    if (event.has(4)) graph = messages(decode(event.get(4)![0] as Uint8Array), 1).map(readNode);
    for (const value of messages(event, 5).flatMap((summary) => messages(summary, 1))) {
      const [tensor, plugin] = [messages(value, 8)[0]!, string(messages(messages(value, 9)[0]!, 1)[0]!, 1)];
      const all = plugin === 'scalars' ? scalars : histograms;
      (all[string(value, 1)] ??= []).push([step, plugin === 'scalars' ? readNumber(tensor) : sumOfCounts(tensor)]);
    }
  }
  return { scalars, histograms, ...(graph ? { graph } : {}) };

  /** As TensorBoard's EventAccumulator purges where a session starts anew: all of this step and later. */
  function forget(step: number): void {
    for (const all of [scalars, histograms]) for (const [tag, values] of Object.entries(all)) all[tag] = values.filter(([at]) => at < step);
  }
}

function recordsOf(file: Uint8Array): readonly Uint8Array[] {
  const records: Uint8Array[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(viewOf(file).getBigUint64(at, true));
    const data = file.slice(at + 12, at + 12 + length);
    const framed = file.slice(at, (at += length + 16));
    if (Buffer.compare(framed, frameRecord(data)) !== 0) throw new Error('a damaged record');
    records.push(data);
  }
  return records;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const messages = (message: Message, field: number) => (message.get(field) ?? []).map((bytes) => decode(bytes as Uint8Array));
const strings = (message: Message, field: number) =>
  (message.get(field) ?? []).map((bytes) => new TextDecoder().decode(bytes as Uint8Array));
const string = (message: Message, field: number) => strings(message, field)[0]!;
const readNode = (node: Message): ReadNode => ({ name: string(node, 1), op: string(node, 2), inputs: strings(node, 3) });
const readNumber = (tensor: Message) => viewOf(tensor.get(5)![0] as Uint8Array).getFloat32(0, true);

function sumOfCounts(tensor: Message): number {
  const view = viewOf(tensor.get(4)![0] as Uint8Array);
  let sum = 0;
  for (let at = 16; at < view.byteLength; at += 24) sum += view.getFloat64(at, true); // [left, right, count] in each bucket
  return sum;
}

function decode(bytes: Uint8Array): Message {
  const fields = new Map<number, Field[]>();
  let at = 0;
  const varint = () => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = BigInt(bytes[at++]!);
      value |= (byte & 127n) << shift;
      if (byte < 128n) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const wire = key & 7;
    const value = wire === 0 ? varint() : take(wire === 1 ? 8 : Number(varint()));
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), value]);
  }
  return fields;

  function take(length: number): Uint8Array {
    return bytes.slice(at, (at += length));
  }
}
