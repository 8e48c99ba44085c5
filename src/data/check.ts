import { readLevel } from './category.ts';
import { targetsOf, type ColumnSpecs } from './columns.ts';
import { createFitting } from './encode.ts';
import type { Frame } from './frame.ts';
import { gatherProblems, requireRows } from './problems.ts';
import { readSampleWeights } from './weights.ts';

/**
 * Checks every cell that a spec speaks of, before rows are split, so that all that is wrong with a table is told at once.
 * @param sampleWeight The column of the rows' weights.
 * @throws DataError naming columns and rows (lines, where the rows are from a file).
 */
export function checkCells(columns: ColumnSpecs, frame: Frame, sampleWeight?: string): void {
  requireRows(frame.rows, frame.source);
  const problems = gatherProblems();
  const fitting = createFitting(columns, problems);
  fitting.add(frame);
  if (sampleWeight !== undefined) readSampleWeights(sampleWeight, frame, problems.within(frame));
  fitting.finish();
}

/** The column of the classes that a split keeps in proportion: of the first target that has one class a row. */
export const classColumn = (columns: ColumnSpecs): string | undefined =>
  targetsOf(columns).find(([, { type }]) => type === 'category' || type === 'ordinal')?.[0];

/**
 * The class of each checked row by number, for a split that keeps classes in proportion: of several targets that of the first
 * which has one class a row; nothing where none has.
 */
export function classNumbers(columns: ColumnSpecs, frame: Frame): Uint32Array | undefined {
  const name = classColumn(columns);
  if (name === undefined) return undefined;
  const { codes, values } = frame.column(name)!.coded();
  // 1 and "1" are one class.
  const numbers = new Map<string | undefined, number>();
  const numberOf = values.map((value) => {
    const level = readLevel(value);
    if (!numbers.has(level)) numbers.set(level, numbers.size);
    return numbers.get(level)!;
  });
  return Uint32Array.from(codes, (code) => numberOf[code]!);
}
