import type { XorLayer, XorResult, XorRun } from '../demos/xor.ts';
import type { Output } from './io.ts';
import { plot } from './plot.ts';
import { prettyJson } from './prettyJson.ts';
import { surfaceLines } from './surface.ts';
import { tableLines } from './table.ts';

/** The whole story of one `xor()`, for a terminal or a file. */
export function xorText(result: XorResult, { columns, colour }: Pick<Output, 'columns' | 'colour'>): string {
  const { spec, seed, losses, weights, predictions, surface, withoutHidden } = result;
  const width = Math.min(72, columns - 10);
  const top = Math.max(...[...losses, ...withoutHidden.losses].filter(Number.isFinite));
  return [
    'The spec',
    prettyJson(spec),
    '',
    'Loss (binary cross-entropy), step by step',
    ...plot(losses, { width, height: 6, top }),
    '',
    'Weights and biases',
    ...weights.flatMap((layer, i) => indented([layer.id, ...weightLines(layer, i === 0 ? ['x1', 'x2'] : undefined)])),
    '',
    `Predictions, with seed ${seed}`,
    indented(predictionLines(result)),
    verdict(result),
    '',
    `What it answers between and around the four points${colour === 'none' ? ' (from blank, 0, to @, 1)' : ' (blue is 0, orange is 1)'}`,
    ...surfaceLines(surface, predictions, colour),
    '',
    'The same training without a hidden layer',
    ...plot(withoutHidden.losses, { width, height: 3, top }),
    indented(predictionLines(withoutHidden)),
    verdict(withoutHidden),
    ...wrap(withoutHidden.why, Math.min(columns, 100)),
    '',
  ].join('\n');
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');

/** A row for each unit: its weight for each input, then its bias. */
function weightLines({ kernel, bias }: XorLayer, inputs = kernel.map((_, i) => `hidden ${i + 1}`)): string[] {
  const number = (value: number) => value.toFixed(4);
  const head = ['unit', ...inputs, 'bias'];
  const units = bias.map((shift, unit) => [String(unit + 1), ...kernel.map((row) => number(row[unit]!)), number(shift)]);
  // One unit with many inputs stands upright, so that it fits a narrow window.
  const rows = units.length === 1 && kernel.length > 2 ? head.slice(1).map((name, i) => [name, units[0]![i + 1]!]) : [head, ...units];
  return tableLines(rows);
}

function predictionLines({ predictions }: XorRun): string[] {
  return tableLines([
    ['x1', 'x2', 'expected', 'output', 'rounded'],
    ...predictions.map(({ x, expected, output, rounded }) => [...x.map(String), String(expected), output.toFixed(6), String(rounded)]),
  ]);
}

function verdict({ solved, steps, milliseconds, loss }: XorRun): string {
  const spent = `${steps} ${steps === 1 ? 'step' : 'steps'}, ${milliseconds.toFixed(1)} ms`;
  return `${solved ? `Solved in ${spent}` : `Not solved in ${spent}`}: loss ${loss.toFixed(4)}${solved ? '' : ` (ln 2 is ${Math.LN2.toFixed(4)})`}.`;
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
