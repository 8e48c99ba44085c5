import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Source } from '../data/frame.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import type { Arrays } from '../model/slots.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';
import { suggestLearningRate, type SuggestedRate } from './learningRate/suggest.ts';
import { learningRateSweep, type SweepOptions } from './learningRate/sweep.ts';
import type { TrainOptions } from './options.ts';
import { prepareRun } from './prepareRun.ts';
import { wholeRun } from './wholeRun.ts';

/** What a sweep over learning rates may be told: what a training may, and which rates it tries. */
export interface FindLearningRateOptions extends TrainOptions {
  /** Default: a hundred steps from 1e-7 to 10. */
  readonly sweep?: SweepOptions;
}

/** What a sweep over learning rates has shown. */
export interface LearningRates extends SuggestedRate {
  /** Each rate that was tried, ascending. */
  readonly rates: readonly number[];
  /** The loss of the step at each of them; the mean of the steps that gather gradients for one change of the weights. */
  readonly losses: readonly number[];
}

/**
 * Trains for a hundred changes of the weights, each at a larger learning rate, and suggests the one at which the loss falls fastest (L. N. Smith,
 * "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3).
 * @param subject As for `train`; a tf.LayersModel is changed.
 * @param sweep The first rate (1e-7), the last (10) and the number of steps (100).
 * @throws as `train` does.
 */
export async function findLearningRate<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: RowData | Arrays | Source,
  { sweep: range, ...options }: FindLearningRateOptions = {},
): Promise<LearningRates> {
  const sweep = learningRateSweep(range);
  /** Of the steps since the last change of the weights. */
  let losses: number[] = [];
  let accumulation = 1;
  const run = await prepareRun(
    subject,
    data,
    {
      ...options,
      ...wholeRun,
      epochs: Number.MAX_SAFE_INTEGER, // the sweep ends it
      callbacks: [
        ...(options.callbacks ?? []),
        {
          onBatchEnd({ loss }, control) {
            losses.push(loss);
            if (losses.length < accumulation) return;
            const mean = losses.reduce((sum, one) => sum + one, 0) / losses.length;
            losses = [];
            if (sweep.observe(mean)) control.learningRate = sweep.rates[sweep.losses.length]!;
            else control.stop();
          },
        },
      ],
    },
    {
      steps: ({ training }) => sweep.rates.length * stepsForEach(training),
      adapt: ({ heldOut: _, ...prepared }) => ({ ...prepared, isTrial: true }),
    },
  );
  try {
    accumulation = stepsForEach(run.spec.training);
    run.loop.learningRate = sweep.rates[0]!;
    while (run.loop.ended === undefined) await run.next();
    const { divergence } = run.loop; // at a step of which no callback hears
    if (divergence !== undefined && sweep.losses.length < sweep.rates.length) sweep.observe(divergence.loss);
    const rates = sweep.rates.slice(0, sweep.losses.length);
    return { ...suggestLearningRate(sweep.rates, sweep.losses), rates, losses: sweep.losses };
  } finally {
    run.dispose();
  }
}

/** How many steps gather gradients for one change of the weights. */
const stepsForEach = ({ optimizer }: NormalisedTraining): number => (optimizer['gradientAccumulationSteps'] as number | undefined) ?? 1;
