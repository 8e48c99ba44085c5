import { surfaceColour } from './surfaceColour.ts';
import type { XorPrediction, XorSurface } from './xor.ts';

const CELL = 12;
const MARGIN = 48;
/** Answers are drawn in so many bands of one colour each, as in a map of heights. */
const BANDS = 40;

/** The decision surface as SVG text: bands of colour, the four points with what is expected there, both axes. */
export function surfaceSvg({ minimum, step, values }: XorSurface, predictions: readonly XorPrediction[]): string {
  const size = values.length * CELL;
  const place = (x: number) => ((x - minimum) / step + 0.5) * CELL;
  const [across, up] = [(x1: number) => round(MARGIN + place(x1)), (x2: number) => round(MARGIN + size - place(x2))];
  const points = predictions.map(({ x: [x1, x2], expected, output }) => {
    const [cx, cy] = [across(x1), up(x2)];
    return [
      `<circle cx="${cx}" cy="${cy}" r="11" fill="${hex(expected)}" stroke="#222" stroke-width="2">`,
      `<title>(${x1}, ${x2}): ${output.toFixed(4)}, expected ${expected}</title></circle>`,
      `<text x="${cx}" y="${cy}" dy="0.36em" font-weight="bold">${expected}</text>`,
    ].join('');
  });
  const ticks = [0, 0.5, 1].flatMap((at) => [
    `<path d="M${across(at)} ${MARGIN + size}v6M${MARGIN} ${up(at)}h-6"/>`,
    `<text x="${across(at)}" y="${MARGIN + size + 20}" stroke="none">${at}</text>`,
    `<text x="${MARGIN - 18}" y="${up(at)}" dy="0.36em" stroke="none">${at}</text>`,
  ]);
  const side = size + 2 * MARGIN;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}" font-family="sans-serif" font-size="14" text-anchor="middle">`,
    `<title>What the network answers for x1 and x2: blue is 0, orange is 1</title>`,
    `<rect width="${side}" height="${side}" fill="#fff"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN}) scale(${CELL})" shape-rendering="crispEdges">`,
    ...bands(values),
    `</g>`,
    `<rect x="${MARGIN}" y="${MARGIN}" width="${size}" height="${size}" fill="none" stroke="#222"/>`,
    `<g stroke="#222">`,
    ...ticks,
    `</g>`,
    `<text x="${MARGIN + size / 2}" y="${side - 8}">x1</text>`,
    `<text x="${MARGIN - 18}" y="${MARGIN + size / 2 - 24}" dy="0.36em">x2</text>`,
    ...points,
    `</svg>`,
  ].join('\n')}\n`;
}

/** One path for each band: its cells, neighbours in a row joined. */
function bands(values: XorSurface['values']): string[] {
  const paths = Array.from({ length: BANDS }, () => '');
  const bandOf = (value: number) => Math.min(BANDS - 1, Math.floor(value * BANDS));
  values.forEach((row, r) => {
    for (let from = 0, to = 0; from < row.length; from = to) {
      const band = bandOf(row[from]!);
      while (to < row.length && bandOf(row[to]!) === band) to++;
      paths[band] += `M${from} ${values.length - 1 - r}h${to - from}v1h${from - to}z`;
    }
  });
  return paths.flatMap((d, band) => (d === '' ? [] : [`<path fill="${hex((band + 0.5) / BANDS)}" d="${d}"/>`]));
}

const hex = (value: number): string =>
  `#${surfaceColour(value)
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
const round = (value: number): number => Math.round(value * 100) / 100;
