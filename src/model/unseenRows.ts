import { takeTurns } from '../turns/inTurns.ts';
import type { Frame } from '../data/frame.ts';
import { partByChance, type Parts } from '../data/partRows.ts';
import { partTable } from '../data/partTable.ts';
import { createSplitter } from '../data/splitter.ts';
import { createBreather } from '../turns/breathe.ts';
import type { ModelRecord } from './model.ts';
import { marksInTurns } from './rowMarks.ts';
import type { Examples } from './slots.ts';
import { takeExamples } from './examples.ts';
import { countSeen, createTableMark } from './trainedOn.ts';
import { BY_CHANCE, noneUnseen, unseenByRow, unseenOf } from './unseenByRow.ts';

/** Rows to evaluate on, and what is to be told of which they are. */
export interface Chosen {
  readonly examples: Examples;
  /** Which rows of the frame they are, where some are left out. */
  readonly taken?: Uint32Array;
  readonly leftOut?: number;
  readonly seen?: number;
  readonly untold?: string;
}

/**
 * Of the table that a model was trained on the rows that the training did not see, parted as they were then: those of its test, else
 * those held out. So it is of a table that has some of its rows, where each row tells by itself whether training saw such, or those trained
 * on are few enough to be known again. Of other data all, with how many of them were trained on.
 * @param frame What the examples were read of; undefined where they are arrays.
 */
export async function chooseUnseen(
  record: ModelRecord,
  examples: Examples,
  frame: Frame | undefined,
  signal: AbortSignal | undefined,
): Promise<Chosen> {
  const { trainedOn } = record;
  if (trainedOn === undefined) return { examples };
  const { all } = await takeTurns(marksInTurns(examples), createBreather(signal));
  const table = createTableMark();
  table.add(all);
  const take = (taken: Uint32Array) => ({ examples: takeExamples(examples, taken), taken, leftOut: examples.rows - taken.length });
  if (String(table) === trainedOn.table) {
    const unseen = unseenOf(await partAgain(record, examples.rows, frame), trainedOn);
    return unseen.length === 0 ? { examples, seen: examples.rows } : take(unseen);
  }
  const count = countSeen(trainedOn);
  count.add(all);
  if (count.seen === 0) return { examples };
  const told = frame === undefined ? BY_CHANCE : unseenByRow(record, frame);
  const unseen = told === BY_CHANCE ? (count.newIn(all) ?? told) : told;
  if (typeof unseen === 'string') return { examples, seen: count.seen, untold: unseen };
  if (unseen.length === 0) return { examples, seen: count.seen, untold: noneUnseen(record) };
  return unseen.length === examples.rows ? { examples, seen: count.seen } : take(unseen);
}

async function partAgain({ spec, seed = 0, trainedOn }: ModelRecord, rows: number, frame: Frame | undefined): Promise<Parts> {
  if (frame === undefined) return partByChance(rows, spec.training, seed);
  if (!trainedOn!.isStreamed) return partTable(spec, frame, seed);
  async function* read() {
    yield await Promise.resolve(frame!);
  }
  return (await createSplitter(spec, seed, read))()(frame);
}
