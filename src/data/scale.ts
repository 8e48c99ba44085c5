import { createMoments } from './statistics/moments.ts';
import { powerOfTwo } from './statistics/powerOfTwo.ts';

/** value -> (value - shift) * factor */
export interface Scaled {
  readonly shift: number;
  readonly factor: number;
}

/** A number on its scale; the difference of two huge ones, which no number holds, is not taken. */
export function scaled(value: number, shift: number, factor: number): number {
  const away = value - shift;
  return Number.isFinite(away) ? away * factor : value * factor - shift * factor;
}

/** Learns how to scale numbers that come one by one, in one pass. */
export interface Scale {
  add(value: number): void;
  /** The same one after another: what is kept stands in local variables meanwhile, where numbers cost no memory. */
  addAll(values: Float64Array): void;
  /** The factor of a constant is 0: no other value of it was seen, and what the network would make of one is left to chance. */
  finish(): Scaled;
}

export const createScale = (scale: 'standard' | 'minMax' | 'none'): Scale =>
  scale === 'none' ? asItIs() : scale === 'minMax' ? range() : spread();

const asItIs = (): Scale => ({ add: () => undefined, addAll: () => undefined, finish: () => ({ shift: 0, factor: 1 }) });

/** To mean 0 and (population) deviation 1. */
function spread(): Scale {
  const moments = createMoments();
  const one = new Float64Array(1);
  return {
    add(value) {
      one[0] = value;
      moments.add(one);
    },
    addAll: (values) => moments.add(values),
    finish() {
      const { mean, deviation } = moments.result();
      // What is left of a constant column after rounding is no deviation.
      const isConstant = !(deviation > 4 * Number.EPSILON * Math.abs(mean));
      // Of no number at all there is nothing to shift.
      return { shift: moments.count === 0 ? 0 : mean, factor: inverse(isConstant ? 0 : deviation, 1) };
    },
  };
}

/** To 0..1. */
function range(): Scale {
  let least = Infinity;
  let most = -Infinity;
  const add = (value: number) => {
    if (value < least) least = value;
    if (value > most) most = value;
  };
  return {
    add,
    addAll: (values) => values.forEach(add),
    // Of no number at all there is nothing to shift.
    finish: () => (least > most ? { shift: 0, factor: 1 } : { shift: least, factor: scaleOfSpan(least, most) }),
  };
}

/** 1 / (high - low), which may be more than a number holds; 0 where they are equal. */
export function scaleOfSpan(low: number, high: number): number {
  const unit = Math.max(powerOfTwo(low), powerOfTwo(high)) || 1;
  return inverse(high / unit - low / unit, unit);
}

function inverse(size: number, unit: number): number {
  if (size === 0) return 0;
  const factor = 1 / size / unit;
  return Number.isFinite(factor) ? factor : 1;
}
