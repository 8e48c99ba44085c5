import type { Schedule as ScheduleValue } from '../spec/schedules.ts';
import { cosineDecayRestarts } from './cosineDecayRestarts.ts';
import type { Curve } from './curve.ts';
import { halfCosine } from './halfCosine.ts';
import { oneCycle } from './oneCycle.ts';

/** How many steps so many epochs take; all that are left of the run where none are given. */
export type StepsOf = (epochs: number | undefined) => number;

type Type = Exclude<ScheduleValue['type'], 'reduceOnPlateau'>;

/** The curve of each type of schedule that depends on the step alone. */
export const curves: { readonly [T in Type]: (value: Extract<ScheduleValue, { type: T }>, stepsOf: StepsOf) => Curve } = {
  constant: () => () => 1,
  stepDecay: ({ dropEvery, factor }, stepsOf) => {
    const steps = stepsOf(dropEvery);
    return (step) => factor ** whole(step / steps);
  },
  piecewiseConstant: ({ boundaries, factors }, stepsOf) => {
    const from = boundaries.map(stepsOf);
    return (step) => factors[from.filter((boundary) => step >= boundary - ROUNDING).length]!;
  },
  exponentialDecay: ({ decayRate, decayEpochs, staircase }, stepsOf) => {
    const steps = stepsOf(decayEpochs);
    return (step) => decayRate ** (staircase ? whole(step / steps) : step / steps);
  },
  inverseTimeDecay: ({ decayRate, decayEpochs, staircase }, stepsOf) => {
    const steps = stepsOf(decayEpochs);
    return (step) => 1 / (1 + decayRate * (staircase ? whole(step / steps) : step / steps));
  },
  polynomialDecay: ({ decayEpochs, endFactor, power, cycle }, stepsOf) => {
    const steps = stepsOf(decayEpochs);
    return (step) => {
      const end = cycle ? steps * Math.max(1, Math.ceil(step / steps - ROUNDING)) : steps;
      return endFactor + (1 - endFactor) * (1 - Math.min(step / end, 1)) ** power;
    };
  },
  cosineDecay: ({ decayEpochs, alpha }, stepsOf) => {
    const steps = stepsOf(decayEpochs);
    return (step) => halfCosine(1, alpha, Math.min(step / steps, 1));
  },
  cosineDecayRestarts: ({ firstDecayEpochs, ...value }, stepsOf) => cosineDecayRestarts(stepsOf(firstDecayEpochs), value),
  oneCycle: ({ cycleEpochs, ...value }, stepsOf) => oneCycle(stepsOf(cycleEpochs), value),
};

/** What is lost where parts of epochs, such as 0.1 of 30 steps, become steps. */
const ROUNDING = 1e-9;
const whole = (times: number) => Math.floor(times + ROUNDING);
