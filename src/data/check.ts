import { targetsOf, type ColumnSpecs } from './columns.ts';
import { createFitting } from './encode.ts';
import type { Frame } from './frame.ts';
import { classReader } from './targets/yesNo.ts';
import { gatherProblems, requireRows } from './problems.ts';
import { checkWeightColumn } from './weights.ts';
import type { InTurns } from '../turns/inTurns.ts';

/**
 * Checks every cell that a spec speaks of, before rows are split, so that all that is wrong with a table is told at once.
 * @param sampleWeight The column of the rows' weights.
 * @throws DataError naming columns and rows (lines, where the rows are from a file).
 */
export function* checkCells(columns: ColumnSpecs, frame: Frame, sampleWeight?: string): InTurns<void> {
  requireRows(frame.rows, frame.source);
  const problems = gatherProblems();
  const fitting = createFitting(columns, problems);
  yield* fitting.addByColumn(frame);
  if (sampleWeight !== undefined) checkWeightColumn(sampleWeight, frame, problems.within(frame));
  fitting.finish();
}

/** The column whose classes a split keeps in proportion: of the first target that has one class a row. */
export const classTarget = (columns: ColumnSpecs) => targetsOf(columns).find(([, { type }]) => type === 'category' || type === 'ordinal');

/**
 * The class of each checked row by number, for a split that keeps classes in proportion: of several targets that of the first
 * which has one class a row; nothing where none has.
 */
export function classNumbers(columns: ColumnSpecs, frame: Frame): Uint32Array | undefined {
  const found = classTarget(columns);
  if (found === undefined) return undefined;
  const [name, target] = found;
  const read = classReader(target);
  const { codes, values } = frame.column(name)!.coded();
  // 1 and "1" are one class.
  const numbers = new Map<string | undefined, number>();
  const numberOf = values.map((value) => {
    const level = read(value);
    if (!numbers.has(level)) numbers.set(level, numbers.size);
    return numbers.get(level)!;
  });
  return Uint32Array.from(codes, (code) => numberOf[code]!);
}
