import type { ColumnProfile } from './profile.ts';

const NUMBER = String.raw`[+-]?\d[\d.,']*`;
const MARKED = new RegExp(String.raw`^\(?(?:[$€£¥]\s?${NUMBER}|${NUMBER}\s?[$€£¥%])\)?$`);
const GROUPED = /^[+-]?\d{1,3}(?:(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+,\d+|(?:\.\d{3}){2,}|(?:'\d{3})+(?:\.\d+)?)$/;
const COMMA = /^[+-]?\d+,\d+$/;

/** Whether the texts of a column look like numbers that are written for people: `$1,103.72`, `68%`, `1.647,21`. */
export const areAmounts = ({ texts }: ColumnProfile): boolean =>
  texts !== undefined && texts.examples.every((text) => MARKED.test(text) || GROUPED.test(text) || COMMA.test(text));

/** What to tell of them, an example in it. */
export const amountsText = ({ texts }: ColumnProfile): string =>
  `looks like amounts with thousands separators, a decimal comma, % or a currency, such as ${JSON.stringify(texts!.examples[0])}: ${PLAIN_NUMBERS}`;

/** What to do with them. */
export const PLAIN_NUMBERS = 'write them as plain numbers such as 1103.72, or name the decimal sign that the file has (--decimal ,)';
