import type { Report, TargetReports } from '../evaluate/report.ts';
import { evaluateModel } from '../model/evaluate.ts';
import type { EvaluateOptions } from '../model/evaluateOptions.ts';
import { requireModel, type Model } from '../model/model.ts';
import type { Arrays } from '../model/slots.ts';
import type { ByTarget } from '../spec/rowTypes.ts';
import { readAsTrained } from './readAsTrained.ts';
import { readTable, type TableData, type TableOptions } from './readTable.ts';

/**
 * How good a model is on data that it has not seen: metrics over the whole set, beside a trivial and a linear model that learned
 * from the same rows as the network did, and a verdict in words. Of several targets there is a report for each.
 * @param data Rows, columns, a path, a pattern or a stream, with the target's column; `{ xs, ys }` for a network without features.
 * Of the table that the model was trained on, only the rows are taken that the training did not see: those of its test, else those held
 * out; the report says so in `leftOut`. So it is of a table that has grown since, where the training split by key, column, group (rows of
 * other groups than it looked at) or time (later rows), or by chance with at most 1024 rows trained on (all but those). Of other data
 * it says in `seen` how many rows are among those trained on, and in `untold` why they are judged too.
 * Rows without a target are left out, and counted in `withoutTarget`.
 * @param options `allRows` evaluates on all rows all the same; `onWarning` is told of levels that training did not have; `signal` ends it between two batches when aborted.
 * @throws DataError where the data do not fit; UsageError where the model is none, or its answers are of a sort that metrics do not
 * cover; the signal's reason when it is aborted.
 */
export async function evaluate<S>(
  model: Model<S>,
  data: TableData | Arrays,
  { read, ...options }: EvaluateOptions & { readonly read?: TableOptions } = {},
): Promise<ByTarget<S, Report, TargetReports>> {
  requireModel(model);
  const report = await evaluateModel(model, await readTable(data as TableData, readAsTrained(model, read), options.signal), options);
  return report as ByTarget<S, Report, TargetReports>;
}
