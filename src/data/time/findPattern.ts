import { offsetOf } from './dateText.ts';
import type { Piece } from './pieces.ts';

/** How the times of a column are written, to the letter: plain JSON that travels with the model. */
export interface TimePattern {
  /**
   * `DD.MM.YYYY`, `M/D/YYYY h:mm A`, `MMM DD, YYYY`, `YYYY-MM-DDThh:mm:ss.SSS+01:00`: M, D and h have no zero in front, MMMM is the
   * whole name of a month, a is am or pm, and a zone stands as it is written.
   */
  readonly pattern: string;
  /** Of the names of months, where they are not as in January. */
  readonly letters?: 'upper' | 'lower';
  /** By so many minutes the clock that is written is ahead of UTC, where it is. */
  readonly offset?: number;
}

/** Learns from texts how they are written. */
export interface PatternFinder {
  /** @param time Milliseconds since 1970 (UTC). */
  add(pieces: readonly Piece[], time: number): void;
  /** The pattern of most of those that can write all of them, with the zone of the latest; undefined where there are none. */
  finish(): TimePattern | undefined;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What is written with a zero in front or without, and its token. */
const TOKENS = { day: 'D', month: 'M', hour: 'h' } as const;
type Padded = keyof typeof TOKENS;

export function createPatternFinder(): PatternFinder {
  // Told apart by all but the width of numbers and the names, which not each text shows: of 10 and of May it is not to be told.
  const forms = new Map<string, { readonly pieces: readonly Piece[]; count: number }>();
  const zeros = { day: 0, month: 0, hour: 0 };
  const names = { long: 0, upper: 0, lower: 0 };
  const times: number[] = [];
  let latest = { time: -Infinity, zone: '' };

  const addName = (text: string) => {
    if (text.toLowerCase() !== 'may') names.long += text.length > 4 ? 1 : -1;
    names.upper += text === text.toUpperCase() ? 1 : -1;
    names.lower += text === text.toLowerCase() ? 1 : -1;
  };
  return {
    add(pieces, time) {
      for (const piece of pieces) {
        if (isName(piece)) addName(piece.text);
        else if (isPadded(piece.says)) zeros[piece.says] += piece.text.startsWith('0') ? 1 : piece.text.length === 1 ? -1 : 0;
      }
      if (time > latest.time) latest = { time, zone: pieces.find(({ says }) => says === 'zone')?.text ?? '' };
      times.push(time);
      const key = pieces.map((piece) => (isPadded(piece.says) ? `${piece.says}${isName(piece)}` : tokenOf(piece))).join('\0');
      const form = forms.get(key);
      if (form === undefined) forms.set(key, { pieces, count: 1 });
      else form.count++;
    },
    finish() {
      if (forms.size === 0) return undefined;
      const { zone } = latest;
      const ahead = offsetOf(zone);
      const able = forms.size === 1 ? [] : [...forms.values()].filter(({ pieces }) => canWrite(pieces, times, ahead));
      const { pieces } = (able.length > 0 ? able : [...forms.values()]).reduce((best, form) => (form.count > best.count ? form : best));
      const width = (says: Padded) => ((zeros[says] === 0 ? zeros.day + zeros.month + zeros.hour : zeros[says]) < 0 ? 1 : 2);
      const tokens = pieces.map((piece) => {
        if (piece.says === 'zone') return zone;
        if (isName(piece)) return names.long > 0 ? 'MMMM' : 'MMM';
        return isPadded(piece.says) ? TOKENS[piece.says].repeat(width(piece.says)) : tokenOf(piece);
      });
      return {
        pattern: tokens.join('') + (pieces.some(({ says }) => says === 'zone') ? '' : zone),
        ...(names.upper > 0 ? { letters: 'upper' } : names.lower > 0 ? { letters: 'lower' } : {}),
        ...(ahead === 0 ? {} : { offset: ahead / MINUTE }),
      };
    },
  };
}

const isName = ({ says, text }: Piece) => says === 'month' && !/^\d/.test(text);
const isPadded = (says: Piece['says']): says is Padded => says in TOKENS;

/** The token of what is written in one way only. */
function tokenOf({ says, text }: Piece): string {
  switch (says) {
    case 'year':
      return 'Y'.repeat(text.length);
    case 'minute':
      return 'mm';
    case 'second':
      return 'ss';
    case 'fraction':
      return 'S'.repeat(text.length);
    case 'half':
      return text === text.toLowerCase() ? 'a' : 'A';
    case 'zone':
      return '';
    default:
      return text;
  }
}

/** Whether texts of such pieces tell all of these times. */
function canWrite(pieces: readonly Piece[], times: readonly number[], ahead: number): boolean {
  const found = (asked: Piece['says']) => pieces.find(({ says }) => says === asked);
  const fraction = found('fraction')?.text.length ?? 0;
  const finest = found('second') ? 1000 / 10 ** Math.min(3, fraction) : found('minute') ? MINUTE : DAY;
  return times.every((time) => (time + ahead) % finest === 0 && (found('day') !== undefined || new Date(time + ahead).getUTCDate() === 1));
}
