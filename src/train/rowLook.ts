import type { InTurns } from '../turns/inTurns.ts';
import type { Frame } from '../data/frame.ts';
import { newArrays, reusedArrays } from '../data/read/arrays.ts';
import type { Parts } from '../data/partRows.ts';
import { createSeenParts } from '../model/seenParts.ts';
import type { Examples } from '../model/slots.ts';
import { createTrainedOn, type TrainedOn } from '../model/trainedOn.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Warning } from './events.ts';
import { createSharedRows, marksOf, type UnseenPart } from './watch/sharedRows.ts';

/** A look at all rows once they are encoded: which of them are in more than one part, and what the model keeps to know them again. */
export interface RowLook {
  /** Rows of the table and the parts that they were put in. @param read What they were read of, or of arrays where a row stands. */
  add(split: Parts, encoded: EncodedParts, read: Frame | ((row: number) => string)): InTurns<void>;
  /** Rows of a part that is given by itself. */
  addGiven(part: UnseenPart, examples: Examples, place: (row: number) => string): InTurns<void>;
  warnings(): readonly Warning[];
  trainedOn(): TrainedOn;
}

/** Parts as the network reads them; a part without rows may be left out. */
export interface EncodedParts {
  readonly training: Examples;
  readonly heldOut?: Examples | undefined;
  readonly test?: Examples | undefined;
}

export function createRowLook(spec: Pick<NormalisedModel, 'features' | 'training'>, isStreamed: boolean): RowLook {
  const { split } = spec.training;
  const trainedOn = createTrainedOn(isStreamed);
  const arrays = isStreamed ? reusedArrays() : newArrays;
  const seenParts = createSeenParts(spec);
  // By a key, rows are on one side that are the same thing; those that look alike besides are others.
  const shared = split?.type === 'key' ? undefined : createSharedRows();
  return {
    *add(split, encoded, read) {
      const [place, frame] = typeof read === 'function' ? [read] : [read.place, read];
      seenParts.add(frame, split);
      const table = arrays.float64('table', split.training.length + split.heldOut.length + split.test.length);
      for (const part of ['training', 'heldOut', 'test'] as const) {
        const rows = split[part];
        if (rows.length === 0) continue;
        const marks = yield* marksOf(encoded[part], arrays);
        rows.forEach((row, i) => (table[row] = marks.all[i]!));
        if (part === 'training') shared?.addTraining(marks);
        else shared?.addUnseen(part, marks, (i) => place(rows[i]!));
        yield;
      }
      trainedOn.add(table, split.training, frame?.style);
    },
    *addGiven(part, examples, place) {
      shared?.addUnseen(part, yield* marksOf(examples), place);
    },
    warnings: () => shared?.warnings() ?? [],
    trainedOn: () => ({ ...trainedOn.finish(), ...seenParts.finish() }),
  };
}
