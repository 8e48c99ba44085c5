import { show, UsageError } from '../../errors.ts';
import { smoother } from './smooth.ts';

export interface SweepOptions {
  /** The rate of the first step. Default: 1e-7. */
  readonly from?: number;
  /** The rate of the last step. Default: 10. */
  readonly to?: number;
  /** Default: 100. */
  readonly steps?: number;
}

/** A run of few steps, each at a larger learning rate, which shows at what rates a network learns. */
export interface Sweep {
  /** The rate of each step, in order. */
  readonly rates: readonly number[];
  /** The loss of each step that was taken. */
  readonly losses: readonly number[];
  /** Takes the loss of the next step; false where the sweep is over: the loss is lost, or all rates have been tried. */
  observe(loss: number): boolean;
}

/**
 * Rates from `from` to `to`, each the same number of times as large as the one before.
 * @throws UsageError where there are none such.
 */
export function exponentialRates(from: number, to: number, steps: number): readonly number[] {
  if (!(from > 0 && to > from && Number.isInteger(steps) && steps >= 2)) {
    const expected = '0 < from < to, and 2 steps or more';
    throw new UsageError('the options of the call', [{ path: 'sweep', expected, received: show({ from, to, steps }) }]);
  }
  // The ends are as given, whatever rounding makes of the powers.
  return Array.from({ length: steps }, (_, i) => (i === 0 ? from : i === steps - 1 ? to : from * (to / from) ** (i / (steps - 1))));
}

/** A loss beyond so many times the best is not coming back. */
const LOST = 4;

/**
 * Keeps the account of a sweep. The learning rate range test of L. N. Smith, "Cyclical Learning Rates for Training Neural Networks"
 * (2017), section 3.3, with rates that grow exponentially rather than linearly, so that it spans many powers of ten.
 *
 * ```ts
 * const sweep = learningRateSweep({ steps: 200 });
 * for (const rate of sweep.rates) if (!sweep.observe(lossOfStepAt(rate))) break;
 * const { suggestion } = suggestLearningRate(sweep.rates, sweep.losses);
 * ```
 */
export function learningRateSweep({ from = 1e-7, to = 10, steps = 100 }: SweepOptions = {}): Sweep {
  const rates = exponentialRates(from, to, steps);
  const losses: number[] = [];
  const smoothed = smoother();
  const isLost = lostAfter();
  return {
    rates,
    losses,
    observe(loss) {
      losses.push(loss);
      return Number.isFinite(loss) && !isLost(smoothed(loss)) && losses.length < steps;
    },
  };
}

/** Tells of each smoothed loss whether it is more than 4 times the best so far; of losses below 0, as far again above the first. */
export function lostAfter(): (loss: number) => boolean {
  let first: number | undefined;
  let best = Infinity;
  return (loss) => {
    first ??= loss;
    best = Math.min(best, loss);
    return loss > (best > 0 ? LOST * best : first + (LOST - 1) * Math.max(Math.abs(first), first - best));
  };
}
