import type { ColumnProfile, Level } from './profile.ts';

/** A number for people, four digits of it, whole ones in full: `5.843`, `0.0012`, `20180105`. */
export function figure(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return String(Number(value.toPrecision(4))).replace('e+', 'e');
}

/** `1 row`, `2 rows` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `0.4 %`, `12 %` */
export const percent = (share: number): string => `${Number((100 * share).toPrecision(share < 0.1 || share > 0.99 ? 3 : 2))} %`;

/** A value on one line, without anything that moves a terminal's cursor. */
// eslint-disable-next-line no-control-regex
export const visible = (text: string): string => text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '·');

/** `basic (336), standard (288) and 4 more` */
export function levelsText(levels: readonly Level[], distinct: number, shown: number): string {
  const listed = levels.slice(0, shown).map(({ value, count }) => `${short(value)} (${count})`);
  return `${listed.join(', ')}${distinct > listed.length ? ` and ${distinct - listed.length} more` : ''}`;
}

const short = (value: string) => visible(value.length > 24 ? `${value.slice(0, 23)}…` : value);

/** What was seen in a column, in words: `numbers from 4.3 to 7.9, half of them below 5.8; 12 of 150 missing`. */
export function seenText(column: ColumnProfile): string {
  const { missing, present } = column;
  const texts = missing.as.filter(({ value }) => value !== '').map(({ value }) => visible(value));
  const as = texts.length === 0 ? '' : ` (${texts.length < missing.as.length ? 'empty, ' : ''}${texts.join(', ')})`;
  const gaps = missing.count === 0 || present === 0 ? '' : `; ${missing.count} of ${present + missing.count} missing${as}`;
  return valuesText(column) + gaps;
}

function valuesText(column: ColumnProfile): string {
  const { holds, distinct, levels, numbers, texts, dates, lists, present, examples } = column;
  const different = `${distinct.isExact ? '' : 'about '}${distinct.count}`;
  switch (holds) {
    case 'numbers':
      return `numbers from ${figure(numbers!.least)} to ${figure(numbers!.most)}, half of them below ${figure(numbers!.quantiles.p50)}`;
    case 'wholeNumbers':
      return `whole numbers from ${figure(numbers!.least)} to ${figure(numbers!.most)}, ${different} different`;
    case 'yesNo':
      return levelsText(levels, distinct.count, 4);
    case 'dates':
      return `dates from ${dates!.least} to ${dates!.most}, written ${dates!.formats.map(({ format }) => (/since/.test(format) ? `in ${format}` : format)).join(' and ')}`;
    case 'fewLevels':
      return `${different} levels: ${levelsText(levels, distinct.count, 3)}`;
    case 'manyLevels':
      return `${different} levels such as ${(levels.length > 0 ? levels.map(({ value }) => value) : examples).slice(0, 3).map(short).join(', ')}`;
    case 'text':
      return `texts of ${figure(Number(texts!.meanWords.toPrecision(2)))} words, ${different} of ${present} different`;
    case 'numberLists':
      return lists!.shortest === lists!.longest
        ? `lists of ${counted(lists!.longest, 'number')}`
        : `lists of ${lists!.shortest} to ${lists!.longest} numbers`;
    case 'wordLists':
      return `lists of words such as ${examples.slice(0, 2).map(short).join(', ')}`;
    case 'objects':
      return 'objects with fields of their own';
    case 'empty':
      return 'no value in any row';
    case 'constant':
      return `only ${short(levels[0]!.value)}`;
    case 'mixed':
      return mixedText(column);
  }
}

function mixedText({ numbers, texts, dates, lists, nested }: ColumnProfile): string {
  const parts = [
    [numbers?.count ?? 0, 'number'],
    [dates?.count ?? 0, 'date'],
    [(lists?.count ?? 0) + (nested?.lists ?? 0), 'list'],
    [nested?.objects ?? 0, 'object'],
    [texts?.count ?? 0, 'text'],
  ] as const;
  const listed = parts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  const example = texts?.examples[0];
  return `${listed.join(' and ')}${example === undefined ? '' : ` such as ${JSON.stringify(visible(example))}`}`;
}
