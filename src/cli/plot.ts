const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * A falling (or rising) line of numbers as a filled area of block characters, the scale at its left, from 0 to `top`.
 * Longer than `width`, it is drawn by the mean of each column's share.
 */
export function plot(
  values: readonly number[],
  { width, height, top }: { readonly width: number; readonly height: number; readonly top: number },
): string[] {
  const columns = Array.from({ length: Math.min(width, values.length) }, (_, i, all = Math.min(width, values.length)) => {
    const part = values.slice(Math.floor((i * values.length) / all), Math.floor(((i + 1) * values.length) / all));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const scale = (text: string) => text.padStart(6);
  return Array.from({ length: height }, (_, row) => {
    const below = height - 1 - row;
    const area = columns.map((value) => eighths[Math.min(8, Math.max(0, Math.round((value / top) * height * 8) - below * 8))] ?? ' ');
    const label = row === 0 ? top.toFixed(2) : below === 0 ? '0.00' : '';
    return `${scale(label)} ${below === 0 || row === 0 ? '┤' : '│'}${area.join('').trimEnd()}`;
  });
}
