import { classNumbers } from '../data/check.ts';
import type { Frame } from '../data/frame.ts';
import { partByChance, partRows, partsOfRows, timeFormatOf, type Parts } from '../data/partRows.ts';
import { createSplitter } from '../data/splitter.ts';
import type { ModelRecord } from './model.ts';
import { markRows } from './rowMarks.ts';
import type { Examples } from './slots.ts';
import { takeExamples } from './examples.ts';
import { countSeen, createTableMark } from './trainedOn.ts';

/** Rows to evaluate on, and what is to be told of which they are. */
export interface Chosen {
  readonly examples: Examples;
  readonly leftOut?: number;
  readonly seen?: number;
}

/**
 * Of the table that a model was trained on the rows that the training did not see, parted as they were then: those of its test, else
 * those held out. So it is of a table that has some of its rows, where each row says by itself which part it is of. Of other data all,
 * with how many of them were trained on.
 * @param frame What the examples were read of; undefined where they are arrays.
 */
export async function chooseUnseen(record: ModelRecord, examples: Examples, frame: Frame | undefined): Promise<Chosen> {
  const { trainedOn } = record;
  if (trainedOn === undefined) return { examples };
  const { all } = markRows(examples);
  const table = createTableMark();
  table.add(all);
  if (String(table) === trainedOn.table) {
    const unseen = unseenOf(await partAgain(record, examples.rows, frame));
    if (unseen.length === 0) return { examples, seen: examples.rows };
    return { examples: takeExamples(examples, unseen), leftOut: examples.rows - unseen.length };
  }
  const count = countSeen(trainedOn);
  count.add(all);
  if (count.seen === 0) return { examples };
  const parts = frame && partsOfRows(frame, record.spec.training);
  const unseen = parts && unseenOf(parts);
  if (unseen === undefined || unseen.length === 0) return { examples, seen: count.seen };
  return { examples: takeExamples(examples, unseen), leftOut: examples.rows - unseen.length };
}

/** The rows of no part that training looks at: of the test, or held out where there is none. */
export const unseenOf = ({ heldOut, test }: Parts): Uint32Array => (test.length > 0 ? test : heldOut);

async function partAgain({ spec, seed = 0, trainedOn }: ModelRecord, rows: number, frame: Frame | undefined): Promise<Parts> {
  if (frame === undefined) return partByChance(rows, spec.training, seed);
  if (!trainedOn!.isStreamed) return partRows(frame, { ...spec.training, timeFormat: timeFormatOf(spec) }, seed, classNumbers(spec, frame));
  async function* read() {
    yield await Promise.resolve(frame!);
  }
  return (await createSplitter(spec, seed, read))()(frame);
}
