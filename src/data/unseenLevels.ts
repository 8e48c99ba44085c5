import { show } from '../errors.ts';
import { levelName } from '../spec/levels.ts';
import type { Encoders } from './encoders.ts';
import { createUnseenFinder, type CategoryFeature } from './features/category.ts';
import type { Frame } from './frame.ts';

/** So many levels of a column are named. */
const MOST_NAMED = 3;

/** Counts in rows that are answered what categories have that the training did not. */
export interface UnseenLevels {
  add(frame: Frame): void;
  /** A sentence for each column with such cells, in the order of the features. */
  tell(): readonly string[];
}

export function countUnseenLevels({ inputs }: Pick<Encoders, 'inputs'>): UnseenLevels {
  const columns = new Map<string, CategoryFeature[]>();
  for (const { features } of inputs) {
    for (const feature of features) {
      if (feature.type === 'category') columns.set(feature.name, [...(columns.get(feature.name) ?? []), feature]);
    }
  }
  const counters = [...columns].map(([column, encoders]) => createCounter(column, encoders));
  return {
    add(frame) {
      for (const counter of counters) counter.add(frame);
    },
    tell: () => counters.flatMap((counter) => counter.tell()),
  };
}

/** @param encoders Those of a column: of an ensemble one of each member, and a level is known where one member knows it. */
function createCounter(column: string, encoders: readonly CategoryFeature[]) {
  const finders = encoders.map(createUnseenFinder);
  const isEmbedded = encoders.some(({ encoding }) => encoding !== undefined);
  const isGathered = encoders.some(({ hasOther }) => hasOther === true);
  const named = new Set<string>();
  let cells = 0;
  return {
    add(frame: Frame) {
      const coded = frame.column(column)?.coded();
      if (coded === undefined) return;
      const unseen = coded.values.map((value) => {
        const found = finders.map((find) => find(value));
        return found.includes(undefined) ? undefined : found[0];
      });
      if (unseen.every((level) => level === undefined)) return;
      for (const code of coded.codes) {
        const level = unseen[code];
        if (level === undefined) continue;
        cells++;
        if (named.size <= MOST_NAMED) named.add(levelName(level));
      }
    },
    tell(): readonly string[] {
      if (cells === 0) return [];
      const names = [...named].slice(0, MOST_NAMED).map(show).join(', ') + (named.size > MOST_NAMED ? ', ...' : '');
      const of = `the ${cells === 1 ? 'level of 1 cell' : `levels of ${cells} cells`} (${names})`;
      const they = cells === 1 ? 'it counts' : 'they count';
      // Whether a training row taught the numbers of that place, an encoder does not say.
      const place = `${cells === 1 ? 'it has' : 'they have'} the place of the embedding that all such levels share`;
      if (isEmbedded) return [`column ${show(column)}: training had ${of} too rarely or not at all, so that ${place}`];
      return isGathered
        ? [`column ${show(column)}: training had ${of} too rarely or not at all, so that ${they} as rare`]
        : [`column ${show(column)}: training did not have ${of}, so that ${they} as no level`];
    },
  };
}
