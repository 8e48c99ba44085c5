import { featureColumns } from '../data/encode.ts';
import { isSource, type Source } from '../data/frame.ts';
import { requireRows } from '../data/problems.ts';
import { collect, inOneFrame } from '../data/read/collect.ts';
import { frameOf, type RowData } from '../data/read/memoryFrame.ts';
import { readInStyle } from '../data/read/styledFrame.ts';
import { requireSomeWeight } from '../data/weights.ts';
import { show, UsageError } from '../errors.ts';
import { markReport } from '../evaluate/markRowsOf.ts';
import type { AnyReport } from '../evaluate/report.ts';
import { beginCall } from './callOptions.ts';
import { chooseExamples } from './chooseExamples.ts';
import { drawAnswers } from './drawAnswers.ts';
import type { EvaluateOptions } from './evaluateOptions.ts';
import { evaluateAnswered, evaluateExamples, isJudged } from './judge.ts';
import { requireAnswers, type Model } from './model.ts';
import type { Arrays } from './slots.ts';
import { statefulLayer } from './statefulLayer.ts';
import { tellUnseenIn } from './tellUnseen.ts';
import { unseenWindows } from './windowExamples.ts';

/**
 * Metrics of a model over the data, beside its baselines; of several targets a report for each. Of the data that it was trained on
 * only the rows count that the training did not see, unless all are asked for; of a forecast what is later than those. Rows without a
 * target are left out and counted.
 * @throws DataError where the data do not fit; UsageError where its answers are of a sort that metrics do not cover;
 * the signal's reason when it is aborted.
 */
export async function evaluateModel(model: Model, given: RowData | Arrays | Source, options: EvaluateOptions = {}): Promise<AnyReport> {
  beginCall(options, ['allRows', 'step']);
  const { allRows = false, signal, step } = options;
  if (typeof allRows !== 'boolean') {
    throw new UsageError('the options of the call', [{ path: 'allRows', expected: 'true or false', received: show(allRows) }]);
  }
  requireAnswers(model);
  const { record, layersModel } = model;
  if (!isJudged(record)) {
    const expected = 'a model with one output that is classes or numbers';
    const fix = 'evaluate its predictions by a measure that suits them';
    throw new UsageError('the evaluation', [{ path: 'model', expected, received: 'one of another sort', fix }]);
  }
  const { encoders } = record;
  const data = encoders === undefined ? given : readInStyle(given as RowData, record.trainedOn?.style);
  if (encoders?.forecast !== undefined) {
    const frame = isSource(data)
      ? await collect(data, { columns: featureColumns(encoders), ...(signal ? { signal } : {}) })
      : frameOf(data as RowData);
    requireRows(frame.rows, frame.source);
    const { examples, read } = unseenWindows(encoders, frame, allRows ? -Infinity : encoders.forecast.seenUntil);
    tellUnseenIn(encoders, read, options);
    return await evaluateExamples(layersModel, record, examples, { signal, step });
  }
  if (isSource(data)) {
    const { answered, ...which } = await drawAnswers(model, statefulLayer(layersModel) ? inOneFrame(data) : data, options);
    requireSomeWeight(answered.weights, 'rows to evaluate on');
    return markReport(await evaluateAnswered(record, answered, signal), which);
  }
  const { examples, ...which } = await chooseExamples(model, data, options);
  requireSomeWeight(examples.weights, 'rows to evaluate on');
  return markReport(await evaluateExamples(layersModel, record, examples, { signal, step }), which);
}
