import type { ColumnProfile, Level } from './profile.ts';

/** Nines alone: below 0 two of them at least, else three. */
const NINES = /^(?:-99+|999+)$/;
/** Fewer may be mistakes. */
const FEWEST = 3;
/** So many times as far from the middle as the middle half is wide. */
const FAR = 10;

/** A number that seems to stand for none: `-999` or `9999`, again and again, and far from all others; nothing where there is none. */
export function standIn({ holds, levels, numbers }: ColumnProfile): Level | undefined {
  if ((holds !== 'numbers' && holds !== 'wholeNumbers') || numbers === undefined) return undefined;
  const { least, most, quantiles, count: all } = numbers;
  return levels.find(({ value, count }) => {
    const number = Number(value);
    if (!NINES.test(value) || count < FEWEST || count > all / 5 || (number !== least && number !== most)) return false;
    const { p25, p50, p75 } = quantiles;
    return p75 > p25 && Math.abs(number - p50) > FAR * (p75 - p25);
  });
}
