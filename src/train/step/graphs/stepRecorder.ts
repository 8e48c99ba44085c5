import type { LayersModel } from '@tensorflow/tfjs-layers';
import { findDifference, whyDifferent } from '../../../graph/compare.ts';
import { record } from '../../../graph/record.ts';
import type { Recording } from '../../../graph/recording.ts';
import { createLayerSettings, type LayerSettings } from '../../../model/layerSettings.ts';
import { sayWrong } from '../../../program/compare.ts';
import type { Recorded } from '../../../program/recordable.ts';
import { watchStep, type Batch, type Computed } from '../computation.ts';
import { suspectsOf } from '../suspects.ts';

/** Records what operations compute in a step, and tells where that is not what it was. */
export interface StepRecorder {
  /** What else than tensors decides it. */
  readonly settings: LayerSettings;
  record(batch: Batch, compute: () => Computed): Recorded<Computed, Recording>;
  /** Why two steps do not tell what any computes, the second of which was recorded just now. */
  whyUnsteady(first: Recording, second: Recording): string | undefined;
  /** Why graphs made of a step are wrong, as another was recorded just now. */
  whyWrong(before: Recording, now: Recording | string): string | undefined;
  /** The code of the program in a step, as reasons name it. Layers may get some in a turn. */
  suspects(): readonly string[];
  /** The turn of the program after which a step may be another than before; always the same where no code of it is in the step. */
  turn(): number;
}

interface StepRecorderParts {
  readonly layersModel: LayersModel;
  /** Whether the program has written a loss. */
  readonly hasOwnLoss: boolean;
  /** How often the program has had its turn. */
  readonly turns: () => number;
}

export function createStepRecorder({ layersModel, hasOwnLoss, turns }: StepRecorderParts): StepRecorder {
  const settings = createLayerSettings(layersModel);
  const suspects = () => suspectsOf(layersModel, hasOwnLoss);
  const hadSuspects = suspects().length > 0;
  const whyChanged = (): string | undefined => {
    const changed = settings.changed();
    return changed && `${changed.layer} changes its "${changed.name}" from step to step`;
  };
  return {
    settings,
    record(batch, compute) {
      const { inputs, targets, weights } = batch;
      settings.keep();
      const place = watchStep(layersModel);
      try {
        return record(compute, {
          inputs: [...inputs, ...targets, ...(weights ? [weights] : [])],
          tensorsOf: ({ loss, parts, answers, gradients }) => [loss, ...parts, ...answers, ...gradients],
          place: () => place.now,
          checking: ['GatherV2'],
        });
      } finally {
        place.stop();
      }
    },
    whyUnsteady: (first, second) => whyChanged() ?? whyDifferent(first, second),
    whyWrong(before, now) {
      const why = whyChanged() ?? (typeof now === 'string' ? now : undefined);
      const difference = why === undefined ? findDifference(before, now as Recording) : undefined;
      return difference === undefined ? why : sayWrong(difference.place, suspects());
    },
    suspects,
    turn: () => (hadSuspects || settings.hasOwnLayers() ? turns() : 0),
  };
}
