import { stateless, type Transform } from '../transform.ts';
import { scale, squaredNorm } from './norm.ts';

/** Scales all updates by one factor where the Euclidean norm of all together is larger than `limit` (Pascanu et al. 2013, section 3.2). */
export const clipByGlobalNorm = (limit: number): Transform =>
  stateless((updates) => {
    let sum = 0;
    for (const update of updates) sum += squaredNorm(update);
    const norm = Math.sqrt(sum);
    if (norm > limit) for (const update of updates) scale(update, limit / norm);
  });
