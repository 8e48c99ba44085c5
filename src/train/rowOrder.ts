import { createRandom, deriveSeed, permutation } from '../random.ts';

/** The order in which each epoch, from 1, goes through the rows: it follows from the seed and the epoch alone. Written over by the next. */
export function rowOrder(rows: number, shuffle: boolean, seed: number): (epoch: number) => Uint32Array {
  if (shuffle) {
    const order = new Uint32Array(rows);
    return (epoch) => permutation(rows, createRandom(deriveSeed(seed, 'shuffle', epoch)), order);
  }
  const asTheyAre = Uint32Array.from({ length: rows }, (_, i) => i);
  return () => asTheyAre;
}
