import { tint } from '../colour.ts';
import type { Colour } from '../io.ts';

/** How far something is, to half a character: `━━━╾────`. A `share` is from 0 to 1. */
export function bar(share: number, cells: number, colour: Colour): string {
  const halves = Math.round(Math.min(1, Math.max(0, share)) * cells * 2);
  const done = '━'.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? '╾' : '');
  return tint(done, 'green', colour) + tint('─'.repeat(cells - done.length), 'dim', colour);
}
