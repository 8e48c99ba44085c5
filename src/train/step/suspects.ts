import type { LayersModel } from '@tensorflow/tfjs-layers';
import { ownLayersOf } from '../../model/ownLayers.ts';

/** What of a step runs code of the program, which may read what the program changes in its turns, as a reason names it. */
export const suspectsOf = (layersModel: LayersModel, hasOwnLoss: boolean): readonly string[] => [
  ...ownLayersOf(layersModel).map((layer) => (layer === layersModel ? 'the model' : `layer "${layer.name}"`)),
  ...(hasOwnLoss ? ['the loss'] : []),
];

/** Why such code is left to operations where judging it as often as it may change takes longer. */
export const turnsEachStep = (suspects: readonly string[]): string =>
  `${suspects.join(' or ')} may compute something else in each step, as callbacks have their turn before it`;
