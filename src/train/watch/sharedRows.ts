import type { InTurns } from '../../turns/inTurns.ts';
import type { FrameArrays } from '../../data/read/arrays.ts';
import type { Examples } from '../../model/slots.ts';
import { MARKS, marksInTurns, type RowMarks } from '../../model/rowMarks.ts';
import type { Warning } from '../events.ts';
import { describeFinding } from './finding.ts';
import { createMarkPairs } from './markPairs.ts';

/** Parts that are not trained on. */
export type UnseenPart = 'heldOut' | 'test';

/** Finds rows held out that occur among those trained on as well, in bounded memory: of very many rows by a sample. */
export interface SharedRows {
  addTraining(marks: RowMarks): void;
  /** @param place Where a row stands, in words. */
  addUnseen(part: UnseenPart, marks: RowMarks, place: (row: number) => string): void;
  warnings(): readonly Warning[];
}

/** Rows that are compared; of more than these a random part, which the rows themselves decide. */
const MOST = { training: 2 ** 17, unseen: 2 ** 15 };
const MOST_TOLD = 3;

const titles = { heldOut: 'rows held out', test: 'rows of the test' } as const;

interface Unseen {
  readonly part: UnseenPart;
  readonly features: number;
  readonly all: number;
  readonly place: string;
}

export function createSharedRows(most = MOST): SharedRows {
  /** What rows with some features are as a whole. */
  const training = createMarkPairs();
  let unseen: Unseen[] = [];
  /** Rows count whose features have a mark below it. */
  let limit = MARKS;
  const shrink = () => {
    limit /= 2;
    training.keepBelow(limit);
    unseen = unseen.filter(({ features }) => features < limit);
  };
  return {
    addTraining({ features, all }) {
      for (let row = 0; row < features.length; row++) {
        if (features[row]! < limit) training.add(features[row]!, all[row]!);
        while (training.size > most.training && limit > 1) shrink();
      }
    },
    addUnseen(part, { features, all }, place) {
      for (let row = 0; row < features.length; row++) {
        const mark = features[row]!;
        if (mark < limit) unseen.push({ part, features: mark, all: all[row]!, place: place(row) });
        while (unseen.length > most.unseen && limit > 1) shrink();
      }
    },
    warnings() {
      const trained = training.sortedFeatures();
      return (['heldOut', 'test'] as const).flatMap((part) => {
        const rows = unseen.filter((one) => one.part === part);
        const alike = rows.filter(({ features }) => isAmong(trained, features));
        const same = alike.filter(({ features, all }) => training.has(features, all));
        return isChance(same.length, rows.length)
          ? []
          : [warn(titles[part], { rows: rows.length, alike: alike.length, same, isSample: limit < MARKS })];
      });
    },
  };
}

/** Whether a number is among sorted ones. */
function isAmong(sorted: Float64Array, value: number): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === value;
}

/** One row alone may be like another by chance, as in measurements of few digits, and moves no score far. */
const isChance = (same: number, rows: number): boolean => same === 0 || (same === 1 && rows > 10);

interface Found {
  readonly rows: number;
  /** Rows with the features of one that is trained on. */
  readonly alike: number;
  /** Those with its target, too. */
  readonly same: readonly Unseen[];
  readonly isSample: boolean;
}

function warn(place: string, { rows, alike, same, isSample }: Found): Warning {
  const places = same.slice(0, MOST_TOLD).map((one) => one.place);
  const more = same.length > places.length ? ', ...' : '';
  const of = isSample ? `a sample of ${rows}` : String(rows);
  const features = alike > same.length ? `; ${alike} in all have the features of one` : '';
  const message =
    `${same.length} of ${of} ${same.length === 1 ? 'is' : 'are'} also among the rows trained on, the same to the network in features and target ` +
    `(${places.join(', ')}${more}): the network has seen their answers${features}`;
  const fix = 'leave out rows that are there twice, or keep what belongs together on one side: "split": { "type": "group", "column": ... }';
  return { about: 'sharedRows', message: describeFinding({ place, message, fix }) };
}

/** Marks of a part that may have no rows. */
export function* marksOf(part: Examples | undefined, arrays?: FrameArrays): InTurns<RowMarks> {
  return part === undefined ? { features: new Float64Array(), all: new Float64Array() } : yield* marksInTurns(part, arrays);
}
