import { tf } from '#tf';
import { dropoutMask, fillDrawn, keyFrom } from '../../backend/drawn.ts';
import type { Random } from '../../random.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import type { ModelWeight } from './parameters.ts';
import { plainNumbers } from './plainNumbers.ts';
import type { PlainPlan } from './plainPlan.ts';
import type { TrainingSet, TrainStep } from './trainStep.ts';

/**
 * The step as plain loops, for small chains of dense layers, whose weights `writeWeights` puts into a model where others may look at it.
 * It does what the eager step does (to rounding), at some hundred times its speed on networks as small as XOR.
 */
export function plainStep(
  parameters: readonly ModelWeight[],
  plan: PlainPlan,
  optimizerValue: NamedValue,
  set: TrainingSet,
  random: Random,
): TrainStep {
  const nextKey = () => keyFrom(random);
  const {
    weights: all,
    optimizer,
    run,
  } = plainNumbers({
    plan,
    optimizer: optimizerValue,
    parameters,
    set,
    // As the eager step draws it.
    fillMask: (rate, mask, count) => fillDrawn(dropoutMask(rate, nextKey), nextKey(), mask, count),
  });
  // What the program writes into the model between steps counts, so they are read again after each time they were shown.
  let isShown = true;
  let steps = 0;

  const readWeights = () => {
    parameters.forEach(({ variable }, i) => all[i]!.set(variable.dataSync()));
    isShown = false;
  };

  const writeWeights = (averaged = false) => {
    const values = (averaged ? optimizer.averages : undefined) ?? all;
    if (isShown && values === all) return; // what the program has written since is not to be lost
    if (isShown) readWeights();
    tf.tidy(() => parameters.forEach(({ variable }, i) => variable.assign(tf.tensor(values[i]!.slice(), variable.shape))));
    isShown = values === all;
  };
  return {
    name: 'plain',
    run(rows, learningRate, wantOutputs) {
      if (isShown) readWeights();
      steps++;
      return run(rows, learningRate, wantOutputs);
    },
    weights: (into = []) => {
      if (isShown) readWeights();
      return all.map((values, i) => {
        const copy = into[i] ?? new Float32Array(values.length);
        copy.set(values);
        return copy;
      });
    },
    writeWeights,
    save: () => ({ steps, random: random.state, optimizer: optimizer.save() }),
    restore(saved) {
      const state = saved as { readonly steps: number; readonly random: number; readonly optimizer: Snapshot };
      steps = state.steps;
      random.state = state.random;
      optimizer.restore(state.optimizer);
    },
    dispose: () => undefined,
  };
}
