import type { NormalisedTraining } from '../../spec/normalised.ts';
import type { Warning } from '../events.ts';

/** What a run is too short for: it ends before that has begun. */
export function lengthWarnings(
  { epochs, optimizer, schedule, earlyStopping }: NormalisedTraining,
  stepsPerEpoch: number,
): readonly Warning[] {
  const steps = epochs * stepsPerEpoch;
  const accumulated = (optimizer['gradientAccumulationSteps'] as number | undefined) ?? 1;
  const warmup = (schedule?.['warmupEpochs'] as number | undefined) ?? 0;
  const start = earlyStopping?.startFromEpoch ?? 0;
  const run = `the run has ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  return [
    ...(accumulated > steps
      ? [`no weight will change: gradientAccumulationSteps is ${accumulated}, and the run has ${steps} steps in all`]
      : []),
    ...(warmup >= epochs ? [`the learning rate only rises: warmupEpochs is ${warmup}, and ${run}`] : []),
    ...(start >= epochs ? [`early stopping never watches: startFromEpoch is ${start}, and ${run}`] : []),
  ].map((message) => ({ about: 'runTooShort', message }));
}
