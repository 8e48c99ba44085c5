import type { ColumnProfile, Level } from './profile.ts';
import { counted, visible } from './words.ts';

/** The texts of a column that count as missing, the most frequent first; empty cells are none. */
const textsOf = ({ missing }: ColumnProfile): readonly Level[] => missing.as.filter(({ value }) => value !== '');

/** `"None" in 111 rows, which counts as missing`; nothing where all that is missing is empty. */
export function gapsText(column: ColumnProfile): string | undefined {
  const texts = textsOf(column).map(({ value, count }) => `"${visible(value)}" in ${counted(count, 'row')}`);
  return texts.length === 0 ? undefined : `${texts.join(' and ')}, which ${texts.length === 1 ? 'counts' : 'count'} as missing`;
}

/** What to write in a spec where texts that count as missing are classes of the target. */
export function gapIsClass(column: ColumnProfile): string | undefined {
  const [first, second] = textsOf(column);
  if (first === undefined) return undefined;
  const what = second === undefined ? `"${visible(first.value)}" is a class` : 'they are classes';
  const hasEmpty = column.missing.as.some(({ value }) => value === '');
  return hasEmpty
    ? `where ${what}, list all classes in "classes"`
    : `where ${what}, write the target in a spec as "category" without "missing"`;
}

/**
 * The text for no value that is a class of a target: no other stands there, no cell is empty, and it is `None` among words (`None`,
 * `Apnea`, `Insomnia`), or `-` beside `+`. `NA` and the like stand for no value wherever R or pandas wrote the table.
 */
export function classOfGap(column: ColumnProfile): string | undefined {
  const { holds, levels, missing } = column;
  const [only] = missing.as;
  if (only === undefined || missing.as.length > 1 || !['constant', 'fewLevels', 'manyLevels'].includes(holds)) return undefined;
  if (only.value === '-') return levels.some(({ value }) => value === '+') ? '-' : undefined;
  return only.value === 'None' && levels.some(({ value }) => /\p{L}/u.test(value)) ? 'None' : undefined;
}

/** The column with its cells of that text as a level, where `classOfGap` found one. */
export function withClassOfGap(column: ColumnProfile, text = classOfGap(column)): ColumnProfile {
  const { count } = column.missing;
  if (text === undefined || count === 0) return column;
  const level = { value: text, count };
  const { distinct, rarest } = column;
  return {
    ...column,
    holds: column.holds === 'constant' ? 'fewLevels' : column.holds,
    present: column.present + count,
    missing: { count: 0, as: [] },
    distinct: { ...distinct, count: distinct.count + 1 },
    levels: [...column.levels, level].sort((a, b) => b.count - a.count),
    ...(rarest === undefined || rarest.count <= count ? {} : { rarest: level }),
  };
}
