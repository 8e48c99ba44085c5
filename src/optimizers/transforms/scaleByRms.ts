import type { Parameter } from '../optimizer.ts';
import { keep, keepSlots, makeSlots } from '../slots.ts';
import type { Transform } from '../transform.ts';

export interface RmsOptions {
  /** How much of the running means is kept. */
  readonly decay: number;
  readonly epsilon: number;
}

/** Divides by the root of the running mean square, epsilon within the root (Tieleman and Hinton 2012). */
export function scaleByRms(parameters: readonly Parameter[], { decay, epsilon }: RmsOptions): Transform {
  const squares = makeSlots(parameters);
  return {
    apply(updates) {
      const rest = 1 - decay;
      for (let i = 0; i < squares.length; i++) {
        const update = updates[i]!;
        const v = squares[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          update[q] = g / Math.sqrt((v[q] = decay * v[q]! + rest * g * g) + epsilon);
        }
      }
    },
    ...keepSlots(squares),
  };
}

/** Divides by the root of the running variance instead: the mean square less the square of the mean (Graves 2013, section 2). */
export function scaleByDeviation(parameters: readonly Parameter[], { decay, epsilon }: RmsOptions): Transform {
  const state = { squares: makeSlots(parameters), means: makeSlots(parameters) };
  const { squares, means } = state;
  return {
    apply(updates) {
      const rest = 1 - decay;
      for (let i = 0; i < squares.length; i++) {
        const update = updates[i]!;
        const v = squares[i]!;
        const m = means[i]!;
        for (let q = 0; q < update.length; q++) {
          const g = update[q]!;
          const square = (v[q] = decay * v[q]! + rest * g * g);
          const mean = (m[q] = decay * m[q]! + rest * g);
          // Rounding may leave less than nothing where all gradients are alike.
          update[q] = g / Math.sqrt(Math.max(square - mean * mean, 0) + epsilon);
        }
      }
    },
    ...keep(state),
  };
}
