import { show, SpecError } from '../errors.ts';
import { didYouMean } from '../spec/option.ts';

/**
 * The number of an epoch that something watches.
 * @param path Where the spec names it.
 * @throws SpecError where the epoch has none of that name.
 */
export function monitored(metrics: Readonly<Record<string, number>>, name: string, path: string): number {
  const value = metrics[name];
  if (value !== undefined) return value;
  const known = Object.keys(metrics);
  const fix = didYouMean(name, known).fix ?? `known are ${known.join(', ')}`;
  throw new SpecError('the spec', [{ path, expected: 'a number that each epoch has', received: show(name), fix }]);
}
