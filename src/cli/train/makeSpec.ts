import { chooseSpec } from '../../data/inspect/chooseSpec.ts';
import { inspectTable } from '../../data/inspect/inspectTable.ts';
import { missingText } from '../../data/missing.ts';
import { frameOf, type RowData } from '../../data/read/memoryFrame.ts';
import { sourceOfFrame } from '../../data/read/memorySource.ts';
import { selectRows } from '../../data/read/selectRows.ts';
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
  rows: RowData,
  { target, data, isQuiet }: { readonly target: string; readonly data: string; readonly isQuiet: boolean },
  io: Io,
): Promise<{ readonly spec: ModelSpec; readonly rows: RowData }> {
  const frame = frameOf(rows);
  const choice = chooseSpec(await inspectTable(sourceOfFrame(frame)), target);
  if (!isQuiet) io.stderr.write(`${choiceText(choice, io.stderr)}\n`);
  const { codes, values } = frame.column(target)!.coded();
  const isMissing = values.map((value) => missingText(value) !== undefined);
  const present = Uint32Array.from(codes.keys()).filter((row) => !isMissing[codes[row]!]!);
  const { $schema: _, ...spec } = firstSpec(choice, data);
  return { spec: spec as unknown as ModelSpec, rows: present.length === frame.rows ? frame : selectRows(frame, present) };
}
