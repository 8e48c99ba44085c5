import { smooth, smoother } from './smooth.ts';
import { lostAfter } from './sweep.ts';

export interface SuggestedRate {
  /** The rate to begin with: that of the steepest descent, but no more than a tenth of that of the least loss. */
  readonly suggestion: number;
  /** At which the loss fell most steeply, over the logarithm of the rate. */
  readonly steepest: number;
  /** At which the loss was least. */
  readonly minimum: number;
  /** Why the suggestion is not to be relied on, where it is not. */
  readonly note?: string;
}

/** A fall below this share of the first loss may be chance. */
const LEAST_FALL = 0.01;
/** Fewer losses have no slope that could be trusted. */
const LEAST_LOSSES = 5;

/**
 * A learning rate, from the losses of steps at growing rates. Reads the curve as L. N. Smith's range test does ("Cyclical Learning
 * Rates for Training Neural Networks", 2017, section 3.3): where the loss falls quickly a network learns, where it is least the rate
 * is nearly too large. Losses are smoothed; those after it is lost (NaN, infinite, beyond 4 times the best) are left out.
 * @param rates Growing, one for each loss at least.
 * @param losses Of a batch each, in the order of the rates.
 */
export function suggestLearningRate(rates: readonly number[], losses: readonly number[]): SuggestedRate {
  const smallest = rates[0];
  if (smallest === undefined || losses.length > rates.length) {
    throw new Error(`internal: ${losses.length} losses for ${rates.length} learning rates`);
  }
  const kept = untilLost(losses);
  const curve = kept.map(smoother());
  if (curve.length < LEAST_LOSSES) {
    const note = `the loss was lost after ${curve.length} steps: begin with smaller rates, or look at data and network`;
    return { suggestion: smallest, steepest: smallest, minimum: smallest, note };
  }
  const least = indexOfLeast(curve);
  // Only the way down, so that the rise behind it is not smoothed into it.
  const descent = smooth(kept.slice(0, least + 1));
  const steepest = rates[indexOfLeast(descent.map((_, i) => slopeAt(rates, descent, i)))]!;
  const minimum = rates[least]!;
  if (least === 0) {
    const note = 'the loss only rises: begin with smaller rates, or look at data and network';
    return { suggestion: smallest, steepest: smallest, minimum, note };
  }
  const suggestion = Math.max(smallest, Math.min(steepest, minimum / 10));
  const fall = curve[0]! - curve[least]!;
  if (fall >= LEAST_FALL * Math.abs(curve[0]!)) return { suggestion, steepest, minimum };
  return { suggestion, steepest, minimum, note: 'the loss hardly falls at any rate: try more steps, or look at data and network' };
}

function untilLost(losses: readonly number[]): readonly number[] {
  const smoothed = smoother();
  const isLost = lostAfter();
  const end = losses.findIndex((loss) => !Number.isFinite(loss) || isLost(smoothed(loss)));
  return end < 0 ? losses : losses.slice(0, end);
}

/** Change of the loss for each power of e of the rate, between the neighbours. */
function slopeAt(rates: readonly number[], curve: readonly number[], i: number): number {
  const from = Math.max(0, i - 1);
  const to = Math.min(curve.length - 1, i + 1);
  return (curve[to]! - curve[from]!) / Math.log(rates[to]! / rates[from]!);
}

const indexOfLeast = (values: readonly number[]): number => values.reduce((best, value, i) => (value < values[best]! ? i : best), 0);
