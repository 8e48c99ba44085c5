import type { ColumnCounts } from './columnProfiler.ts';
import type { ColumnProfile, Counted, Holds, IdLook } from './profile.ts';
import { haveUnits } from './units.ts';
import { FEW_LEVELS } from './whatHolds.ts';
import { visible } from './words.ts';

/** Why it looks so, in words. */
export const idWords: Readonly<Record<IdLook, string>> = {
  rising: 'whole numbers that rise row by row',
  counted: 'whole numbers without gaps, each once',
  uuid: 'UUIDs',
  codes: 'codes that are all different',
  named: 'by its own name, with many different values',
};

/** Names that come again as often on average are of groups of rows. */
const FEWEST_PER_GROUP = 2;

/** Whether what looks like an id by its name is that of a group of rows, such as a customer's. */
const namesGroup = ({ id, present, distinct }: ColumnProfile) => id === 'named' && present >= FEWEST_PER_GROUP * distinct.count;

/** What a column with an id looks like. */
export function idText(column: ColumnProfile): string {
  if (!namesGroup(column)) return `looks like the name of a row (${idWords[column.id!]})`;
  const { count, isExact } = column.distinct;
  return `looks like the name of a group of rows (by its own name, with ${isExact ? '' : 'about '}${count} values that come again)`;
}

/** What else may be done with it; nothing for that of a row. */
export const groupHint = (column: ColumnProfile): string =>
  namesGroup(column) ? `; --group ${quotedWord(column.name)} keeps rows of one group in one part` : '';

const quotedWord = (name: string) => (/^[\w.-]+$/.test(name) ? name : JSON.stringify(visible(name)));

/** In fewer rows numbers are in order, and texts all different, by chance. */
const FEWEST_ROWS = 10;

/**
 * Whether a column looks like the name of a row, and by what.
 * @param share Which share of all rows was counted.
 */
export function idLook(
  { name, present, missing, numbers, texts }: ColumnCounts,
  distinct: Counted,
  holds: Holds,
  share: number,
): IdLook | undefined {
  if (present < FEWEST_ROWS) return undefined;
  if (texts.uuids === present) return 'uuid';
  const isNamed = namesId(name) && distinct.count > FEW_LEVELS;
  // An estimate of the different values of an id may err.
  const isAllDifferent = distinct.count >= (distinct.isExact ? present : 0.85 * present);
  if (holds === 'wholeNumbers') {
    const span = numbers.sample.most - numbers.sample.least + 1;
    if (numbers.isRising && missing.size === 0 && span <= 10 * present) return 'rising';
    if (isAllDifferent && present > FEW_LEVELS && span <= (1.05 * present) / share) return 'counted';
    return isNamed ? 'named' : undefined;
  }
  const isWords = holds === 'manyLevels' || (holds === 'text' && texts.words < 1.5 * texts.count);
  if (!isWords || haveUnits([...texts.examples])) return undefined;
  if (isNamed) return 'named';
  return isAllDifferent && present > FEW_LEVELS ? 'codes' : undefined;
}

/** `id`, `customer_id`, `customerId`, `Order ID`, `uuid`, `index`. */
export const namesId = (name: string): boolean =>
  /(^|[^a-z0-9])(id|ids|uuid|guid)$|^(index|idx|row|rownames|nr|no)$/i.test(name) || /[a-z](Id|ID)$/.test(name);
