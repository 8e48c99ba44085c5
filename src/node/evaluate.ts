import type { Row } from '../data/encoders.ts';
import type { Columns } from '../data/rows.ts';
import type { Report } from '../evaluate/report.ts';
import { evaluateModel } from '../model/evaluate.ts';
import type { Model } from '../model/model.ts';
import type { Arrays } from '../model/slots.ts';
import { readRows } from './readRows.ts';

/**
 * How good a model is on data that it has not seen: metrics over the whole set, beside a trivial and a linear model that learned
 * from the same rows as the network did, and a verdict in words.
 * @param data Rows, columns or the path of a CSV file, with the target's column; `{ xs, ys }` for a network without features.
 * @throws DataError where the data do not fit.
 */
export async function evaluate(model: Model, data: readonly Row[] | Columns | Arrays | string): Promise<Report> {
  return await evaluateModel(model, typeof data === 'string' ? (await readRows(data)).rows : data);
}
