import { DataError, type Issue } from '../../../errors.ts';
import { columnAt } from './textBlocks.ts';

/** Where a piece of a text begins, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

// One for all: what each decodes is whole.
let decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of some bytes; undefined where they are no UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    decoder = new TextDecoder('utf-8', { fatal: true }); // what the other remembers may be of the broken bytes
    return undefined;
  }
}

/** @throws DataError where the bytes are no UTF-8. */
export function requireText(bytes: Uint8Array, name: string, place: TextPlace): string {
  const text = decodeText(bytes);
  if (text === undefined) throw new DataError(name, [strayIssue(bytes, name, place)]);
  return text;
}

/** What is wrong with bytes that are no UTF-8, at the first of those. */
export function strayIssue(bytes: Uint8Array, name: string, { line, column }: TextPlace): Issue {
  const at = strayAt(bytes);
  for (let i = 0; i < at; i++) if (bytes[i] === 10) line++;
  return {
    path: `${name} line ${line} column ${columnAt({ bytes, column }, at)}`,
    expected: 'text in UTF-8',
    received: 'bytes that are none',
    fix: 'save it as UTF-8, or name its encoding',
  };
}

/** The first byte that is of no character: where the text written anew has the sign that stands for it. */
function strayAt(bytes: Uint8Array): number {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  return bytes.findIndex((byte, i) => byte !== again[i]);
}
