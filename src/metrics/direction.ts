import { metrics, type MetricKind } from '../spec/metrics.ts';

const kinds: readonly MetricKind[] = Object.values(metrics);
const byWord: ReadonlyMap<string, MetricKind> = new Map(
  kinds.flatMap((kind) => [kind.type, ...(kind.aliases ?? [])].map((word) => [word, kind] as const)),
);

/**
 * Whether less or more of a number of an epoch is better. It is told by the metric that the name speaks of, whatever stands around
 * it: `val_`, an output's name, a class or option (`val_price_precision_1`). 'min' for losses; undefined where the name speaks of
 * nothing that is known, as that of a function of the program may, or of what neither more nor less of is better.
 */
export function direction(name: string): 'max' | 'min' | undefined {
  const words = name.split('_').reverse();
  const word = words.find((part) => part === 'loss' || byWord.has(part));
  if (word === undefined || byWord.get(word)?.isNeutral) return undefined;
  return byWord.get(word)?.higherIsBetter ? 'max' : 'min';
}
