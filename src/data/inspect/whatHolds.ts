import { areYesAndNo } from './cell.ts';
import type { ColumnCounts } from './columnProfiler.ts';
import { namesTime } from './numberDates.ts';
import type { Counted, DateProfile, Holds } from './profile.ts';

/** So many levels are few. */
export const FEW_LEVELS = 20;

/** What a column holds, from what was counted. */
export function whatHolds(counts: ColumnCounts, distinct: Counted, dates: DateProfile | undefined): Holds {
  const { present, numbers, booleans, lists, texts } = counts;
  if (present === 0) return 'empty';
  const isOneWord = booleans.count === present && booleans.words.size === 1; // Yes and yes
  if (distinct.count === 1 || isOneWord) return 'constant';
  if (areYesOrNo(counts)) return 'yesNo';
  if (counts.nested.lists === present) return 'wordLists';
  if (counts.nested.lists + counts.nested.objects === present) return 'objects';
  if (counts.nested.lists + counts.nested.objects > 0) return 'mixed';
  const { count } = numbers.moments;
  if (count === present) {
    if (dates !== undefined) return 'dates';
    if (areCodes(counts)) return distinct.count <= FEW_LEVELS ? 'fewLevels' : 'manyLevels';
    const isZeroOne = distinct.isExact && distinct.count === 2 && counts.distinct.kept().has(0) && counts.distinct.kept().has(1);
    return isZeroOne ? 'yesNo' : numbers.whole === count ? 'wholeNumbers' : 'numbers';
  }
  if (lists.count === present) return 'numberLists';
  // A column of dates of which some are days before months and others months before days is none.
  if (counts.dates.count === present && dates !== undefined && !isContradiction(counts, dates)) return 'dates';
  const most = Math.max(count, lists.count, counts.dates.count);
  if (most >= present / 2) return 'mixed';
  return textsHold({
    distinct: distinct.count,
    present,
    words: (texts.words + present - texts.count) / present,
    length: texts.length / present,
  });
}

/** Whether numbers are codes: whole ones with zeros in front, or most of so many digits that doubles do not tell them apart. */
function areCodes({ name, numbers: { moments, whole, leadingZeros, inexact, huge } }: ColumnCounts): boolean {
  if (whole !== moments.count) return false;
  // Nanoseconds since 1970 have as many digits.
  return leadingZeros > 0 || (inexact > 0 && huge >= moments.count / 2 && !namesTime(name));
}

/** Words for yes and no, among which 0 and 1 may be. */
function areYesOrNo({ present, numbers, booleans }: ColumnCounts): boolean {
  const { moments, whole, leadingZeros, sample } = numbers;
  if (booleans.count === 0 || booleans.count + moments.count !== present) return false;
  if (moments.count === 0) return areYesAndNo(booleans.words);
  const areZeroOne = whole === moments.count && leadingZeros === 0 && sample.least >= 0 && sample.most <= 1;
  return areZeroOne && areYesAndNo(new Set([...booleans.words, String(sample.least), String(sample.most)]));
}

/** Whether some dates have the day first and others the month. */
export const isContradiction = ({ dates: { ways } }: ColumnCounts, { formats }: DateProfile) =>
  new Set(formats.flatMap(({ format }) => ways.get(format)!.order ?? [])).size > 1;

/** Levels come again and again and are short; texts have several words, and are mostly different. */
function textsHold({
  distinct,
  present,
  words,
  length,
}: {
  readonly distinct: number;
  readonly present: number;
  readonly words: number;
  readonly length: number;
}): Holds {
  const repeats = present / distinct;
  if (distinct <= FEW_LEVELS && repeats >= 2) return 'fewLevels';
  if (words >= 4 || length >= 60) return 'text';
  if (words >= 1.8 && repeats < 10) return 'text';
  return distinct <= FEW_LEVELS ? 'fewLevels' : 'manyLevels';
}
