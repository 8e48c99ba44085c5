import type { Variable } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';

type Fields = Readonly<Record<string, unknown>>;

/** A weight of a layer: what it reads is where its values are, which the program may change. */
export interface Weight {
  readonly val: Variable;
  readonly read: unknown;
  readonly constraint: unknown;
}

/** What a field held: of lists and plain objects what is in them, of maps, sets and instances of classes which they are, too. */
export interface Held {
  /** Absent where another one that holds the same is as good. */
  readonly itself: object | undefined;
  readonly size: number;
  /** Of an object or a map. */
  readonly keys: readonly unknown[] | undefined;
  readonly items: readonly unknown[];
  /** What items held in turn; undefined for those that are compared as they are, or where all are. */
  readonly inside: readonly (Held | undefined)[] | undefined;
}

/** So many of a list are looked at, and of what a field holds in all. */
const MOST_ITEMS = 64;
const MOST_IN_ALL = 256;
/** So deep does a look go into what code of the program keeps. */
export const LEVELS_OF_OWN = 4;

/**
 * What lists and plain objects hold.
 * @param levels How deep to look. Above 1, as for code of the program, into maps, sets and instances of classes as well; what they keep in
 *   fields that begin with `#`, and functions in what surrounds them, nobody can see. Default: 1.
 * @returns Undefined for what is compared as it is: numbers, texts, functions, tensors, weights, layers.
 */
export function takeHeld(value: unknown, levels = 1): Held | undefined {
  return look(value, { levels, isDeep: levels > 1, left: { items: MOST_IN_ALL }, seen: new Set() });
}

interface Look {
  readonly levels: number;
  readonly isDeep: boolean;
  readonly left: { items: number };
  /** What refers to itself is compared as it is. */
  readonly seen: Set<object>;
}

function look(value: unknown, { levels, isDeep, left, seen }: Look): Held | undefined {
  if (levels === 0 || typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  const isFree = isList(value) || isPlain(value);
  if (!isFree && (!isDeep || isWhole(value))) return undefined;
  seen.add(value);
  const { size, keys, items } = contentOf(value);
  const first = items.slice(0, Math.min(MOST_ITEMS, left.items));
  left.items -= first.length;
  const inside = first.map((item) => look(item, { levels: levels - 1, isDeep, left, seen }));
  return {
    itself: isFree ? undefined : value,
    size,
    keys,
    items: first,
    inside: inside.some((held) => held !== undefined) ? inside : undefined,
  };
}

/** Whether a field holds what it did. */
export function holds(now: unknown, { itself, size, keys, items, inside }: Held): boolean {
  if (itself !== undefined && now !== itself) return false;
  if (keys === undefined && isList(now)) {
    if (now.length !== size) return false;
    for (let i = 0; i < items.length; i++) if (!isSame(now[i], items[i], inside?.[i])) return false;
    return true;
  }
  if (now instanceof Set || now instanceof Map) {
    if (now !== itself || now.size !== size) return false;
    let i = 0;
    for (const [key, item] of now.entries()) {
      if (i === items.length) break;
      if (keys !== undefined && !Object.is(key, keys[i])) return false;
      if (!isSame(item, items[i], inside?.[i])) return false;
      i++;
    }
    return true;
  }
  if (keys === undefined || (itself === undefined && !isPlain(now)) || Object.keys(now as Fields).length !== size) return false;
  for (let i = 0; i < items.length; i++) if (!isSame((now as Fields)[keys[i] as string], items[i], inside?.[i])) return false;
  return true;
}

const isSame = (now: unknown, before: unknown, held: Held | undefined): boolean =>
  held === undefined ? Object.is(now, before) : holds(now, held);

/** What is in it, without calling any code of the program: accessors are passed over. */
function contentOf(value: object): Pick<Held, 'size' | 'keys' | 'items'> {
  if (isList(value)) return { size: value.length, keys: undefined, items: firstOf(value) };
  if (value instanceof Map) return { size: value.size, keys: [...value.keys()], items: [...value.values()] };
  if (value instanceof Set) return { size: value.size, keys: undefined, items: [...value] };
  const keys = dataKeysOf(value);
  return { size: Object.keys(value).length, keys, items: keys.map((key) => (value as Fields)[key]) };
}

const firstOf = (list: ArrayLike<unknown>): readonly unknown[] =>
  Array.from({ length: Math.min(list.length, MOST_ITEMS) }, (_, i) => list[i]);

/** The fields of an object that are values. */
export const dataKeysOf = (owner: object): readonly string[] =>
  Object.keys(owner).filter((key) => Object.getOwnPropertyDescriptor(owner, key)!.get === undefined);

export const isWeight = (value: unknown): value is Weight =>
  value instanceof Object && 'constraint' in value && 'val' in value && value.val instanceof tf.Variable;

/** What has its own ways of telling that it changes, or never does. */
const isWhole = (value: object): boolean =>
  value instanceof tf.Tensor || value instanceof tfl.layers.Layer || value instanceof tfl.SymbolicTensor || isWeight(value);

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

const isPlain = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
