import type { Snapshot } from '../../snapshot.ts';
import type { TrainStep } from './trainStep.ts';

export interface HandingOver {
  /** Whether the first step still does what the model says. Asked before each run. */
  holds(): boolean;
  /** Makes the one that goes on. */
  next(): TrainStep;
}

/**
 * A step that does what it does until the model says something else, and then hands over to one by TF.js's operations for good, with the
 * weights and all that it remembers. A run that is taken up after that goes on with the other one.
 */
export function handingOver(first: TrainStep, { holds, next }: HandingOver): TrainStep {
  let now = first;
  const handOver = () => {
    first.writeWeights();
    const saved = first.save();
    now = next();
    now.restore(asOfOperations(saved));
  };
  const look = (): TrainStep => {
    if (now === first && !holds()) handOver();
    return now;
  };
  return {
    name: first.name,
    beginEpoch: () => now.beginEpoch?.(),
    prepare: (...step) => look().prepare?.(...step),
    run: (rows, learningRate, wantOutputs) => look().run(rows, learningRate, wantOutputs),
    get together() {
      return now.together;
    },
    runInTurns: (rows, learningRate, wantOutputs) => now.runInTurns?.(rows, learningRate, wantOutputs),
    weights: (into) => now.weights(into),
    writeWeights: (averaged) => now.writeWeights(averaged),
    save: () => now.save(),
    restore(saved) {
      if (now === first && isOfOperations(saved)) handOver();
      now.restore(saved);
    },
    dispose() {
      if (now !== first) now.dispose();
      first.dispose();
    },
  };
}

/** A step by operations also remembers the states of layers that carry them from batch to batch. */
const isOfOperations = (saved: Snapshot): boolean => 'states' in (saved as object);
const asOfOperations = (saved: Snapshot): Snapshot => ({ ...(saved as Readonly<Record<string, Snapshot>>), states: [] });
