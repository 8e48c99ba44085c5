import type { Frame } from '../data/frame.ts';
import { describeSteps } from '../data/forecast/step.ts';
import { selectRows } from '../data/read/selectRows.ts';
import { DataError, show, UsageError } from '../errors.ts';
import type { Report } from '../evaluate/report.ts';
import { evaluateExamples } from '../model/judge.ts';
import type { ComputeOptions } from '../model/outputs.ts';
import type { Model } from '../model/model.ts';
import { unseenWindows } from '../model/windowExamples.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { createBreather } from '../turns/breathe.ts';
import { takeTurns, type InTurns } from '../turns/inTurns.ts';
import { readForecastRows } from './prepareForecast.ts';

/** One fold: rows of the table up to the end of its training, and up to the end of what is forecast. */
export interface ForecastFold {
  readonly training: Frame;
  readonly all: Frame;
  /** The last moment of training. */
  readonly until: number;
}

/**
 * Folds of a rolling origin, as scikit-learn's TimeSeriesSplit: time is cut into equal parts; each but the first is forecast once,
 * by what was learned of all that is before it. The first is longer where it would not hold window and two horizons. All series are cut
 * at the same moments.
 * @throws DataError where a part is shorter than the horizon.
 */
export function* forecastFolds(spec: NormalisedModel, frame: Frame, folds: number): InTurns<readonly ForecastFold[]> {
  const table = yield* readForecastRows(spec, frame);
  const ofHistory = new Float64Array(table.history.rows);
  for (const { rows, times: own } of table.series) rows.forEach((row, at) => (ofHistory[row] = own[at]!));
  const moments = [...new Set(ofHistory)].sort((a, b) => a - b);
  const { window, horizon } = spec.forecast!;
  if (!Number.isInteger(folds) || folds < 2) {
    throw new DataError('the data', [{ path: 'folds', expected: 'a whole number of 2 or more', received: show(folds) }]);
  }
  // The first is only trained on, and holds some windows.
  const least = window + 2 * horizon;
  const size = Math.min(Math.floor(moments.length / (folds + 1)), Math.floor((moments.length - least) / folds));
  const first = moments.length - folds * size;
  if (size < horizon) {
    const expected = `${folds} parts of ${describeSteps(horizon, table.step)} or more, the horizon, behind a first of ${least}, the window and two horizons`;
    const received = describeSteps(moments.length, table.step);
    const fix = 'ask for fewer folds, give more rows, or a shorter "window" or "horizon"';
    throw new DataError(frame.source, [{ path: 'folds', expected, received, fix }]);
  }
  const before = (end: number) => {
    const last = moments[end - 1]!;
    const rows = Uint32Array.from(ofHistory.keys()).filter((row) => ofHistory[row]! <= last);
    return { frame: selectRows(table.history, rows), last };
  };
  return Array.from({ length: folds }, (_, fold) => {
    const { frame: training, last } = before(first + fold * size);
    return { training, all: before(first + (fold + 1) * size).frame, until: last };
  });
}

/** The report on what a model of a fold forecasts of the part that follows its training. */
export async function evaluateFold(model: Model, { all, until }: ForecastFold, options?: ComputeOptions): Promise<Report> {
  const { layersModel, record } = model;
  const { examples } = await takeTurns(unseenWindows(record.encoders!, all, until), createBreather(options?.signal));
  return (await evaluateExamples(layersModel, record, examples, options)) as Report;
}

/** @throws UsageError where folds are asked to be what those of a forecast cannot. */
export function checkForecastFolds(group: unknown, ensemble: boolean): void {
  if (group !== undefined) {
    const fix = 'leave it out: all series are cut at the same moments';
    throw new UsageError('the call', [
      { path: 'group', expected: 'nothing, as folds of a forecast are by time', received: show(group), fix },
    ]);
  }
  if (!ensemble) return;
  const expected = 'no one model of all folds, as each has learned of another stretch of time';
  const fix = 'leave it out (on the command line --out), and train on all rows for a model to keep';
  throw new UsageError('the call', [{ path: 'ensemble', expected, received: 'true', fix }]);
}
