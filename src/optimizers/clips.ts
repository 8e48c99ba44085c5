import type { Loops } from './loops.ts';
import type { Gradients } from './optimizer.ts';

/** Bounds the gradients of a step, in place. */
export type Clip = <A>(loops: Loops<A>, gradients: Gradients<A>) => void;

/** Scales each gradient whose Euclidean norm is larger than `limit` down to it. */
export const clipByNorm =
  (limit: number): Clip =>
  (loops, gradients) => {
    for (let i = 0; i < gradients.length; i++) if (gradients[i] !== undefined) loops.clipNorm(gradients[i]!, limit);
  };

/** Scales all gradients by one factor where the Euclidean norm of all together is larger than `limit` (Pascanu et al. 2013, section 3.2). */
export const clipByGlobalNorm =
  (limit: number): Clip =>
  (loops, gradients) =>
    loops.clipGlobalNorm(
      gradients.filter((gradient) => gradient !== undefined),
      limit,
    );

/** Moves every number that is further from 0 than `limit` to it. NaN stays, so that it is found. */
export const clipByValue =
  (limit: number): Clip =>
  (loops, gradients) => {
    for (let i = 0; i < gradients.length; i++) if (gradients[i] !== undefined) loops.clip(gradients[i]!, limit);
  };
