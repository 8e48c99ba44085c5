import { gatherProblems, requireRows } from './cells.ts';
import { featuresOf, readLevels, targetOf, type ColumnSpecs } from './columns.ts';
import type { Row } from './encoders.ts';
import { fitFeature, fitTarget } from './fit.ts';
import { readSampleWeights } from './weights.ts';

/**
 * Checks every cell that a spec speaks of, before rows are split, so that all that is wrong with a table is told at once.
 * @param sampleWeight The column of the rows' weights.
 * @throws DataError naming columns and rows (lines, where the rows are from a file).
 */
export function checkCells(columns: ColumnSpecs, rows: readonly Row[], sampleWeight?: string): void {
  requireRows(rows);
  const problems = gatherProblems(rows);
  for (const [name, feature] of featuresOf(columns)) fitFeature(name, feature, rows, problems);
  fitTarget(...targetOf(columns), rows, problems);
  if (sampleWeight !== undefined) readSampleWeights(sampleWeight, rows, problems);
  problems.throwIfAny();
}

/** The class of each checked row by number, for a split that keeps classes in proportion; nothing where the target is a number. */
export function classNumbers(columns: ColumnSpecs, rows: readonly Row[]): Uint32Array | undefined {
  const [name, target] = targetOf(columns);
  if (target.type !== 'category') return undefined;
  const numbers = new Map<string | undefined, number>();
  return Uint32Array.from(readLevels(name, rows, gatherProblems(rows)), (level) => {
    if (!numbers.has(level)) numbers.set(level, numbers.size);
    return numbers.get(level)!;
  });
}
