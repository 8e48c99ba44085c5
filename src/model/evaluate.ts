import { tf } from '#tf';
import { takeTurns } from '../turns/inTurns.ts';
import { featureColumns } from '../data/encode.ts';
import { isSource, type Frame, type Source } from '../data/frame.ts';
import { requireRows } from '../data/problems.ts';
import { collect, inOneFrame } from '../data/read/collect.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { readInStyle } from '../data/read/styledFrame.ts';
import { requireSomeWeight } from '../data/weights.ts';
import { show, UsageError } from '../errors.ts';
import { markReport } from '../evaluate/markRowsOf.ts';
import type { AnyReport } from '../evaluate/report.ts';
import { createBreather } from '../turns/breathe.ts';
import { beginCall } from './callOptions.ts';
import { chooseExamples } from './chooseExamples.ts';
import { drawAnswers } from './drawAnswers.ts';
import type { EvaluateOptions } from './evaluateOptions.ts';
import { evaluateAnswered, evaluateExamples, isJudged } from './judge.ts';
import { requireAnswers, type Model } from './model.ts';
import { frameInTurns } from '../data/rowsInTurns.ts';
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
  const computing = { signal, step, backend: tf.getBackend() };
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
  const breathe = createBreather(signal);
  const asTrained = async (data: RowData | Source) =>
    readInStyle((isSource(data) ? data : await takeTurns(frameInTurns(data), breathe)) as Frame, record.trainedOn?.style);
  const data: RowData | Arrays | Source = encoders === undefined ? given : await asTrained(given as RowData | Source);
  if (encoders?.forecast !== undefined) {
    const frame = isSource(data)
      ? await collect(data, { columns: featureColumns(encoders), ...(signal ? { signal } : {}) })
      : (data as Frame);
    requireRows(frame.rows, frame.source);
    const { examples, read } = await takeTurns(unseenWindows(encoders, frame, allRows ? -Infinity : encoders.forecast.seenUntil), breathe);
    await takeTurns(tellUnseenIn(encoders, read, options), breathe);
    return await evaluateExamples(layersModel, record, examples, computing);
  }
  if (isSource(data)) {
    const { answered, ...which } = await drawAnswers(model, statefulLayer(layersModel) ? inOneFrame(data) : data, options, computing);
    requireSomeWeight(answered.weights, 'rows to evaluate on');
    return markReport(await evaluateAnswered(record, answered, signal), which);
  }
  const { examples, ...which } = await chooseExamples(model, data, options);
  requireSomeWeight(examples.weights, 'rows to evaluate on');
  return markReport(await evaluateExamples(layersModel, record, examples, computing), which);
}
