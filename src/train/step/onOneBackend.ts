import { tf } from '#tf';
import type { TrainStep } from './trainStep.ts';

/** A step on the backend that is set now, whichever another training in the same process has set since. */
export function onOneBackend(step: TrainStep): TrainStep {
  const backend = tf.getBackend();
  return {
    ...step,
    run(rows, learningRate, wantOutputs) {
      // One that has started is set before the call returns.
      if (tf.getBackend() !== backend) void tf.setBackend(backend);
      return step.run(rows, learningRate, wantOutputs);
    },
  };
}
