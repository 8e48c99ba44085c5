import { tf } from '#tf';
import type { NormalisedNetwork } from '../spec/normalised.ts';
import { product } from '../spec/shape.ts';
import { isTyped } from './nestedNumbers.ts';
import { isNamed, type InputData } from './slots.ts';

/**
 * How many rows there are for the first input of a network, before anything is read: what is no data counts 0, which reading it refuses.
 * @param xs As the caller gave it, unchecked.
 */
export function countRows({ inputs }: NormalisedNetwork, xs: InputData | undefined): number {
  const { id, shape } = inputs[0]!;
  const data = xs !== undefined && isNamed(xs) ? xs[id] : xs;
  if (isTyped(data)) return data.length / (product(shape) ?? Infinity);
  if (Array.isArray(data)) return data.length;
  return data instanceof tf.Tensor ? (data.shape[0] ?? 0) : 0;
}
