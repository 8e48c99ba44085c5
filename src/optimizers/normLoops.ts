import type { Loops } from './loops.ts';

/**
 * The loops that bound norms, made of two that go over one array.
 * @param squaredNorm The sum of all squares.
 */
export const normLoops = <A>(
  squaredNorm: (values: A) => number,
  scale: (values: A, factor: number) => void,
): Pick<Loops<A>, 'clipNorm' | 'clipGlobalNorm'> => ({
  clipNorm(values, limit) {
    const norm = Math.sqrt(squaredNorm(values));
    if (norm > limit) scale(values, limit / norm);
  },
  clipGlobalNorm(arrays, limit) {
    let sum = 0;
    for (let i = 0; i < arrays.length; i++) sum += squaredNorm(arrays[i]!);
    const norm = Math.sqrt(sum);
    if (norm > limit) for (let i = 0; i < arrays.length; i++) scale(arrays[i]!, limit / norm);
  },
});
