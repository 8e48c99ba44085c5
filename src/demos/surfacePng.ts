import { encode } from 'fast-png';
import { surfaceColour, type Rgb } from './surfaceColour.ts';
import type { XorPrediction, XorSurface } from './xor.ts';

const CELL = 12;
const MARGIN = 48;
const INK: Rgb = [34, 34, 34];

/** The decision surface as the bytes of a PNG: smooth colour, the four points with what is expected there, both axes. */
export function surfacePng({ minimum, step, values }: XorSurface, predictions: readonly XorPrediction[]): Uint8Array {
  const size = values.length * CELL;
  const side = size + 2 * MARGIN;
  const data = new Uint8Array(side * side * 3).fill(255);
  const paint = (x: number, y: number, rgb: Rgb) => data.set(rgb, (y * side + x) * 3);
  const place = (x: number) => Math.round(((x - minimum) / step + 0.5) * CELL);
  const [across, up] = [(x1: number) => MARGIN + place(x1), (x2: number) => MARGIN + size - place(x2)];
  const write = (text: string, x: number, y: number, scale: number) => {
    const left = x - Math.floor((text.length * 6 - 1) * scale * 0.5);
    const top = y - Math.floor(3.5 * scale);
    [...text].forEach((letter, i) => {
      for (let dy = 0; dy < 7 * scale; dy++) {
        for (let dx = 0; dx < 5 * scale; dx++) {
          if (isInk(letter, Math.floor(dx / scale), Math.floor(dy / scale))) paint(left + i * 6 * scale + dx, top + dy, INK);
        }
      }
    });
  };

  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) paint(MARGIN + x, MARGIN + size - 1 - y, surfaceColour(between(values, x / CELL - 0.5, y / CELL - 0.5)));
  }
  for (let i = -1; i <= size; i++) {
    for (const edge of [-1, size]) {
      paint(MARGIN + i, MARGIN + edge, INK);
      paint(MARGIN + edge, MARGIN + i, INK);
    }
  }
  for (const at of [0, 0.5, 1]) {
    for (let i = 1; i <= 6; i++) {
      paint(across(at), MARGIN + size + i, INK);
      paint(MARGIN - 1 - i, up(at), INK);
    }
    write(String(at), across(at), MARGIN + size + 16, 2);
    write(String(at), MARGIN - 24, up(at), 2);
  }
  write('x1', MARGIN + size / 2, side - 10, 2);
  write('x2', MARGIN - 24, MARGIN + size / 2 - 24, 2);
  for (const { x, expected } of predictions) {
    const [cx, cy] = [across(x[0]), up(x[1])];
    for (let dy = -12; dy <= 12; dy++) {
      for (let dx = -12; dx <= 12; dx++) {
        const away = Math.hypot(dx, dy);
        if (away <= 12) paint(cx + dx, cy + dy, away > 10 ? INK : surfaceColour(expected));
      }
    }
    write(String(expected), cx, cy, 2);
  }
  return encode({ width: side, height: side, data, channels: 3, depth: 8 });
}

/** The value at a place between four of the grid (bilinear); beyond the edge, that of the edge. */
function between(values: XorSurface['values'], x: number, y: number): number {
  const limit = (at: number) => Math.min(values.length - 1, Math.max(0, at));
  const [left, low] = [limit(Math.floor(x)), limit(Math.floor(y))];
  const [right, high] = [limit(left + 1), limit(low + 1)];
  const [dx, dy] = [limit(x) - left, limit(y) - low];
  const along = (row: number) => values[row]![left]! * (1 - dx) + values[row]![right]! * dx;
  return along(low) * (1 - dy) + along(high) * dy;
}

/** The few letters that are written, 5 wide and 7 high, a row a number of 5 bits. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  '0': [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
  '1': [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
  '2': [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
  '5': [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
  '.': [0, 0, 0, 0, 0, 0b01100, 0b01100],
  x: [0, 0, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001],
};
const isInk = (letter: string, x: number, y: number): boolean => ((glyphs[letter]![y]! >> (4 - x)) & 1) === 1;
