import type { LayersModel } from '@tensorflow/tfjs-layers';
import { asListed } from '../model/weights.ts';
import type { Best } from './best.ts';
import type { DivergedAt, Loop } from './loop.ts';
import type { Divergence } from './watch/divergence.ts';

/** What is known of a run whose loss became no finite number. */
export interface Diverged extends Divergence {
  readonly at: DivergedAt;
  /**
   * What is left: the weights after the best epoch, in the order of `layersModel.getWeights()`, or those that the run began with where none has ended;
   * undefined where the first step failed, which changed none.
   */
  readonly weights: readonly Float32Array[] | undefined;
  /** The epoch after which the weights were so; 0 for those that the run began with. */
  readonly keptEpoch: number;
  /** In words, which weights are left. */
  readonly kept: string;
}

/** What was found, with what is left of the run. */
export function describeDiverged(
  at: DivergedAt,
  found: Divergence,
  { kept, best, layersModel }: { readonly kept: Loop['goodWeights']; readonly best: Best; readonly layersModel: LayersModel },
): Diverged {
  const keptEpoch = kept?.epoch ?? 0;
  const weights = kept && asListed(layersModel, kept.weights);
  return { ...found, at, weights, keptEpoch, kept: describeKept(keptEpoch, best.epoch, best.monitor) };
}

/** Says which weights are left. @param best The best epoch by `monitor`, where one counted. */
function describeKept(keptEpoch: number, best: number | undefined, monitor: string): string {
  if (keptEpoch === 0) return 'the weights that the run began with';
  return `the weights after epoch ${keptEpoch}${keptEpoch === best ? `, the best by ${monitor}` : ''}`;
}
