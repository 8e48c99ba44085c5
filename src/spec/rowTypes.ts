/*
 * Rows and answers of a model whose spec S is literal. Where it is not, and as far as it is not, they may hold anything.
 */

type Cells = Readonly<Record<string, unknown>>;
type Level = string | number | boolean;

/** A row that a model predicts from: a value for each of its columns. Never, where a literal spec has no features. */
export type RowOf<S> = S extends { readonly forecast: object }
  ? Cells // those of the future lack the target, and what is not known in advance
  : RowOfFeatures<S>;

type RowOfFeatures<S> = S extends { readonly features: infer F }
  ? string extends keyof F
    ? Cells
    : Flat<{ readonly [K in keyof F as OwnColumn<K, F[K]>]: CellOf<KindOf<F[K]>> | GapOf<F[K]> } & ListedColumns<F> & PatternColumns<F>>
  : HasFeatures<S> extends false
    ? never
    : Cells;

/**
 * What is asked of a row of type R. One whose columns are known only when the program runs, such as those of a CSV file, is
 * taken as it is; any other is what RowOf says.
 */
export type RowFor<S, R> = string extends keyof R ? R : RowOf<S>;

/**
 * What a model answers for a row: for each target a class, labels or a number, and beside them probabilities and quantiles; of
 * several targets these are by column.
 */
export type AnswerOf<S> = S extends { readonly forecast: object; readonly target: infer T }
  ? { [K in keyof T]: OneAnswer<K, T[K]> }[keyof T] & Cells // with the time, and the series where there are several
  : AnswerOfRow<S>;

type AnswerOfRow<S> = S extends { readonly target: infer T }
  ? string extends keyof T
    ? Cells
    : IsUnion<keyof T> extends true
      ? { readonly [K in keyof T]: ValueOf<T[K]> } & BesideByColumn<T, 'probabilities'> & BesideByColumn<T, 'quantiles'>
      : { [K in keyof T]: OneAnswer<K, T[K]> }[keyof T]
  : Cells;

/** One of two types by the number of a spec's targets: `Several` where a literal spec has more than one. */
export type ByTarget<S, One, Several> = [S] extends [never]
  ? One
  : 0 extends 1 & S
    ? One
    : S extends { readonly target: infer T }
      ? string extends keyof T
        ? One
        : IsUnion<keyof T> extends true
          ? Several
          : One
      : One;

type IsUnion<K, All = K> = [K] extends [never] ? false : K extends unknown ? ([All] extends [K] ? false : true) : false;

/** Whether a spec reads rows; boolean where it may. */
export type HasFeatures<S> = S extends { readonly features: object } | { readonly forecast: object }
  ? true
  : S extends { readonly layers: unknown }
    ? false
    : S extends { readonly network: unknown }
      ? 'features' extends keyof S
        ? boolean
        : false
      : boolean;

type OneAnswer<K extends PropertyKey, T> =
  KindOf<T> extends keyof Beside<T> ? { readonly [P in K]: ValueOf<T> } & Beside<T>[KindOf<T>] : Cells;

/** What is answered for a target of a kind. */
type ValueOf<T> = KindOf<T> extends keyof Values<T> ? Values<T>[KindOf<T>] : unknown;

interface Values<T> {
  readonly number: number;
  readonly quantiles: number;
  readonly count: number;
  readonly category: ClassOf<T>;
  readonly ordinal: ClassOf<T>;
  readonly labels: readonly ClassOf<T>[];
}

/** What stands beside it. */
interface Beside<T> {
  readonly number: unknown;
  readonly count: unknown;
  readonly quantiles: { readonly quantiles: Readonly<Record<QuantileOf<T>, number>> };
  readonly category: Probabilities<T>;
  readonly ordinal: Probabilities<T>;
  readonly labels: Probabilities<T>;
}

interface Probabilities<T> {
  readonly probabilities: Readonly<Record<ClassOf<T>, number>>;
}

/** What stands beside the answers to several targets, by column. */
type BesideByColumn<T, What extends string> = keyof WithBeside<T, What> extends never
  ? unknown
  : { readonly [P in What]: WithBeside<T, What> };
type WithBeside<T, What extends string> = {
  readonly [K in keyof T as BesideOf<T[K]> extends Readonly<Record<What, unknown>> ? K : never]: BesideOf<T[K]>[What &
    keyof BesideOf<T[K]>];
};
type BesideOf<T> = KindOf<T> extends keyof Beside<T> ? Beside<T>[KindOf<T>] : unknown;

type Flat<T> = { readonly [K in keyof T]: T[K] };

/** What a cell of a column of some kind may hold. */
type CellOf<Kind> = Kind extends keyof CellTypes ? CellTypes[Kind] : Level;
interface CellTypes {
  number: number;
  boolean: boolean | number | string;
  date: Date | string | number;
  text: string | null;
  vector: ArrayLike<number> | string;
  sequence: ArrayLike<number> | string;
}

/** What stands for a missing cell, where one may be missing. */
type GapOf<F> = F extends { readonly missing: infer M } ? (M extends 'error' ? never : null) : never;

/** The column of a feature's own name, where it reads that one. */
type OwnColumn<K, F> = KindOf<F> extends 'ignore' ? never : F extends { readonly columns: unknown } ? never : K;
/** Columns that features list. */
type ListedColumns<F> = {
  readonly [K in keyof F as F[K] extends { readonly columns: readonly (infer N extends string)[] } ? N : never]: number | GapOf<F[K]>;
};
/** Columns that only the data tell, by a pattern of their names. */
type PatternColumns<F> = true extends { [K in keyof F]: F[K] extends { readonly columns: string } ? true : never }[keyof F]
  ? Cells
  : unknown;

/** The word that a column's kind is written with, or is the `type` of. */
type KindOf<T> = T extends { readonly type: infer W } ? W : T;
/** Classes as they are answered, which is as texts. */
type ClassOf<T> = T extends { readonly classes: readonly (infer C extends Level)[] } ? `${C}` : string;
/** Shares as keys of an answer. */
type QuantileOf<T> = T extends { readonly quantiles: readonly (infer Q extends number)[] } ? `${Q}` : '0.1' | '0.5' | '0.9';
