import { show } from '../errors.ts';
import { levelName } from '../spec/levels.ts';
import type { Encoders } from './encoders.ts';
import { createUnseenFinder, type CategoryFeature } from './features/category.ts';
import { createUnknownText, type TextFeature } from './features/text.ts';
import type { Frame } from './frame.ts';

/** So many levels of a column are named. */
const MOST_NAMED = 3;

/** Counts in rows that are answered what categories and texts have that the training did not. */
export interface UnseenLevels {
  add(frame: Frame): void;
  /** A sentence for each column with such cells, in the order of the features. */
  tell(): readonly string[];
}

export function countUnseenLevels({ inputs }: Pick<Encoders, 'inputs'>): UnseenLevels {
  const [categories, texts] = [new Map<string, CategoryFeature[]>(), new Map<string, TextFeature[]>()];
  const gather = <F extends { readonly name: string }>(to: Map<string, F[]>, feature: F) =>
    void to.set(feature.name, [...(to.get(feature.name) ?? []), feature]);
  for (const { features } of inputs) {
    for (const feature of features) {
      if (feature.type === 'category') gather(categories, feature);
      else if (feature.type === 'text') gather(texts, feature);
    }
  }
  const order = [...new Set(inputs.flatMap(({ features }) => features.map(({ name }) => name)))];
  const counters = [
    ...order.flatMap((name) => [
      ...(categories.has(name) ? [createLevelCounter(name, categories.get(name)!)] : []),
      ...(texts.has(name) ? [createTextCounter(name, texts.get(name)!)] : []),
    ]),
  ];
  return {
    add(frame) {
      for (const counter of counters) counter.add(frame);
    },
    tell: () => counters.flatMap((counter) => counter.tell()),
  };
}

/** @param encoders Those of a column: of an ensemble one of each member, and a level is known where one member knows it. */
function createLevelCounter(column: string, encoders: readonly CategoryFeature[]): UnseenLevels {
  const finders = encoders.map(createUnseenFinder);
  const isEmbedded = encoders.some(({ encoding }) => encoding !== undefined);
  const isGathered = encoders.some(({ hasOther }) => hasOther === true);
  const find = (cell: unknown): string | undefined => {
    const found = finders.map((find) => find(cell));
    return found.includes(undefined) ? undefined : levelName(found[0]!);
  };
  return createCounter(column, find, (cells, names) => {
    const of = `the ${cells === 1 ? 'level of 1 cell' : `levels of ${cells} cells`} (${names})`;
    const they = cells === 1 ? 'it counts' : 'they count';
    // Whether a training row taught the numbers of that place, an encoder does not say.
    const place = `${cells === 1 ? 'it has' : 'they have'} the place of the embedding that all such levels share`;
    if (isEmbedded) return `training had ${of} too rarely or not at all, so that ${place}`;
    return isGathered
      ? `training had ${of} too rarely or not at all, so that ${they} as rare`
      : `training did not have ${of}, so that ${they} as no level`;
  });
}

/** @param encoders As of categories. */
function createTextCounter(column: string, encoders: readonly TextFeature[]): UnseenLevels {
  const finders = encoders.map(createUnknownText);
  const find = (cell: unknown) => (finders.every((isUnknown) => isUnknown(cell)) ? String(cell) : undefined);
  return createCounter(column, find, (cells, names) => {
    const [of, they] = cells === 1 ? ['1 cell', 'it counts'] : [`${cells} cells`, 'they count'];
    return `training knows none of the words of ${of} (${names}), so that ${they} as empty`;
  });
}

/** @param find Gives the name of a cell that is to be counted. @param tell Says what there was, by how many cells and the first names. */
function createCounter(
  column: string,
  find: (cell: unknown) => string | undefined,
  tell: (cells: number, names: string) => string,
): UnseenLevels {
  const named = new Set<string>();
  let cells = 0;
  return {
    add(frame) {
      const coded = frame.column(column)?.coded();
      if (coded === undefined) return;
      const found = coded.values.map(find);
      if (found.every((name) => name === undefined)) return;
      for (const code of coded.codes) {
        const name = found[code];
        if (name === undefined) continue;
        cells++;
        if (named.size <= MOST_NAMED) named.add(name);
      }
    },
    tell: () => (cells === 0 ? [] : [`column ${show(column)}: ${tell(cells, namesOf(named))}`]),
  };
}

/** The first few, in quotes. */
const namesOf = (names: ReadonlySet<string>): string =>
  [...names].slice(0, MOST_NAMED).map(show).join(', ') + (names.size > MOST_NAMED ? ', ...' : '');
