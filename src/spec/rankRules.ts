import type { LayerRanks } from './builders/table.ts';

/*
 * What the compiler knows of ranks. A rank leaves the batch out; `number` is one that is not known, and whatever is not literal
 * makes it so: nothing is refused for what the compiler cannot see.
 */

/** What flows from layer to layer: its rank, and in words what made it so. */
export interface Flow<R = unknown, W extends string = string> {
  readonly rank: R;
  readonly where: W;
}
export type Unknown = Flow<number, ''>;
export type RankOf<F> = F extends Flow<infer R> ? R : number;

/** Whether a layer of type T takes a rank. One of several possible ones is enough. */
export type Fits<R, T extends keyof LayerRanks> = number extends R
  ? true
  : [Extract<R, LayerRanks[T]['takes']>] extends [never]
    ? false
    : true;

/** What a layer H of type T makes of what flows into it. Wrappers are not looked into here. */
export type Out<H, T extends keyof LayerRanks, F> = LayerRanks[T]['gives'] extends infer G
  ? G extends number
    ? Flow<G, `after ${T}`>
    : G extends 'same'
      ? F
      : G extends 'sequences'
        ? Flow<Sequences<H, LayerRanks[T]['takes']>, `after ${T}`>
        : Varies<H, T, F>
  : never;

/** A recurrent layer gives every step, or, as it does where it is not told, only the last. */
type Sequences<H, Rank> = H extends { readonly returnSequences: infer S } ? (S extends true ? Rank : Less<Rank>) : Less<Rank>;

type Varies<H, T extends string, F> = T extends 'add' | 'average' | 'maximum' | 'minimum' | 'multiply'
  ? F
  : T extends 'embedding'
    ? Flow<More<RankOf<F>>, 'after embedding'>
    : H extends { readonly targetShape: infer S extends readonly unknown[] } | { readonly shape: infer S extends readonly unknown[] }
      ? Flow<S['length'], `after ${T}`>
      : Unknown;

export type More<R> = number extends R ? number : R extends keyof Next ? Next[R] : number;
export type Less<R> = number extends R
  ? number
  : R extends Next[keyof Next]
    ? { [K in keyof Next]: Next[K] extends R ? K : never }[keyof Next]
    : number;
interface Next {
  readonly 0: 1;
  readonly 1: 2;
  readonly 2: 3;
  readonly 3: 4;
  readonly 4: 5;
}
