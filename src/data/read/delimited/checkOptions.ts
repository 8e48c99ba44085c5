import { closest, show, UsageError, type Issue } from '../../../errors.ts';
import type { DelimitedOptions } from './dialect.ts';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'latin1'];

/** @throws UsageError naming each option that is none. */
export function checkOptions({ delimiter, quote, decimal, thousands, encoding, header, onBadRow }: DelimitedOptions): void {
  const issues: Issue[] = [];
  const oneOf = (path: string, value: string | undefined, words: readonly string[]) => {
    if (value === undefined || words.includes(value)) return;
    const near = typeof value === 'string' ? closest(value, words) : undefined;
    const fix = near === undefined ? {} : { fix: `did you mean ${show(near)}?` };
    issues.push({ path, expected: words.map(show).join(' or '), received: show(value), ...fix });
  };
  const character = (path: string, value: string | undefined) => {
    if (value === undefined || (typeof value === 'string' && /^[\t\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]$/.test(value))) return;
    issues.push({ path, expected: 'one sign that is no letter or digit, such as ";"', received: show(value) });
  };
  character('delimiter', delimiter);
  character('quote', quote);
  if (delimiter !== undefined && delimiter === (quote ?? '"')) {
    issues.push({ path: 'delimiter', expected: 'another sign than the quote', received: show(delimiter) });
  }
  oneOf('decimal', decimal, ['.', ',']);
  oneOf('thousands', thousands, ['', ',', '.', "'", ' ']);
  if (thousands !== undefined && thousands === decimal) {
    issues.push({ path: 'thousands', expected: 'another sign than begins the decimals', received: show(thousands) });
  }
  oneOf('encoding', encoding, ENCODINGS);
  oneOf('onBadRow', onBadRow, ['error', 'skip']);
  if (header !== undefined && header !== false && (!Array.isArray(header) || header.length === 0 || new Set(header).size < header.length)) {
    issues.push({ path: 'header', expected: 'names of columns, each once, or false', received: show(header) });
  }
  if (issues.length > 0) throw new UsageError('the options of the call', issues);
}
