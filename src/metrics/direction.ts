import { metrics, type MetricKind } from '../spec/metrics.ts';

const kinds: readonly MetricKind[] = Object.values(metrics);
const byWord: ReadonlyMap<string, MetricKind> = new Map(
  kinds.flatMap((kind) => [kind.type, ...(kind.aliases ?? [])].map((word) => [word, kind] as const)),
);

/**
 * Whether less or more of a number of an epoch is better. It is told by the metric that the name speaks of, whatever stands around
 * it: `val_`, an output's name, a class or option (`val_price_precision_1`). 'min' for losses, and for names that are not known.
 */
export function direction(name: string): 'max' | 'min' {
  const words = name.split('_').reverse();
  const word = words.find((part) => part === 'loss' || byWord.has(part));
  return word !== undefined && byWord.get(word)?.higherIsBetter ? 'max' : 'min';
}
