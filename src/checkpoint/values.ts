import type { Snapshot, SnapshotArray } from '../snapshot.ts';

/**
 * A snapshot as JSON can hold it. A list in it always begins with a tag that says what it stands for, so that nothing a snapshot
 * holds can be taken for something else: `["list", ...]`, `["number", "NaN"]`, `["Float32Array", offset, length]`.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const arrayTypes = { Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array } as const;
type ArrayName = keyof typeof arrayTypes;

/** Where in the sections an array lies. */
export interface Section {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Sections begin at a multiple of this, in which all types of numbers fit. */
const ALIGNMENT = 8;
export const align = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

/** Takes the arrays out of a snapshot: the rest as JSON, and a section for each of them, offsets counted from the first. */
export function hoist(value: Snapshot): { readonly json: Json; readonly sections: readonly Section[]; readonly length: number } {
  const sections: Section[] = [];
  let length = 0;
  const walk = (value: Snapshot, path: string): Json => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return isPlain(value) ? value : ['number', Object.is(value, -0) ? '-0' : String(value)];
    const name = typeName(value);
    if (name === 'Array') return ['list', ...(value as readonly Snapshot[]).map((entry, i) => walk(entry, `${path}[${i}]`))];
    if (name === 'Object')
      return Object.fromEntries(Object.entries(value as object).map(([key, entry]) => [key, walk(entry, `${path}.${key}`)]));
    if (!(name in arrayTypes)) throw new Error(`internal: ${name} in a snapshot, at ${path}`);
    const array = value as SnapshotArray;
    const offset = align(length);
    sections.push({ offset, bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength) });
    length = offset + array.byteLength;
    return [name, offset, array.length];
  };
  return { json: walk(value, 'snapshot'), sections, length };
}

/** Puts the arrays back, each with memory of its own. */
export function lower(json: Json, sections: Uint8Array): Snapshot {
  if (typeof json !== 'object' || json === null) return json;
  if (!isList(json)) return Object.fromEntries(Object.entries(json).map(([key, entry]) => [key, lower(entry, sections)]));
  const [tag, ...rest] = json;
  if (tag === 'list') return rest.map((entry) => lower(entry, sections));
  if (tag === 'number') return Number(rest[0]);
  const [offset, length] = rest.map(Number) as [number, number];
  const type = arrayTypes[tag as ArrayName];
  return new type(sections.slice(offset, offset + length * type.BYTES_PER_ELEMENT).buffer);
}

/** JSON gives it back as it is. */
const isPlain = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

/** `Float32Array`, also for an array of another realm or a Node Buffer. */
const typeName = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1);

const isList = (json: object): json is readonly Json[] => Array.isArray(json);
