const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Counts as a row of blocks, the largest the highest: `▁▃▇▂`. One that is not 0 is higher than one that is. More than `width` are joined. */
export function sparkline(counts: readonly number[], width: number): string {
  const columns = Math.min(width, counts.length);
  const joined = Array.from({ length: columns }, (_, i) => {
    const part = counts.slice(Math.floor((i * counts.length) / columns), Math.floor(((i + 1) * counts.length) / columns));
    return part.reduce((sum, count) => sum + count, 0);
  });
  const most = Math.max(...joined);
  return joined.map((count) => (count === 0 ? ' ' : blocks[Math.min(7, Math.floor((count / most) * 8))]!)).join('');
}
