import type { RowData } from '../data/read/memoryFrame.ts';
import type { Answer } from '../data/targets/kind.ts';
import type { AnswerOptions } from './callOptions.ts';
import { requireModel, type Model } from './model.ts';
import type { NestedOutput } from './outputs.ts';
import type { InputData } from './slots.ts';

/**
 * Answers for rows, or arrays for arrays: the same as `model.predict(data)`.
 * @param options `signal` ends it between two batches when aborted; `step: 'eager'` has TensorFlow.js compute each operation.
 * @throws DataError where a row or an array does not fit, UsageError where the model is none or was disposed; the signal's reason.
 */
export function predict(model: Model, data: RowData, options?: AnswerOptions): Promise<Answer[]>;
export function predict(
  model: Model,
  data: InputData,
  options?: AnswerOptions,
): Promise<NestedOutput[] | Readonly<Record<string, NestedOutput[]>>>;
export async function predict(model: Model, data: RowData | InputData, options?: AnswerOptions): Promise<unknown> {
  requireModel(model);
  return await model.predict(data as InputData, options);
}
