import { tf } from '#tf';
import { returnTo } from '../../backend/backendInUse.ts';
import type { InTurns } from '../../turns/inTurns.ts';
import type { StepsTogether, TrainStep } from './trainStep.ts';

/** A step on the backend that is set now, whichever another training in the same process has set since. */
export function onOneBackend(step: TrainStep): TrainStep {
  const backend = tf.getBackend();
  const { prepare, together, beginEpoch, runInTurns } = step;
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
  function* allThere<Result>(work: InTurns<Result>): InTurns<Result> {
    try {
      for (let place; ;) {
        returnTo(backend);
        place = work.next();
        if (place.done === true) return place.value;
        yield;
      }
    } finally {
      work.return(undefined as Result);
    }
  }
  return {
    ...step,
    run: there(step.run),
    ...(runInTurns
      ? {
          runInTurns: (rows: Uint32Array, learningRate: number, wantOutputs: boolean) => {
            const work = runInTurns(rows, learningRate, wantOutputs);
            return work && allThere(work);
          },
        }
      : {}),
    // Where other weights were shown, these take the memory of the backend that is set.
    weights: there(step.weights),
    writeWeights: there(step.writeWeights),
    ...(beginEpoch ? { beginEpoch: there(beginEpoch) } : {}),
    ...(prepare ? { prepare: there(prepare) } : {}),
    // Batches may have been waited for in between.
    ...(together ? { together: ofSeveral(together) } : {}),
  };
}
