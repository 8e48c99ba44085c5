import type { NamedValue } from '../spec/normalised.ts';

/**
 * What each metric of a list is called: its type, with the values of its options where the list has the type more than once:
 * `accuracy`, `pinball_0.1`, `pinball_0.9`.
 */
export const nameMetrics = (metrics: readonly NamedValue[]): string[] =>
  metrics.map(({ type, ...options }) => {
    const isAlone = metrics.filter((other) => other.type === type).length === 1;
    return [type, ...(isAlone ? [] : Object.values(options).map(String))].join('_');
  });
