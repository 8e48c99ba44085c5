import type { NamedValue } from '../spec/normalised.ts';
import type { Curve } from './curve.ts';
import { curves, type StepsOf } from './curves.ts';
import { reduceOnPlateau, type PlateauOptions } from './reduceOnPlateau.ts';
import type { RunLength, Schedule } from './schedule.ts';
import { warmUp } from './warmUp.ts';

/** The schedule that a spec names, for a run of this length; without one the factor is always 1. */
export function createSchedule(value: NamedValue | undefined, { epochs, stepsPerEpoch }: RunLength): Schedule {
  if (value === undefined) return ofStep(() => 1);
  const warmupSteps = Math.round((value['warmupEpochs'] as number) * stepsPerEpoch);
  if (value.type === 'reduceOnPlateau') return warmUp(reduceOnPlateau(value as unknown as PlateauOptions), warmupSteps);
  // One step at least, also where the warm-up takes the whole run.
  const left = Math.max(epochs * stepsPerEpoch - warmupSteps, 1);
  const stepsOf: StepsOf = (given) => (given === undefined ? left : given * stepsPerEpoch);
  const create = curves[value.type as keyof typeof curves] as (value: NamedValue, stepsOf: StepsOf) => Curve;
  return warmUp(ofStep(create(value, stepsOf)), warmupSteps);
}

/** A schedule that remembers nothing. */
const ofStep = (factor: Curve): Schedule => ({ factor, observe: () => undefined, save: () => null, restore: () => undefined });
