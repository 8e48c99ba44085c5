import type { LayerBase } from './builders/base.ts';
import type { LayerTable } from './builders/table.ts';
import type { CustomLayers } from './customLayers.ts';

/** What is written for each type of layer: those of TF.js under all their names, shorthands, and layers of your own. */
export type Layers = LayerTable & { readonly [T in keyof CustomLayers]: LayerBase & CustomLayers[T] & { readonly type: T } };

/** A layer as a user writes it, or one of the shorthands `repeat`, `residual` and `shared`. */
export type LayerSpec = Layers[keyof Layers];

/** What a builder returns: the type, and the options as literal as they were written. */
export type Built<T extends string, O> = { readonly type: T } & NoInfer<O>;

/** No options. */
export type None = Record<never, never>;

/** The options O where D knows all of their keys, else D, so that the compiler names the unknown key and the nearest known one. */
export type Exactly<O, D> = [UnknownKeys<O, D>] extends [never] ? O & D : D;

/** Keys in O that D does not have, also in the objects inside: `{ type: 'l2', l1: 0.1 }`. */
export type UnknownKeys<O, D> = Exclude<keyof O, keyof D> | { [K in keyof O]: Inside<O[K], D[K & keyof D]> }[keyof O];

// A V as wide as D has none; without that, types that hold themselves would never end.
type Inside<V, D> = [D] extends [V] ? never : InObject<V, D>;
type InObject<V, D> = V extends string | number | boolean | null | undefined | readonly unknown[]
  ? never
  : V extends { readonly type: infer T }
    ? UnknownKeys<V, OfType<D, T>>
    : UnknownKeys<V, Exclude<Extract<D, object>, readonly unknown[]>>;

/** Those of the things D that type T names. */
type OfType<D, T> = D extends { readonly type: infer W } ? (T extends W ? D : never) : never;
