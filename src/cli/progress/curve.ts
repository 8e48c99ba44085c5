import { meanOf } from './trace.ts';

/** The largest is so many times the smallest where a curve is drawn by its logarithms: else all but the start would be flat. */
const LOGARITHMIC_FROM = 10;
const LEVELS = 4;

/** Dots of a braille character from the bottom up, in its left and its right column. */
const dots = [
  [0x40, 0x04, 0x02, 0x01],
  [0x80, 0x20, 0x10, 0x08],
] as const;

/**
 * A line of numbers in `cells` braille characters, 2 x 4 dots each: from the smallest at the bottom to the largest at the top, by
 * logarithms where they span magnitudes. Fewer numbers than dots are joined by straight lines, more are drawn by the mean of each
 * dot's share. What is not finite leaves a gap. Empty for fewer than two finite numbers.
 */
export function curve(values: readonly number[], cells: number): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return '';
  const smallest = Math.min(...finite);
  const logarithmic = smallest > 0 && Math.max(...finite) / smallest >= LOGARITHMIC_FROM;
  const heights = resample(logarithmic ? values.map(Math.log) : values, cells * 2);
  const [bottom, top] = [Math.min(...heights.filter(Number.isFinite)), Math.max(...heights.filter(Number.isFinite))];
  const levels = heights.map((height) => (top === bottom ? 1 : Math.round(((height - bottom) / (top - bottom)) * (LEVELS - 1))));
  return Array.from({ length: cells }, (_, cell) =>
    String.fromCharCode(0x2800 + dotsAt(levels, 2 * cell, dots[0]) + dotsAt(levels, 2 * cell + 1, dots[1])),
  ).join('');
}

/** The dot of a column, and those that join it to the one before. */
function dotsAt(levels: readonly number[], at: number, column: readonly number[]): number {
  const level = levels[at]!;
  if (Number.isNaN(level)) return 0;
  const before = levels[at - 1] ?? level;
  // The nearer half of a jump; the other is the column's before.
  const from = Number.isNaN(before) || Math.abs(before - level) < 2 ? level : before + Math.sign(level - before);
  return column.reduce((sum, dot, i) => (i >= Math.min(from, level) && i <= Math.max(from, level) ? sum + dot : sum), 0);
}

function resample(values: readonly number[], length: number): readonly number[] {
  if (values.length > length) {
    const start = (i: number) => Math.floor((i * values.length) / length);
    return Array.from({ length }, (_, i) => meanOf(values.slice(start(i), start(i + 1))));
  }
  return Array.from({ length }, (_, i) => {
    const place = (i * (values.length - 1)) / (length - 1);
    const [left, right] = [values[Math.floor(place)]!, values[Math.ceil(place)]!];
    return left + (right - left) * (place - Math.floor(place));
  });
}
