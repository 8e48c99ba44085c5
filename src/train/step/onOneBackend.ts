import { tf } from '#tf';
import { returnTo } from '../../backend/backendInUse.ts';
import type { TrainStep } from './trainStep.ts';

/** A step on the backend that is set now, whichever another training in the same process has set since. */
export function onOneBackend(step: TrainStep): TrainStep {
  const backend = tf.getBackend();
  return {
    ...step,
    run(rows, learningRate, wantOutputs) {
      returnTo(backend);
      return step.run(rows, learningRate, wantOutputs);
    },
    ...(step.together ? { together: { ...step.together, most: (rows) => (returnTo(backend), step.together!.most(rows)) } } : {}),
  };
}
