import { readList } from '../features/vector.ts';
import { hash32 } from '../hash.ts';

/** Words for no and for yes that go together: yes and Y, but not yes and false. */
const FAMILIES = [
  { no: ['no', 'n'], yes: ['yes', 'y'] },
  { no: ['false', 'f'], yes: ['true', 't'] },
  { no: ['off'], yes: ['on'] },
] as const;

const words = new Set<string>(FAMILIES.flatMap(({ no, yes }) => [...no, ...yes]));

/** A word for yes or no in small letters; undefined for all else. */
export function booleanWord(text: string): string | undefined {
  if (text.length > 5) return undefined;
  const word = text.toLowerCase();
  return words.has(word) ? word : undefined;
}

/**
 * Whether all of some words, small, say yes or no, and both are said: those of one family (yes and Y, not yes and false), or of
 * several of which two are whole. 0 and 1 go with any.
 */
export function areYesAndNo(found: ReadonlySet<string>): boolean {
  const families = FAMILIES.map(({ no, yes }) => ({ no: no.some((word) => found.has(word)), yes: yes.some((word) => found.has(word)) }));
  const [said, whole] = [families.filter(({ no, yes }) => no || yes).length, families.filter(({ no, yes }) => no && yes).length];
  return said === 1 ? (families.some(({ no }) => no) || found.has('0')) && (families.some(({ yes }) => yes) || found.has('1')) : whole >= 2;
}

/** How many numbers a list holds, be it a list or the JSON text of one, as features read it; undefined for what is none. */
export function listLength(cell: unknown): number | undefined {
  // Without brackets `555 1234` is more often something else.
  return typeof cell === 'string' && !BRACKETED.test(cell) ? undefined : readList(cell)?.length;
}

const BRACKETED = /^\s*\[.*\]\s*$/s;

const LONGEST = 120;

/** A text that stands for a cell where cells are told apart: itself where it is short, so that memory stays bounded. */
export function keyOf(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… ${hash32(text, 1)} ${hash32(text, 2)}`;
}

/** A cell that is neither text nor number as a text. */
export function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  if (cell instanceof Date) return cell.toISOString();
  if (ArrayBuffer.isView(cell) && !(cell instanceof DataView)) return `[${Array.from(cell as Uint8Array).join(',')}]`;
  if (typeof cell === 'object')
    return JSON.stringify(cell, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
  return String(cell);
}
