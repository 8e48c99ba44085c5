import type { Random } from '../random.ts';

/**
 * Runs `work` with every random number of TF.js drawn from `random`. TF.js seeds its unseeded operations (dropout, noise,
 * recurrent dropout) from Math.random, on every backend, so this one place makes all of them follow the run's seed.
 * `work` must not be async: nothing else may run while Math.random is ours.
 */
export function withSeededRandom<T>(random: Random, work: () => T): T {
  const original = Math.random;
  Math.random = () => random.next();
  try {
    return work();
  } finally {
    Math.random = original;
  }
}
