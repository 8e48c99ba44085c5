import type { NumberProfile } from './profile.ts';
import { figure } from './words.ts';

/** Numbers with a tail so long that their logarithms lie better: how skewed both are, in words. */
export function longTail({ skewness, logSkewness }: NumberProfile): string | undefined {
  if (logSkewness === undefined || skewness <= 2 || Math.abs(logSkewness) >= skewness / 2) return undefined;
  const short = (value: number) => figure(Number(value.toPrecision(2)));
  return `skewness ${short(skewness)}, of their logarithms ${short(logSkewness)}`;
}
