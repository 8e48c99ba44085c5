import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readWeights, writeWeights } from '../model/weights.ts';
import { layerStates } from '../model/layerStates.ts';
import type { TrainStep } from './step/trainStep.ts';

/**
 * Which weights the tf.LayersModel of a run holds: those of the last step, or others for a while. Whoever shows others hides them
 * again, and nobody else writes meanwhile, so that reading the model at any moment changes nothing.
 */
export interface Shown {
  /** Makes those of the last step visible, unless others are shown. */
  refresh(): void;
  /** A copy of those of the last step, in the order of `readWeights`, whatever is shown. */
  last(): readonly Float32Array[];
  /**
   * Shows the weights as they are evaluated: their running means where the optimizer keeps them.
   * @param last A copy of those of the last step, where there is one; to stay as it is until they are hidden.
   */
  show(last?: readonly Float32Array[]): void;
  /**
   * The same for a program to look at, which may do anything to the model: `hide` puts all of it back.
   * @param weights To be shown in place of them.
   */
  lend(weights?: readonly Float32Array[]): void;
  /** Shows those of the last step again, if others are shown. */
  hide(): void;
}

export function createShown(layersModel: LayersModel, step: TrainStep): Shown {
  let other: { readonly last: readonly Float32Array[]; putBack(): void } | undefined;
  const show = (last: readonly Float32Array[], putBack: () => void = () => undefined) => {
    if (other !== undefined) throw new Error('internal: other weights are shown already');
    other = { last, putBack };
    step.writeWeights(true);
  };
  return {
    refresh() {
      if (other === undefined) step.writeWeights();
    },
    last: () => other?.last.map((values) => values.slice()) ?? step.weights(),
    show: (last = step.weights()) => show(last),
    lend(weights) {
      const states = layerStates(layersModel);
      const stateBefore = states.save();
      let before: readonly Float32Array[] = [];
      show(step.weights(), () => {
        writeWeights(layersModel, before);
        states.restore(stateBefore);
      });
      before = readWeights(layersModel);
      if (weights !== undefined) writeWeights(layersModel, weights);
    },
    hide() {
      if (other === undefined) return;
      const { putBack } = other;
      other = undefined;
      putBack();
      step.writeWeights();
    },
  };
}
