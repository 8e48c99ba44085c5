import { takeTurns } from '../turns/inTurns.ts';
import type { Frame } from '../data/frame.ts';
import { rowsWithTargets, targetColumns } from '../data/knownTargets.ts';
import { requireRows } from '../data/problems.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { selectRows } from '../data/read/selectRows.ts';
import { DataError } from '../errors.ts';
import { createBreather } from '../turns/breathe.ts';
import type { EvaluateOptions } from './evaluateOptions.ts';
import type { Model } from './model.ts';
import { frameInTurns } from '../data/rowsInTurns.ts';
import { examplesInTurns } from './examplesInTurns.ts';
import { readArrays, type Arrays } from './slots.ts';
import { tellUnseenIn } from './tellUnseen.ts';
import { chooseUnseen, type Chosen } from './unseenRows.ts';

/** Rows to judge a model by, and how many were none, as nothing is known that should be answered to them. */
export interface JudgedRows extends Omit<Chosen, 'taken'> {
  readonly withoutTarget?: number;
}

/** Of rows in memory those with a target that training did not see, or all with one. Tells of levels in them that it did not have. */
export async function chooseExamples(model: Model, data: RowData | Arrays, options: EvaluateOptions): Promise<JudgedRows> {
  const { allRows = false, signal } = options;
  const breathe = createBreather(signal);
  const { record, layersModel, spec } = model;
  if (record.encoders === undefined) {
    const examples = await readArrays(spec, layersModel, data as Arrays);
    if (allRows) return { examples };
    const { taken: _, ...chosen } = await chooseUnseen(record, examples, undefined, signal);
    return chosen;
  }
  const given = await takeTurns(frameInTurns(data as RowData), breathe);
  requireRows(given.rows, given.source);
  const frame: Frame = rowsWithTargets(given, targetColumns(record.encoders));
  requireTargets(frame.rows, given.source);
  const examples = await takeTurns(examplesInTurns(record.encoders, frame, spec), breathe);
  const { taken, ...chosen }: Chosen = allRows ? { examples } : await chooseUnseen(record, examples, frame, signal);
  await takeTurns(tellUnseenIn(record.encoders, taken === undefined ? frame : selectRows(frame, taken), options), breathe);
  return { ...chosen, ...(frame.rows < given.rows ? { withoutTarget: given.rows - frame.rows } : {}) };
}

/** @throws DataError where no row has a target. */
export function requireTargets(rows: number, source: string): void {
  if (rows > 0) return;
  const fix = 'give rows whose answers are known; "predict" needs none';
  throw new DataError(source, [{ path: 'rows', expected: 'one row with a target at least', received: 'none', fix }]);
}
