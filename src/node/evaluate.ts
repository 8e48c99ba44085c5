import type { RowData } from '../data/read/memoryFrame.ts';
import type { Report } from '../evaluate/report.ts';
import type { CallOptions } from '../model/callOptions.ts';
import { evaluateModel } from '../model/evaluate.ts';
import { requireModel, type Model } from '../model/model.ts';
import type { Arrays } from '../model/slots.ts';
import { readRows } from './readRows.ts';

/**
 * How good a model is on data that it has not seen: metrics over the whole set, beside a trivial and a linear model that learned
 * from the same rows as the network did, and a verdict in words.
 * @param data Rows, columns or the path of a CSV file, with the target's column; `{ xs, ys }` for a network without features.
 * @param options `signal` ends it between two batches when aborted.
 * @throws DataError where the data do not fit; UsageError where the model is none, or its answers are of a sort that metrics do not
 * cover; the signal's reason when it is aborted.
 */
export async function evaluate(model: Model, data: RowData | Arrays | string, options: CallOptions = {}): Promise<Report> {
  requireModel(model);
  return await evaluateModel(model, typeof data === 'string' ? (await readRows(data)).rows : data, options);
}
