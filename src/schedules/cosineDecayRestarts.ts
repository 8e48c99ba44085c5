import type { Curve } from './curve.ts';
import { halfCosine } from './halfCosine.ts';

/**
 * Half a cosine, again and again (Loshchilov and Hutter 2017, section 3): each period `tMul` times as long as the one before, from
 * `mMul` times as high, down to `alpha`.
 */
export function cosineDecayRestarts(
  firstSteps: number,
  { tMul, mMul, alpha }: { readonly tMul: number; readonly mMul: number; readonly alpha: number },
): Curve {
  return (step) => {
    let start = 0;
    let length = firstSteps;
    let height = 1;
    // A little more than the step, so that rounding of parts of epochs does not put off a restart.
    while (start + length <= step + 1e-9 * length) {
      start += length;
      length *= tMul;
      height *= mMul;
    }
    // As in Keras, what a period falls from is lowered apart from alpha.
    return alpha + (1 - alpha) * height * halfCosine(1, 0, Math.max(step - start, 0) / length);
  };
}
