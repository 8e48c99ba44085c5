import { stateless, type Transform } from '../transform.ts';

/** Moves every number that is further from 0 than `limit` to it. NaN stays, so that it is found. */
export const clipByValue = (limit: number): Transform =>
  stateless((updates) => {
    for (const update of updates) {
      for (let q = 0; q < update.length; q++) {
        const value = update[q]!;
        if (value > limit) update[q] = limit;
        else if (value < -limit) update[q] = -limit;
      }
    }
  });
