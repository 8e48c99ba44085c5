import type { Frame } from './frame.ts';
import { gatherProblems } from './problems.ts';

/** What each row has in a column, which must have something in each. */
export function textsOf(frame: Frame, name: string): { readonly codes: Uint32Array; readonly texts: readonly string[] } {
  const problems = gatherProblems();
  const cells = problems.within(frame);
  const column = cells.hasColumn(name) ? frame.column(name) : undefined;
  problems.throwIfAny();
  const { codes, values } = column!.coded();
  const isGap = values.map((value) => value === undefined || value === null || value === '');
  const wrong = { expected: 'a value', fix: 'fill in the cells or leave the rows out' };
  if (isGap.includes(true)) codes.forEach((code, row) => isGap[code] === true && cells.add(name, row, wrong));
  problems.throwIfAny();
  return { codes, texts: values.map((value) => (value instanceof Date ? value.toISOString() : String(value))) };
}
