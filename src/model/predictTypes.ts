import type { Row } from '../data/encoders.ts';
import type { AnswerOf, HasFeatures, RowFor, RowOf } from '../spec/rowTypes.ts';
import type { AnswerOptions } from './callOptions.ts';
import type { NestedOutput } from './outputs.ts';
import type { InputData } from './slots.ts';

/** How a model of spec S is asked: with rows where the spec has features, with arrays where it has none, by either where that is not known. */
export type Predict<S> =
  HasFeatures<S> extends true ? PredictRows<S> : HasFeatures<S> extends false ? PredictArrays : PredictRows<unknown> & PredictArrays;

type PredictRows<S> = <R extends Row>(rows: readonly RowFor<S, R>[] | ColumnsOf<S>, options?: AnswerOptions) => Promise<AnswerOf<S>[]>;
type ColumnsOf<S> = { readonly [K in keyof RowOf<S>]: ArrayLike<RowOf<S>[K]> };
type PredictArrays = (inputs: InputData, options?: AnswerOptions) => Promise<NestedOutput[] | Readonly<Record<string, NestedOutput[]>>>;
