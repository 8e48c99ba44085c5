import type { Rgb } from '../demos/surfaceColour.ts';
import type { Colour } from './io.ts';

/** Text in one colour on another, for a terminal that has them. */
export function paint(text: string, front: Rgb, back: Rgb, colour: Exclude<Colour, 'none'>): string {
  const code = (rgb: Rgb) => (colour === 'truecolor' ? `2;${rgb.join(';')}` : `5;${cubeColour(rgb)}`);
  return `\x1b[38;${code(front)};48;${code(back)}m${text}\x1b[0m`;
}

/** The nearest colour of the 6 x 6 x 6 cube among the 256. */
const cubeColour = ([red, green, blue]: Rgb): number => 16 + 36 * toSixth(red) + 6 * toSixth(green) + toSixth(blue);
/** The cube's levels are 0, 95, 135, 175, 215 and 255. */
const toSixth = (level: number): number => (level < 48 ? 0 : level < 115 ? 1 : Math.floor((level - 35) / 40));
