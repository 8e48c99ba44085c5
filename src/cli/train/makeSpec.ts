import { chooseSpec } from '../../data/inspect/chooseSpec.ts';
import { inspectTable } from '../../data/inspect/inspectTable.ts';
import { isSource, type Frame, type Source } from '../../data/frame.ts';
import { rowsWithTargets } from '../../data/knownTargets.ts';
import { frameOf, type RowData } from '../../data/read/memoryFrame.ts';
import { sourceOfFrame } from '../../data/read/memorySource.ts';
import type { ModelSpec } from '../../spec/model.ts';
import { firstSpec } from '../init/firstSpec.ts';
import { choiceText } from '../init/choiceText.ts';
import type { Io } from '../io.ts';

/**
 * A spec for a table without one, from what its columns hold, and the rows that have a target: the others teach nothing. What was
 * chosen and why goes to standard error.
 * @param data The file that the rows are of.
 * @throws DataError where the table has no such column, or nothing to learn.
 */
export async function makeSpec(
  rows: RowData | Source,
  { target, data, isQuiet }: { readonly target: string; readonly data: string; readonly isQuiet: boolean },
  io: Io,
): Promise<{ readonly spec: ModelSpec; readonly rows: Frame | Source }> {
  const source = isSource(rows) ? rows : sourceOfFrame(frameOf(rows));
  const choice = chooseSpec(await inspectTable(source), target);
  if (!isQuiet) io.stderr.write(`${choiceText(choice, io.stderr)}\n`);
  const { $schema: _, ...spec } = firstSpec(choice, data);
  return {
    spec: spec as unknown as ModelSpec,
    rows: rowsWithTarget(rows, target),
  };
}

/** The rows that have a target. */
export const rowsWithTarget = (rows: RowData | Source, target: string): Frame | Source =>
  rowsWithTargets(isSource(rows) ? rows : frameOf(rows), [{ name: target }]);
