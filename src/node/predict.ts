import { isSource } from '../data/frame.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import type { Answer } from '../data/targets/kind.ts';
import type { AnswerOptions } from '../model/callOptions.ts';
import { requireModel, type Model } from '../model/model.ts';
import type { NestedOutput } from '../model/outputs.ts';
import { predictSource } from '../model/predictSource.ts';
import type { InputData } from '../model/slots.ts';
import { readAsTrained } from './readAsTrained.ts';
import { openSource, type ReadOptions } from './read/openSource.ts';
import { isReadable, type TableData } from './readTable.ts';

/** What a call that answers rows can be told besides. */
export interface PredictOptions extends AnswerOptions {
  /** How files and streams are read; what is left out is found by what is in them. A broken row that is skipped has no answer. */
  readonly read?: ReadOptions;
}

/**
 * Answers for rows, in their order, or arrays for arrays.
 * @param data Rows, columns, a path, a pattern or a stream, of which only the columns that the model reads are read; for a network
 * without features, arrays or tensors.
 * @param options `signal` ends it between two batches when aborted; `step: 'eager'` has TensorFlow.js compute each operation.
 * @throws DataError where a row or an array does not fit, UsageError where the model is none or was disposed; the signal's reason.
 */
export function predict(model: Model, data: TableData, options?: PredictOptions): Promise<Answer[]>;
export function predict(
  model: Model,
  data: InputData,
  options?: AnswerOptions,
): Promise<NestedOutput[] | Readonly<Record<string, NestedOutput[]>>>;
export async function predict(model: Model, data: TableData | InputData, { read, ...options }: PredictOptions = {}): Promise<unknown> {
  requireModel(model);
  if (!isSource(data) && !isReadable(data)) return await model.predict(data as RowData & InputData, options);
  const answers: Answer[] = [];
  const source = isSource(data) ? data : await openSource(data, readAsTrained(model, read));
  for await (const part of predictSource(model, source, options)) for (const answer of part) answers.push(answer);
  return answers;
}
