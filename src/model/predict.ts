import type { Answer, Row } from '../data/encoders.ts';
import type { Columns } from '../data/rows.ts';
import type { Model } from './model.ts';
import type { NestedOutput } from './outputs.ts';
import type { InputData } from './slots.ts';

/**
 * Answers for rows, or arrays for arrays: the same as `model.predict(data)`.
 * @throws DataError where a row or an array does not fit.
 */
export function predict(model: Model, data: readonly Row[] | Columns): Promise<Answer[]>;
export function predict(model: Model, data: InputData): Promise<NestedOutput[] | Readonly<Record<string, NestedOutput[]>>>;
export function predict(model: Model, data: readonly Row[] | Columns | InputData): Promise<unknown> {
  return model.predict(data as InputData);
}
