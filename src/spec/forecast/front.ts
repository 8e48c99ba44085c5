import type { FrontLayer } from '../features/kind.ts';
import type { NormalisedInput } from '../normalised.ts';
import { LAST } from './options.ts';

/**
 * What stands before the first layer of a network that forecasts: all inputs that its layers do not read by name, flat and joined
 * in one list of numbers, the layer `features`. The last value is left to the end of the network.
 * @param read Names that the network's own layers read.
 */
export function forecastFront(made: readonly NormalisedInput[], read: ReadonlySet<string>): readonly FrontLayer[] {
  const left = made.filter(({ id }) => id !== LAST && !read.has(id));
  const only = left.length === 1;
  const flat = left.filter(({ shape }) => shape.length > 1);
  const nameOf = (id: string) => (only ? 'features' : `${id}_flatten`);
  const layers: FrontLayer[] = flat.map(({ id }) => ({ type: 'flatten', id: nameOf(id), from: id }));
  if (left.length > 1) {
    layers.push({ type: 'concatenate', id: 'features', from: left.map((input) => (flat.includes(input) ? nameOf(input.id) : input.id)) });
  }
  return layers;
}
