import { readDateBy } from '../time/dateText.ts';
import type { ColumnProfile } from './profile.ts';

const MONTH = String.raw`(?:jan|feb|fév|fev|mar|mär|mrz|apr|avr|abr|mai|may|maj|jun|juin|jul|juil|aug|août|ago|sep|set|oct|okt|out|nov|dec|dez|déc|dic|ene|gen|giu|lug|ott)\p{L}{0,7}`;
const FORMS = [
  String.raw`(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1\d{2}(?:\D.*)?`, // 31.01.24
  String.raw`(?:0?[1-9]|1[0-2])([/-])(?:0?[1-9]|[12]\d|3[01])\2\d{2}(?:\D.*)?`, // 1/31/24
  String.raw`\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:\D.*)?`, // 24-01-31
  String.raw`\d{4}([./-])\d{1,2}\3\d{1,2}\D.*`, // 2024-01-31 12:00 CET
  String.raw`\d{1,2}([./-])\d{1,2}\4\d{4}\D.*`,
  String.raw`(?:0?[1-9]|1[0-2])[./-](?:19|20)\d{2}`, // 01/2024
  String.raw`(?:19|20)\d{2}[ -/]?[WQKT]\d{1,2}(?:-\d)?`, // 2024-W05, 2024Q1
  String.raw`[WQKT]\d{1,2}[ -/]?(?:19|20)\d{2}`,
  String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:\s?[ap]m)?`, // 04:09:39
  String.raw`(?:\p{L}{2,10}[.,]{0,2}\s+)?(?:\d{1,2}(?:st|nd|rd|th|\.)?[\s-]*(?:of |de )?)?${MONTH}[.,]?[\s'-]+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:de )?\d{2,4}(?:\D.*)?`,
  String.raw`\d{4}年\d{1,2}月.*`,
];
const DATE = new RegExp(`^(?:${FORMS.join('|')})$`, 'iu');
const LONGEST = 40;

/** Whether a text that is read as no date looks like one, or like a time of day: `31.01.24`, `2024-W05`, `2. Januar 2024`, `04:09`. */
export const looksLikeDate = (text: string): boolean => text.length <= LONGEST && /\d/.test(text) && DATE.test(text);

/** So many of the texts of a column look like dates where it is one of dates. */
const MOST = 0.9;

/** Whether a column is one of dates that are not read; some may be, as April is in both English and German. */
export const areUnreadDates = ({ texts, dates, besideDates, present }: ColumnProfile): boolean =>
  texts?.likeDates !== undefined && besideDates === undefined && texts.likeDates + (dates?.count ?? 0) >= MOST * present;

/** What to tell of it, an example in it, and the formats that read all examples where there are any. */
export function unreadDatesText({ texts, dates }: ColumnProfile): string {
  const examples = texts!.examples.filter(looksLikeDate);
  const formats = dates !== undefined ? [] : FORMATS.filter((format) => examples.every(readsBy(format)));
  const fix =
    formats.length > 0
      ? `write it as type: date with "format": ${formats.map((format) => JSON.stringify(format)).join(' or ')}`
      : 'forms that are read: 2024-01-31, 31.01.2024, 1/31/2024, Jan 31, 2024 (months in English), 2024-01, 20240131, each also with a time of day behind it';
  return `looks like dates in a form that is not read: ${JSON.stringify(examples[0])}; ${fix}`;
}

const FORMATS = ['DD.MM.YY', 'DD/MM/YY', 'MM/DD/YY', 'DD-MM-YY', 'YY-MM-DD', 'DD-MMM-YY', 'DD MMM YY', 'MMM-YY', 'MMM YYYY', 'MM/YYYY', 'MM.YYYY', 'MM-YYYY'].flatMap(
  (day) => ['', ' hh:mm', ' hh:mm:ss', ' hh:mm A'].map((time) => day + time),
); // prettier-ignore

function readsBy(format: string): (text: string) => boolean {
  const read = readDateBy(format);
  return (text) => read(text) !== undefined;
}
