import type { Curve } from './curve.ts';
import { halfCosine } from './halfCosine.ts';

/**
 * Up from 1 / divFactor to 1, then down to 1 / (divFactor * finalDivFactor) at the last step, where it stays (Smith and Topin 2018,
 * with cosines as in PyTorch's OneCycleLR).
 */
export function oneCycle(
  steps: number,
  { peakAt, divFactor, finalDivFactor }: { readonly peakAt: number; readonly divFactor: number; readonly finalDivFactor: number },
): Curve {
  const first = 1 / divFactor;
  const last = first / finalDivFactor;
  const peak = Math.max(peakAt * steps - 1, 0);
  const end = Math.max(steps - 1, peak);
  return (step) => {
    if (step < peak) return halfCosine(first, 1, step / peak);
    return step >= end ? last : halfCosine(1, last, (step - peak) / (end - peak));
  };
}
