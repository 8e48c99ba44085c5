import { expressionOf, type DateOrder } from './dateText.ts';

/** A piece of a written time: what it says (nothing, of what stands between), and its letters. */
export interface Piece {
  readonly says: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'half' | 'zone' | 'between';
  readonly text: string;
}

const DATE = /^(\d+|[a-z]{3,9})([^a-z\d]+)(\d+|[a-z]{3,9})(?:([^a-z\d]+)(\d{4}(?=:\d\d:)|\d+(?!\d*:)))?/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})/;
const TIME =
  /^(T|:|,?\s+)(\d{1,2})(:?)(\d{2})(?:(:?)(\d{2})(?:([.,])(\d{1,9}))?)?(?:(\s*)(AM|PM))?(?:(\s*)(Z|UTC|[+-]\d{2}(?::?\d{2})?))?$/i;

/** The pieces of a text that `readDate` reads. */
export function piecesOf(text: string, order: DateOrder | undefined): readonly Piece[] {
  const compact = COMPACT.exec(text);
  const found = compact ?? DATE.exec(text)!;
  const [one, between, two, again, three] = compact
    ? [compact[1]!, '', compact[2]!, '', compact[3]!]
    : (found.slice(1) as [string, string, string, string?, string?]);
  const [first, second, third] = rolesOf(one, two, order);
  const [, gap, hour, colon, minute, colon2, second_, point, fraction, space, half, space2, zone] = TIME.exec(text.slice(found[0].length)) ?? []; // prettier-ignore
  return pieces([
    [first, one],
    ['between', between],
    [second, two],
    ['between', again],
    [third, three],
    ['between', gap],
    ['hour', hour],
    ['between', colon],
    ['minute', minute],
    ['between', colon2],
    ['second', second_],
    ['between', point],
    ['fraction', fraction],
    ['between', space],
    ['half', half],
    ['between', space2],
    ['zone', zone],
  ]);
}

const pieces = (all: readonly (readonly [Piece['says'], string | undefined])[]): readonly Piece[] =>
  all.flatMap(([says, text]) => (text === undefined || text === '' ? [] : [{ says, text }]));

function rolesOf(one: string, two: string, order: DateOrder | undefined): readonly [Piece['says'], Piece['says'], Piece['says']] {
  if (/^\d{4}/.test(one)) return ['year', 'month', 'day'];
  const isMonthFirst = /^\D/.test(one) || (/^\d/.test(two) && order === 'monthFirst');
  return isMonthFirst ? ['month', 'day', 'year'] : ['day', 'month', 'year'];
}

const SAYS: Readonly<Record<string, Piece['says']>> = { Y: 'year', M: 'month', D: 'day', h: 'hour', m: 'minute', s: 'second', A: 'half' };

/** The pieces of what is written by a format, which `readDateBy` reads. */
export function piecesBy(format: string): (text: string) => readonly Piece[] {
  const { expression, parts } = expressionOf(format);
  return (text) => {
    const found = expression.exec(text) ?? [];
    return pieces(parts.map((part, i) => [SAYS[part[0]!] ?? 'between', found[i + 1]]));
  };
}
