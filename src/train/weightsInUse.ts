import type { LayersModel } from '@tensorflow/tfjs-layers';
import { UsageError } from '../errors.ts';
import { isLost, variableOf } from '../model/requireWeights.ts';

/** The weights of a run, which the program may take away in a turn of its own. */
export interface WeightsInUse {
  /** Whether one that the model has, or that is trained, was disposed of. */
  areLost(): boolean;
  /** @throws UsageError where they are lost. */
  require(): void;
  /** Disposes of the model, or of what is left of it. */
  disposeModel(): void;
}

/** @param layersModel Whose weights that are trainable now are trained. */
export function weightsInUse(layersModel: LayersModel): WeightsInUse {
  const trained = layersModel.trainableWeights.map(variableOf);
  const areLost = () => trained.some(isLost) || layersModel.weights.map(variableOf).some(isLost);
  return {
    areLost,
    require() {
      if (!areLost()) return;
      const received = 'one whose weights were disposed of before the run was over';
      const fix = 'dispose of the model, or of variables, when the run is over; change weights by setWeights';
      throw new UsageError('the training', [{ path: 'layersModel', expected: 'the model that is trained', received, fix }]);
    },
    disposeModel() {
      // TF.js refuses to do it twice.
      if (!areLost()) return void layersModel.dispose();
      for (const variable of new Set([...trained, ...layersModel.weights.map(variableOf)])) if (!isLost(variable)) variable.dispose();
    },
  };
}
