import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Encoders } from '../data/encoders.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Warning } from './events.ts';
import type { Watch } from './hooks.ts';
import type { TrainingSet } from './step/trainStep.ts';
import { inputWarnings, labelWarnings } from './watch/dataWarnings.ts';
import { findDeadUnits } from './watch/deadUnits.ts';
import { lossRange } from './watch/lossRange.ts';
import { lossWatch } from './watch/lossWatch.ts';

/** What looks wrong before the first step. */
export const warningsBefore = (spec: NormalisedModel, set: TrainingSet, encoders: Encoders | undefined): readonly Warning[] => [
  ...labelWarnings(spec, set, encoders),
  ...inputWarnings(spec, set, encoders),
];

/** Watches the loss of each epoch. */
export function createWatches(layersModel: LayersModel, spec: NormalisedModel, set: TrainingSet, hasOwnLoss: boolean): readonly Watch[] {
  const units = layersModel.outputs.map(({ shape }) => shape.at(-1) ?? 1);
  const loss = lossWatch(hasOwnLoss ? undefined : lossRange(spec, units, set));
  return [
    {
      epochEnd({ epoch, epochs, metrics }) {
        const warning = loss.observe(epoch, metrics['loss']!, epochs);
        return warning === undefined ? [] : [warning];
      },
      save: () => loss.save(),
      restore: (saved) => loss.restore(saved),
    },
  ];
}

/** What looks wrong with the trained network. */
export const warningsAfter = (layersModel: LayersModel, set: TrainingSet): readonly Warning[] => findDeadUnits(layersModel, set.inputs);
