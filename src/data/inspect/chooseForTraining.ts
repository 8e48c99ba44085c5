import { parseModel } from '../../spec/parse.ts';
import { isSource, type Frame, type Source } from '../frame.ts';
import { rowsWithTargets, targetsToHave } from '../knownTargets.ts';
import { partTable } from '../partTable.ts';
import { newArrays, reusedArrays } from '../read/arrays.ts';
import { sourceOfFrame } from '../read/memorySource.ts';
import { selectRows } from '../read/selectRows.ts';
import { createSplitter } from '../splitter.ts';
import type { Choice } from './choice.ts';
import { chooseSpec } from './chooseSpec.ts';
import { inspectTable } from './inspectTable.ts';
import type { Parting } from './parting.ts';

export interface TableToChooseFor {
  readonly target: string;
  /** The column by which rows are parted, where it is no feature then. */
  readonly splitBy?: string | undefined;
  /** Absent where no part is held out of these rows: then all of them choose. */
  readonly parting?: Parting;
  readonly signal?: AbortSignal;
}

/**
 * Chooses a spec for a table by the rows that a training on it will train on, and none that it holds out. First all rows are looked
 * at for what can be read (which columns hold numbers, dates, words; where cells are missing) and for what the target is, by which
 * classes are held out in proportion; then the rows are parted as the training will part them; then those of training are looked at.
 * @param rows All rows: in memory, or to be read again and again.
 * @returns the choice, whose `training` says seed and parts.
 * @throws DataError as `chooseSpec` does, and where the rows cannot be parted so.
 */
export async function chooseForTraining(rows: Frame | Source, { target, splitBy, parting, signal }: TableToChooseFor): Promise<Choice> {
  const options = signal ? { signal } : {};
  const all = await inspectTable(isSource(rows) ? rows : sourceOfFrame(rows), options);
  const first = chooseSpec(all, target, { splitBy });
  const of = all.profile.rows;
  if (parting === undefined) return { ...first, chosenBy: { rows: of, of } };
  const training = { ...first.training, ...parting };
  const source = await trainingPart(rows, { ...first, training }, parting.seed, signal);
  const part = await inspectTable(source, { ...options, partOf: of });
  const choice = chooseSpec(part, target, { splitBy, whole: all.profile });
  return { ...choice, training: { ...choice.training, ...parting }, chosenBy: { rows: part.profile.rows, of } };
}

/** The part of the rows that a training by this spec trains on. */
async function trainingPart(
  rows: Frame | Source,
  { features, target, network, training }: Pick<Choice, 'features' | 'target' | 'network' | 'training'>,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<Source> {
  const spec = parseModel({ features, target, network, training });
  const known = targetsToHave(spec);
  if (!isSource(rows)) {
    const frame = rowsWithTargets(rows, known);
    const parts = partTable(spec, frame, seed);
    return sourceOfFrame(selectRows(frame, parts.training));
  }
  const source = rowsWithTargets(rows, known);
  const splitter = await createSplitter(spec, seed, (columns) => source.frames({ columns, isReused: true, ...(signal ? { signal } : {}) }));
  return {
    name: source.name,
    isRepeatable: source.isRepeatable,
    async *frames(options) {
      const partsOf = splitter();
      const arrays = options?.isReused ? reusedArrays() : newArrays;
      for await (const frame of source.frames(options)) yield selectRows(frame, partsOf(frame).training, arrays);
    },
  };
}
