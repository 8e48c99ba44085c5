import { tf } from '#tf';
import { returnTo } from '../../backend/backendInUse.ts';
import type { StepsTogether, TrainStep } from './trainStep.ts';

/** A step on the backend that is set now, whichever another training in the same process has set since. */
export function onOneBackend(step: TrainStep): TrainStep {
  const backend = tf.getBackend();
  const { prepare, together, beginEpoch } = step;
  const there = <Given extends readonly unknown[], Result>(call: (...given: Given) => Result) => {
    return (...given: Given): Result => {
      returnTo(backend);
      return call(...given);
    };
  };
  const ofSeveral = ({ most, prepare, add, run }: StepsTogether): StepsTogether => ({
    most: there(most),
    ...(prepare ? { prepare: there(prepare) } : {}),
    add: there(add),
    run: there(run),
  });
  return {
    ...step,
    run: there(step.run),
    // Where other weights were shown, these take the memory of the backend that is set.
    weights: there(step.weights),
    writeWeights: there(step.writeWeights),
    ...(beginEpoch ? { beginEpoch: there(beginEpoch) } : {}),
    ...(prepare ? { prepare: there(prepare) } : {}),
    // Batches may have been waited for in between.
    ...(together ? { together: ofSeveral(together) } : {}),
  };
}
