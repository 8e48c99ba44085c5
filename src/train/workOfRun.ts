import type { Work } from '../backend/choose.ts';
import { workOfTraining } from '../backend/work.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { planPlainly, type StepWanted } from './step/createStep.ts';
import { arePlainSooner } from './step/plainWork.ts';

/** How many steps a run takes at most, by the rows that there are. */
export const stepsOfRun = ({ training: { epochs, batchSize } }: NormalisedModel, rows: number): number =>
  epochs * Math.ceil(rows / batchSize);

/**
 * What `auto` chooses a run's backend by. Plain loops want none, and are taken where they are done with all steps before another would
 * be; a run that goes on keeps its loops, however many steps it is given.
 */
export function workOfRun(spec: NormalisedModel, wanted: StepWanted, steps: number): Work {
  const plan = planPlainly(spec, wanted, false);
  if (plan !== undefined && (wanted.begun === 'plain' || arePlainSooner(plan.work, steps))) return 'tiny';
  const isRecorded = wanted.step !== 'eager' && !wanted.hasOwnStep;
  return workOfTraining(spec.network, spec.training.batchSize, isRecorded, steps);
}
