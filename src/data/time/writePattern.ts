import { MONTHS } from './dateText.ts';
import type { TimePattern } from './findPattern.ts';

const TOKENS = /YYYY|YY|M{1,4}|DD?|hh?|mm|ss|S+|A|a/g;

/**
 * A time as a pattern writes it.
 * @param time Milliseconds since 1970 by the clock that is written.
 */
export function writePattern(time: number, { pattern, letters }: TimePattern): string {
  const date = new Date(time);
  const [hour, year] = [date.getUTCHours(), String(date.getUTCFullYear()).padStart(4, '0')];
  const hasHalf = /a/i.test(pattern);
  const month = () => {
    const name = MONTHS[date.getUTCMonth()]!;
    return letters === 'upper' ? name.toUpperCase() : letters === 'lower' ? name : name[0]!.toUpperCase() + name.slice(1);
  };
  const token = (text: string): string => {
    const padded = (value: number) => String(value).padStart(text.length, '0');
    switch (text[0]) {
      case 'Y':
        return year.slice(-text.length);
      case 'M':
        return text.length > 2 ? month().slice(0, text.length === 3 ? 3 : undefined) : padded(date.getUTCMonth() + 1);
      case 'D':
        return padded(date.getUTCDate());
      case 'h':
        return padded(hasHalf ? hour % 12 || 12 : hour);
      case 'm':
        return padded(date.getUTCMinutes());
      case 's':
        return padded(date.getUTCSeconds());
      case 'S':
        return String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(text.length, '0').slice(0, text.length);
      case 'A':
        return hour < 12 ? 'AM' : 'PM';
      default:
        return hour < 12 ? 'am' : 'pm';
    }
  };
  return pattern.replace(TOKENS, token);
}
