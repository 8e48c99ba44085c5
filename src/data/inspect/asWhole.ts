import type { ColumnProfile } from './profile.ts';

/**
 * A column as its training rows show it, where all rows can be read as they can. What only all of them tell is taken from them: whether
 * cells are missing, and how dates are written. Where others hold what training rows do not (a text among numbers), all of them.
 * @param training Of the rows to train on.
 * @param whole Of all rows.
 */
export function asWhole(training: ColumnProfile, whole: ColumnProfile): ColumnProfile {
  if (!readsAlike(training, whole)) return whole;
  if (training.dates === undefined || whole.dates === undefined) return training;
  const { formats, isUnsure } = whole.dates;
  return { ...training, dates: { ...training.dates, formats, isUnsure } };
}

/** Whether each cell of all rows can be read as what the training rows hold. */
function readsAlike({ holds, lists }: ColumnProfile, whole: ColumnProfile): boolean {
  switch (holds) {
    case 'empty':
    case 'constant':
    case 'wordLists':
    case 'objects':
      return true; // it is ignored
    case 'numbers':
    case 'wholeNumbers':
      return whole.numbers?.count === whole.present;
    case 'yesNo':
      return whole.holds === 'yesNo';
    case 'dates':
      return whole.dates?.count === whole.present;
    case 'fewLevels':
    case 'manyLevels':
    case 'text':
      return whole.lists === undefined && whole.nested === undefined;
    case 'numberLists': {
      const isVector = lists!.shortest === lists!.longest;
      const { count, shortest, longest } = whole.lists!;
      return count === whole.present && (!isVector || (shortest === lists!.shortest && longest === lists!.longest));
    }
    case 'mixed':
      return false;
  }
}
