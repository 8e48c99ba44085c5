import type { Frame } from '../data/frame.ts';
import { partsOfRows, type Parts } from '../data/partRows.ts';
import { textsOf } from '../data/textsOf.ts';
import { readTimes } from '../data/time/timeFormat.ts';
import { DataError, show } from '../errors.ts';
import type { ModelRecord } from './model.ts';
import { KEPT } from './trainedOn.ts';
import { markOfGroup, MOST_GROUPS, type SeenParts } from './seenParts.ts';

type Trained = Pick<ModelRecord, 'spec' | 'trainedOn'>;

/** The rows of no part that training looks at: of the test, or held out where there is none. */
export const unseenOf = ({ heldOut, test }: Parts, { hasTest }: SeenParts): Uint32Array => (hasTest ? test : heldOut);

/** Whether each row tells by itself, in any table that has the column of the split, whether training looked at such. */
export function isToldByRow({ spec, trainedOn }: Trained): boolean {
  const type = spec.training.split?.type;
  return type === 'key' || type === 'column' || trainedOn?.groups !== undefined || trainedOn?.until !== undefined;
}

/**
 * The rows of a table, or of a part of it, that training looked at none like them by the split's column: of its test, else of what was
 * held out; of other groups than those it looked at; of later times. In words why it cannot be told, where it cannot.
 */
export function unseenByRow({ spec, trainedOn }: Trained, frame: Frame): Uint32Array | string {
  const { split } = spec.training;
  const name = split?.['column'] as string | undefined;
  if (name === undefined) return BY_CHANCE;
  if (!frame.names.includes(name)) return `the data have no column ${show(name)}, by which training split its rows`;
  const parts = partsOfRows(frame, spec.training);
  if (parts !== undefined) return unseenOf(parts, trainedOn!);
  const { groups, until } = trainedOn!;
  try {
    if (groups !== undefined) return ofOtherGroups(frame, name, groups);
    if (until !== undefined) return rowsWhere(readTimes(frame, name, until.written), (time) => time > until.time);
  } catch (error) {
    // In other data than those of the training a gap there is no mistake.
    if (!(error instanceof DataError)) throw error;
    return `column ${show(name)}, by which training split its rows, cannot be read in all of the data`;
  }
  return `training saw more than ${MOST_GROUPS} groups of column ${show(name)}, too many to know them again`;
}

/** Why it cannot be told of rows that were split by chance, if there are too many to keep a mark of each. */
export const BY_CHANCE = `training split by chance, and had more than ${KEPT} rows, too many to know them again`;

/** Why rows that were trained on are judged, where no row is left without them. */
export function noneUnseen({ spec }: Trained): string {
  const column = spec.training.split?.['column'];
  return `${column === undefined ? '' : `by column ${show(column)} `}none of the rows is new to training`;
}

function ofOtherGroups(frame: Frame, name: string, groups: string): Uint32Array {
  const seen = new Set(groups === '' ? [] : groups.split(' ').map((word) => parseInt(word, 36)));
  const { codes, texts } = textsOf(frame, name);
  const isSeen = texts.map((text) => seen.has(markOfGroup(text)));
  return rowsWhere(codes, (code) => isSeen[code] === false);
}

function rowsWhere(values: ArrayLike<number>, isIt: (value: number) => boolean): Uint32Array {
  const all = Uint32Array.from({ length: values.length }, (_, row) => row);
  return all.filter((row) => isIt(values[row]!));
}
