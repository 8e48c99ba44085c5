import type { ColumnProfile, Holds } from './profile.ts';
import { visible } from './words.ts';

const WITH_UNIT = /^[+\-\u2212]?(\d[\d.,' \u00a0\u202f]*?)\s?([\p{L}°µ"'′″][\p{L}\d°²³/]{0,7})$/u;
/** What one column may have side by side. */
const KNOWN =
  /^(?:[kmcµu]?[gmlWVAs]|[kMGT]i?[bBW]|[kMGT]?Hz|[kM]?Wh|lbs?|oz|ft|in|mi|h|min|days?|weeks?|months?|years?|hours?|mins?|[kKMB]|bn|Mio|Mrd)$/;

/** Whether all texts are numbers with a unit: one for all of them, or such as `kg` beside `g`. */
export function haveUnits(texts: readonly string[]): boolean {
  const units = texts.map((text) => WITH_UNIT.exec(text.trim())?.[2]);
  if (texts.length < 2 || units.includes(undefined)) return false;
  return units.every((unit) => unit === units[0]) || units.every((unit) => KNOWN.test(unit!));
}

/** Whether the texts of a column are so. A few levels are well as they are. */
export const areWithUnits = ({ holds, texts }: ColumnProfile): boolean =>
  OF_UNITS.includes(holds) && texts !== undefined && haveUnits(texts.examples);

const OF_UNITS: readonly Holds[] = ['manyLevels', 'text'];

/** What to do with them. */
export const unitsFix = ({ texts }: ColumnProfile): string => {
  const example = texts!.examples[0]!;
  const number = WITH_UNIT.exec(example.trim())![1]!;
  return `write the numbers alone, all in one unit (${number} for ${JSON.stringify(visible(example))})`;
};

/** What to tell of them. */
export const unitsText = (column: ColumnProfile): string => `looks like numbers with a unit: ${unitsFix(column)}`;
