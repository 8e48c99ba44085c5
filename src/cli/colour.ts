import tty from 'node:tty';
import type { Rgb } from '../demos/surfaceColour.ts';
import type { Colour } from './io.ts';

/** Node's own reading of NO_COLOR, FORCE_COLOR, COLORTERM and TERM, for a terminal or where colour is forced. */
export function colourOf(isTTY: boolean, environment: NodeJS.ProcessEnv): Colour {
  const forced = environment['FORCE_COLOR'] !== undefined;
  if (!isTTY && !forced) return 'none';
  const depth = tty.WriteStream.prototype.getColorDepth(environment);
  if (depth >= 24) return 'truecolor';
  return depth >= (forced ? 4 : 8) ? '256' : 'none';
}

/** Whether the user has asked by NO_COLOR for text that nothing is done to. */
export const wantsPlain = ({ NO_COLOR = '', FORCE_COLOR }: NodeJS.ProcessEnv): boolean => NO_COLOR !== '' && FORCE_COLOR === undefined;

const tints = { dim: '2', green: '32', yellow: '33', cyan: '36', magenta: '35' } as const;

/** Text in one of the terminal's own colours, which its user has chosen to be readable; as it is where there are none. */
export const tint = (text: string, name: keyof typeof tints, colour: Colour): string =>
  colour === 'none' || text === '' ? text : `\x1b[${tints[name]}m${text}\x1b[0m`;

/** Text in one colour on another, for a terminal that has them. */
export function paint(text: string, front: Rgb, back: Rgb, colour: Exclude<Colour, 'none'>): string {
  const code = (rgb: Rgb) => (colour === 'truecolor' ? `2;${rgb.join(';')}` : `5;${cubeColour(rgb)}`);
  return `\x1b[38;${code(front)};48;${code(back)}m${text}\x1b[0m`;
}

/** The nearest colour of the 6 x 6 x 6 cube among the 256. */
const cubeColour = ([red, green, blue]: Rgb): number => 16 + 36 * toSixth(red) + 6 * toSixth(green) + toSixth(blue);
/** The cube's levels are 0, 95, 135, 175, 215 and 255. */
const toSixth = (level: number): number => (level < 48 ? 0 : level < 115 ? 1 : Math.floor((level - 35) / 40));
