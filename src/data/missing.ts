/**
 * Texts that stand for a value that is not there: an empty cell, and what pandas, R, SQL, JavaScript and spreadsheets write for
 * one. `none` in small letters is not among them: in many tables it is a level (of a fee, of a discount).
 */
export const MISSING_TEXTS: readonly string[] = [
  '', 'NA', 'N/A', 'na', 'n/a', '#N/A', '<NA>', 'NaN', 'nan', 'null', 'NULL', 'Null', 'nil', 'None', 'undefined', '\\N', '-', '--', '?', '.',
]; // prettier-ignore

const missing = new Set(MISSING_TEXTS);

/** What a cell that holds no value was written as: one of `MISSING_TEXTS`, white space around it aside. Undefined where it holds one. */
export function missingText(cell: unknown): string | undefined {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'number') return Number.isNaN(cell) ? 'NaN' : undefined;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? 'NaN' : undefined;
  if (typeof cell !== 'string' || cell.length > 12) return undefined;
  const text = cell.trim();
  return missing.has(text) ? text : undefined;
}
