import { stateless, type Transform } from '../transform.ts';
import { scale, squaredNorm } from './norm.ts';

/** Scales each update whose Euclidean norm is larger than `limit` down to it. */
export const clipByNorm = (limit: number): Transform =>
  stateless((updates) => {
    for (const update of updates) {
      const norm = Math.sqrt(squaredNorm(update));
      if (norm > limit) scale(update, limit / norm);
    }
  });
