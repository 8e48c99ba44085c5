import type { LayerRanks } from './builders/table.ts';
import type { Layers, UnknownKeys } from './layerTypes.ts';
import type { Fits, Flow, Less, More, Out, RankOf, Unknown } from './rankRules.ts';

/** A layer that cannot take what it gets: its place in the list, and a sentence. */
export interface Fault<At = unknown, M = unknown> {
  readonly at: At;
  readonly message: M;
}

/** Ranks of the inputs and layers that can be read by name. */
export type Names = Readonly<Record<string, unknown>>;

/**
 * Follows the rank through a list of layers, from place `At` on. Gives the Flow behind the last; or a Fault; or 'spec' where
 * something is no layer or has an unknown key. Places are counted, not cut off: a list of n that loses its head again and
 * again would cost the compiler n * n. It counts to 1000 at most, so what stands behind 900 layers is not looked at.
 */
export type Follow<Ls extends readonly unknown[], F, Known extends Names, At extends string = '0'> = At extends '900'
  ? Unknown
  : At extends keyof Ls
    ? Through<Ls[At], Into<Ls[At], F, Known>, Known> extends infer O
      ? O extends Flow<infer R>
        ? Follow<Ls, O, Remember<Ls[At], R, Known>, Increment<At>>
        : O extends readonly [infer M]
          ? Fault<At, M>
          : O
      : never
    : number extends Ls['length']
      ? 'spec' extends Through<Ls[number], Unknown, Names>
        ? 'spec'
        : Unknown
      : F;

/** What comes out of one layer: a Flow; or [message] where it cannot take what it gets; or 'spec'. */
type Through<H, F, Known extends Names> = H extends { readonly type: infer T extends string }
  ? string extends T
    ? Unknown
    : T extends keyof Layers
      ? Conforms<H, Layers[T]> extends false
        ? 'spec'
        : T extends 'repeat' | 'residual'
          ? Group<H, T, F, Known>
          : T extends keyof LayerRanks
            ? Fits<RankOf<F>, T> extends false
              ? Refused<T, F>
              : T extends 'bidirectional' | 'timeDistributed'
                ? Wrapper<H, T, F, Known>
                : Out<H, T, F>
            : Unknown
      : 'spec'
  : 'spec';

/** Whether O is a D without unknown keys. */
export type Conforms<O, D> = O extends D ? ([UnknownKeys<O, D>] extends [never] ? true : false) : false;

type Refused<T extends keyof LayerRanks, F> =
  F extends Flow<infer R extends number, infer W> ? [`${T} takes ${LayerRanks[T]['words']} but gets rank ${R} [${W}]`] : never;

type Wrapper<H, T extends string, F, Known extends Names> = H extends { readonly layer: infer L }
  ? T extends 'bidirectional'
    ? Within<T, Through<L, F, Known>>
    : Within<T, Through<L, Flow<Less<RankOf<F>>, 'each step'>, Known>> extends infer O
      ? O extends Flow<infer R>
        ? Flow<More<R>, 'after timeDistributed'>
        : O
      : never
  : Unknown;

type Group<H, T extends string, F, Known extends Names> = H extends { readonly layers: infer Ls extends readonly unknown[] }
  ? Follow<Ls, F, Known> extends infer O
    ? O extends Flow<infer R>
      ? [R, RankOf<F>] extends [RankOf<F>, R]
        ? O
        : T extends 'repeat'
          ? Unknown
          : number extends R | RankOf<F>
            ? F
            : [Extract<R, RankOf<F>>] extends [never]
              ? [`residual gets rank ${RankOf<F> & number} but its layers give rank ${R & number}`]
              : F
      : Within<T, O>
    : never
  : Unknown;

/** A message from inside a layer, with the layer named. */
type Within<T extends string, O> = O extends Fault<unknown, infer M extends string> | readonly [infer M extends string]
  ? [`in ${T}: ${M}`]
  : O;

/** What a layer reads: what it names by `from`, else what comes from the layer before. */
type Into<H, F, Known extends Names> = H extends { readonly from: infer S }
  ? S extends keyof Known & string
    ? Flow<Known[S], `from "${S}"`>
    : S extends readonly (keyof Known & string)[]
      ? Flow<Known[S[number]], 'from several layers'>
      : Unknown
  : F;

type Remember<H, R, Known extends Names> = H extends { readonly id: infer Id extends string }
  ? string extends Id
    ? Known
    : Known & Readonly<Record<Id, R>>
  : Known;

/** `'9'` -> `'10'` */
type Increment<N extends string> = N extends `${infer H}9` ? `${H extends '' ? '1' : Increment<H>}0` : NextDigit<N>;
type NextDigit<N extends string> = N extends `${infer H}0`
  ? `${H}1`
  : N extends `${infer H}1`
    ? `${H}2`
    : N extends `${infer H}2`
      ? `${H}3`
      : N extends `${infer H}3`
        ? `${H}4`
        : N extends `${infer H}4`
          ? `${H}5`
          : N extends `${infer H}5`
            ? `${H}6`
            : N extends `${infer H}6`
              ? `${H}7`
              : N extends `${infer H}7`
                ? `${H}8`
                : N extends `${infer H}8`
                  ? `${H}9`
                  : never;
