import { chooseForTraining } from '../../data/inspect/chooseForTraining.ts';
import type { Parting } from '../../data/inspect/parting.ts';
import { isSource, type Source } from '../../data/frame.ts';
import { frameOf, type RowData } from '../../data/read/memoryFrame.ts';
import type { ModelSpec } from '../../spec/model.ts';
import { firstSpec } from '../init/firstSpec.ts';
import { choiceText, warningsText } from '../init/choiceText.ts';
import type { Io } from '../io.ts';
import { writeEvent } from '../trainEvents.ts';

export interface MakeOptions {
  readonly target: string;
  /** The file that the rows are of. */
  readonly data: string;
  /** The column by which rows are parted, which is no feature then. */
  readonly splitBy: string | undefined;
  /** How rows will be held out; absent with folds, each of which holds out others. */
  readonly parting: Parting | undefined;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/**
 * A spec for a table without one, from what its columns hold. What was chosen and why goes to standard error; of it the warnings
 * alone where it shall be quiet, and as events where a program listens.
 * @throws DataError where the table has no such column, or nothing to learn.
 */
export async function makeSpec(
  rows: RowData | Source,
  { target, data, quiet, json, splitBy, parting }: MakeOptions,
  io: Io,
): Promise<ModelSpec> {
  const choice = await chooseForTraining(isSource(rows) ? rows : frameOf(rows), {
    target,
    splitBy,
    ...(parting === undefined ? {} : { parting }),
  });
  if (json === true) for (const { about, message } of choice.warnings) writeEvent(io.stdout, { event: 'warning', about, message });
  else io.stderr.write(quiet === true ? warningsText(choice, io.stderr) : `${choiceText(choice, io.stderr)}\n`);
  const { $schema: _, ...spec } = firstSpec(choice, data);
  return spec as unknown as ModelSpec;
}
