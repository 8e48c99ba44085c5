import { readNumber } from '../number.ts';
import { plainText, type NumberStyle } from '../writtenNumber.ts';
import { toNumber } from '../read/cells.ts';
import type { ColumnProfile, Holds } from './profile.ts';
import { visible } from './words.ts';

/** In the order in which a text is taken for a number. */
const STYLES: readonly NumberStyle[] = [
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: ' ' },
];

/** Whether the texts of a column are numbers that are written in another way than those of its table: `1.647,21` beside `12.75`. */
export const areAmounts = (column: ColumnProfile): boolean => OF_TEXTS.includes(column.holds) && styleOf(column) !== undefined;

const OF_TEXTS: readonly Holds[] = ['fewLevels', 'manyLevels', 'text', 'mixed'];

/** What to tell of them, with an example and its value. */
export const amountsText = (column: ColumnProfile): string => `looks like numbers in another way of writing: ${amountsFix(column)}`;

/** What to do with them. */
export function amountsFix(column: ColumnProfile): string {
  const example = column.texts!.examples[0]!;
  // A plain number is none only where the table has decimal commas.
  if (readNumber(example) !== undefined)
    return `write decimals as the other columns do (${JSON.stringify(example.replace('.', ','))} for ${exampleText(column)})`;
  const { decimal, thousands } = styleOf(column)!;
  const sign = thousands === ' ' ? 'space' : thousands === "'" ? `"'"` : thousands;
  return `write them as plain numbers (${valueOf(column)} for ${exampleText(column)}), or name the signs that a CSV file has (--decimal ${decimal} --thousands ${sign})`;
}

const exampleText = ({ texts }: ColumnProfile) => JSON.stringify(visible(texts!.examples[0]!));

const valueOf = (column: ColumnProfile) => toNumber(plainText(column.texts!.examples[0]!, styleOf(column)!));

const styleOf = ({ texts }: ColumnProfile): NumberStyle | undefined =>
  texts && STYLES.find((style) => texts.examples.every((text) => plainText(text, style) !== undefined));
