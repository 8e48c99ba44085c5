/** Rows and answers of a model whose spec is literal; of any other they hold anything. */

type Cells = Readonly<Record<string, unknown>>;
type Level = string | number | boolean;

/** A row that a model of spec S predicts from: a value for each of its features. Never, where a literal spec has no features. */
export type RowOf<S> = S extends { readonly features: infer F }
  ? Columns<F, { readonly [K in keyof F]: Value<F[K], Level> }>
  : S extends { readonly layers: unknown }
    ? never
    : S extends { readonly network: unknown }
      ? 'features' extends keyof S
        ? Cells
        : never
      : Cells;

/** A row that it learns from: the features and the target. */
export type TrainingRowOf<S> = S extends { readonly features: infer F; readonly target: infer T }
  ? Columns<F & T, RowOf<S> & { readonly [K in keyof T]: Value<T[K], ClassOf<T[K], Level>> }>
  : RowOf<S>;

/**
 * What is asked of rows of type R. A row whose columns are not known before the program runs, such as one out of a CSV file,
 * is taken as it is; any other is what RowOf says.
 */
export type RowFor<S, R> = string extends keyof R ? R : RowOf<S>;

/** What a model of spec S answers for a row: a class with the probability of each, or a number. */
export type AnswerOf<S> = S extends { readonly target: infer T } ? Columns<T, { [K in keyof T]: OneAnswer<K, T[K]> }[keyof T]> : Cells;

/** A where the names of the columns C are literal. */
type Columns<C, A> = string extends keyof C ? Cells : A;

type OneAnswer<K extends PropertyKey, T> =
  IsNumber<T> extends true
    ? { readonly [P in K]: number }
    : { readonly [P in K | 'probabilities']: P extends 'probabilities' ? Readonly<Record<Label<T>, number>> : Label<T> };

type IsNumber<T> = T extends 'number' | { readonly type: 'number' } ? true : false;
type Value<T, Other> = IsNumber<T> extends true ? number : Other;
/** Classes as they were written. */
type ClassOf<T, Else> = T extends { readonly classes: readonly (infer C extends Level)[] } ? C | `${C}` : Else;
/** Classes as they are answered, which is as texts. */
type Label<T> = T extends { readonly classes: readonly (infer C extends Level)[] } ? `${C}` : string;
