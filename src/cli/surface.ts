import { surfaceColour } from '../demos/surfaceColour.ts';
import type { XorPrediction, XorSurface } from '../demos/xor.ts';
import { paint } from './colour.ts';
import type { Colour } from './io.ts';

/** From an answer of 0 to one of 1, ten shades for a terminal without colour. */
const shades = ' .:-=+*#%@';

/**
 * The decision surface in characters, x2 upwards, the four points marked by what is expected there.
 * A character stands for two cells of the grid, one above the other; with colour it shows both.
 */
export function surfaceLines(surface: XorSurface, predictions: readonly XorPrediction[], colour: Colour): string[] {
  const { minimum, step, values } = surface;
  const at = (x: number) => Math.round((x - minimum) / step);
  const lines: string[] = [];
  for (let low = values.length % 2 === 0 ? 0 : -1; low < values.length; low += 2) {
    const [lower, upper] = [values[low] ?? values[low + 1]!, values[low + 1]!];
    const points = predictions.filter(({ x: [, x2] }) => at(x2) === low || at(x2) === low + 1);
    const marks = new Map(points.map(({ x: [x1], expected }) => [at(x1), expected]));
    const cells = upper.map((value, column) => cell(value, lower[column]!, marks.get(column), colour));
    const tick = points[0]?.x[1];
    lines.unshift(`${tick ?? ''}`.padStart(6) + ` ${tick === undefined ? '│' : '┤'}${cells.join('')}`);
  }
  const ticks = Array.from({ length: values.length }, (_, column) => (column === at(0) ? '0' : column === at(1) ? '1' : ' '));
  return ['    x2', ...lines, `        ${ticks.join('')} x1`];
}

function cell(upper: number, lower: number, expected: number | undefined, colour: Colour): string {
  if (colour === 'none') return expected === undefined ? shades[Math.min(9, Math.floor(((upper + lower) / 2) * 10))]! : String(expected);
  const [above, below] = [surfaceColour(upper), surfaceColour(lower)];
  return expected === undefined ? paint('▀', above, below, colour) : paint(String(expected), [0, 0, 0], above, colour);
}
