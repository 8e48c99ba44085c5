import { createRandom, deriveSeed, permutation } from '../random.ts';

/** The order in which each epoch, from 1, goes through the rows: it follows from the seed and the epoch alone. */
export function rowOrder(rows: number, shuffle: boolean, seed: number): (epoch: number) => Uint32Array {
  if (shuffle) return (epoch) => permutation(rows, createRandom(deriveSeed(seed, 'shuffle', epoch)));
  const asTheyAre = Uint32Array.from({ length: rows }, (_, i) => i);
  return () => asTheyAre;
}
