import { readNumber } from './number.ts';

/** How a table writes numbers. */
export interface NumberStyle {
  /** What begins the decimals. */
  readonly decimal: '.' | ',';
  /** What stands between groups of three digits: a space stands for each of its kinds, `'` for `’` too; empty where nothing may. */
  readonly thousands: Thousands;
}

export type Thousands = '' | ',' | '.' | "'" | ' ';

/** That of a table in which nothing says anything else. */
export const PLAIN_STYLE: NumberStyle = { decimal: '.', thousands: ',' };

/** Whether a table writes numbers as most do. */
export const isPlainStyle = ({ decimal, thousands }: NumberStyle): boolean =>
  decimal === PLAIN_STYLE.decimal && thousands === PLAIN_STYLE.thousands;

/** A number as people write it: what stands before its digits, and behind. */
export interface WrittenParts {
  readonly before: string;
  /** With signs between groups, and what begins the decimals. */
  readonly digits: string;
  readonly after: string;
}

/** Longer texts are none, plain numbers aside. */
const LONGEST = 40;
const SPACES = String.raw`[ \u00a0\u2007\u2009\u202f]`;
const MINUS = String.raw`[+\-\u2212]`;
/** Of those of ISO 4217 the ones that come most: others, such as ALL or TOP, are words too. */
const CODES =
  'AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|KZT|MAD|MXN|MYR|NGN|NOK|NZD|PHP|PKR|PLN|RON|RSD|RUB|SAR|SEK|SGD|THB|TWD|UAH|USD|VND|ZAR';
/** A cent is none: beside dollars it is a hundredth. */
const CURRENCY = String.raw`(?:(?!¢)\p{Sc}|[A-Z]{1,2}\$|zł|Kč|[Kk]r\.?|${CODES})`;
const WRITTEN = new RegExp(
  String.raw`^(\(?${SPACES}?(?:${MINUS}?${SPACES}?${CURRENCY}${SPACES}?${MINUS}?|${MINUS}?))` +
    String.raw`([.,]?\d(?:[\d.,'’ \u00a0\u2007\u2009\u202f]*\d)?[.,]?(?:[eE][+-]?\d+)?)` +
    String.raw`([\-\u2212]?${SPACES}?(?:${CURRENCY}|%)?${SPACES}?\)?)$`,
  'u',
);

/**
 * The parts of what may be a number: `$1,234.50`, `1.943,17 €`, `CHF 12`, `12 kr`, `12.5%`, `(548)`, `−5`, `12.50-`, `1 234,5`;
 * nothing for all else. Whether the digits are in order is not looked at.
 */
export function partsOf(text: string): WrittenParts | undefined {
  if (text.length > LONGEST) return undefined;
  const found = WRITTEN.exec(text.trim());
  if (found === null) return undefined;
  const [before, digits, after] = [found[1]!, found[2]!, found[3]!];
  const isOpen = before.startsWith('(');
  const signs = (before + after).match(/[+\-\u2212]/g)?.length ?? 0;
  // `2-` may be a grade, and `2015-` a year on.
  const isOpenEnded = /^[-\u2212]/.test(after) && !/[.,]\d\d$/.test(digits);
  const isOdd = isOpen !== after.endsWith(')') || signs + Number(isOpen) > 1 || isOpenEnded || (MARK.test(before) && MARK.test(after));
  return isOdd ? undefined : { before, digits, after };
}

/** A currency or a percent sign. */
const MARK = /[^+\-\u2212()\s]/;

/** Whether more than a sign stands beside the digits. */
export const isMarked = ({ before, after }: WrittenParts): boolean => /[^+\-\u2212\s]/.test(before) || after !== '';

/**
 * A text that is a number in such a table as one without groups and with a decimal point, `1943.17 €` of `1.943,17 €`; nothing where it
 * is none.
 */
export function plainText(text: string, style: NumberStyle): string | undefined {
  if (style.decimal === '.' ? readNumber(text) !== undefined : isPlainWithComma(text)) return text.replace(',', '.');
  const parts = partsOf(text);
  const digits = parts && plainDigits(parts.digits, style);
  return digits === undefined ? undefined : parts!.before.replace('\u2212', '-') + digits + parts!.after.replace('\u2212', '-');
}

const isPlainWithComma = (text: string) => !text.includes('.') && readNumber(text.replace(',', '.')) !== undefined;

function plainDigits(digits: string, { decimal, thousands }: NumberStyle): string | undefined {
  const at = digits.indexOf(decimal);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const ungrouped = thousands !== '' && GROUPED[thousands].test(whole) ? whole.replace(/[^\de+-]/gi, '') : whole;
  const plain = at < 0 ? ungrouped : `${ungrouped}.${digits.slice(at + 1)}`;
  return (at < 0 && plain.includes('.')) || readNumber(plain) === undefined ? undefined : plain;
}

const grouped = (sign: string) => new RegExp(String.raw`^[1-9]\d{0,2}(${sign})\d{3}(?:\1\d{3})*$`);
const GROUPED = { ',': grouped(','), '.': grouped(String.raw`\.`), "'": grouped(`['’]`), ' ': grouped(SPACES) };

/**
 * The number that a text is, as `plainText` gives it, or as English writes one: `$1,234.50` is 1234.5, `12.5%` 12.5, `(548)` -548.
 * `1,234` alone may be 1.234 elsewhere, and is none.
 */
export function readAmount(text: string): number | undefined {
  const parts = partsOf(text);
  if (parts === undefined || (!isMarked(parts) && /^\d{1,3},\d{3}$/.test(parts.digits))) return undefined;
  const digits = plainDigits(parts.digits, PLAIN_STYLE);
  if (digits === undefined) return undefined;
  return /[(\-\u2212]/.test(parts.before + parts.after) ? -Number(digits) : Number(digits);
}
