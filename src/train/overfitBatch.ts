import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Source } from '../data/frame.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { show, UsageError } from '../errors.ts';
import { takeExamples } from '../model/examples.ts';
import type { Arrays } from '../model/slots.ts';
import { createRandom, permutation } from '../random.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { TrainOptions } from './options.ts';
import { prepareRun } from './prepareRun.ts';
import { wholeRun } from './wholeRun.ts';
import { round } from './watch/finding.ts';
import { lossRange, type LossRange } from './watch/lossRange.ts';

/** What came of learning one batch by heart. */
export interface OverfitResult {
  /** Whether the loss fell at least 95 % of the way from what one answer for all rows gives to the least that there can be. */
  readonly learned: boolean;
  readonly rows: number;
  readonly steps: number;
  /** On the batch as in prediction, without dropout. */
  readonly loss: number;
  /** Of the best answer that is the same for every row: what a network that reads nothing comes to. */
  readonly constantLoss: number;
  /** In words, with what may help. */
  readonly message: string;
}

/** So much of the way from the constant answer's loss to the least. */
const LEARNED = 0.95;
const MOST_STEPS = 2000;
const MOST_SECONDS = 20;

/**
 * Trains on a single batch again and again. A network that cannot learn even this by heart has a fault in its layers, its labels or its
 * learning rate (`findLearningRate` looks for one), which more data and epochs will not mend.
 * @param subject As for `train`; a tf.LayersModel is changed.
 * @throws as `train` does; UsageError for a step or a loss of the program's own that only the program can judge.
 */
export async function overfitBatch<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: RowData | Arrays | Source,
  options: TrainOptions = {},
): Promise<OverfitResult> {
  requireBuiltIn(options);
  const start = performance.now();
  let limit = NaN;
  const run = await prepareRun(
    subject,
    data,
    {
      ...options,
      ...wholeRun,
      epochs: MOST_STEPS,
      shuffle: false,
      stopWhen: ({ metrics, epoch }) =>
        epoch % 10 === 0 && (metrics['val_loss']! <= limit || performance.now() - start > MOST_SECONDS * 1000),
    },
    {
      steps: () => MOST_STEPS,
      adapt({ stream, ...prepared }, { training }) {
        const set = stream?.sample ?? prepared.set;
        const { rows } = set;
        const some = permutation(rows, createRandom(training.seed ?? 1)).subarray(0, training.batchSize);
        const batch = takeExamples(set, some);
        // Held out and trained on at once: what is measured is without dropout.
        return { ...prepared, set: batch, heldOut: batch, isTrial: true };
      },
    },
  );
  const { set } = run.prepared;
  try {
    const units = run.layersModel.outputs.map(({ shape }) => shape.at(-1) ?? 1);
    const range = lossRange(run.spec, units, set, run.losses);
    if (Number.isNaN(range.least)) throw withoutLeast(range);
    limit = range.constant - LEARNED * (range.constant - range.least);
    while ((await run.next()) !== undefined);
    const losses = run.loop.history['val_loss'] ?? [];
    const loss = run.divergence === undefined ? (losses.at(-1) ?? NaN) : NaN;
    const learned = loss <= limit;
    return {
      learned,
      rows: set.rows,
      steps: losses.length,
      loss,
      constantLoss: range.constant,
      message: run.loop.ended === 'stopped' && losses.length === 0 ? tellNothing(set.rows) : tell(learned, loss, range, set.rows),
    };
  } finally {
    run.dispose();
  }
}

function requireBuiltIn({ trainStep }: TrainOptions): void {
  if (trainStep === undefined) return;
  const fix = 'train on a few rows and look at the loss yourself';
  throw new UsageError('the call', [
    { path: 'trainStep', expected: 'nothing, as what is measured is the loss of the spec', received: show(trainStep), fix },
  ]);
}

const withoutLeast = ({ constant }: LossRange) =>
  new UsageError('the call', [
    {
      path: 'loss',
      expected: 'a loss that falls as the answers come near the labels, or is not below 0',
      received: `one of ${round(constant)} where one answer is given for all rows, and of no less for the labels`,
      fix: 'train on a few rows and look at the loss yourself',
    },
  ]);

const tellNothing = (rows: number): string =>
  `The run was stopped before its first step had ended, which tells nothing of a batch of ${rows} rows.`;

function tell(learned: boolean, loss: number, { constant, least }: LossRange, rows: number): string {
  const most = Math.abs(least) < 1e-3 * Math.abs(constant) ? '' : ` and the right ones ${round(least)}`;
  const figures = `loss ${round(loss)}, where one answer for all of them gives ${round(constant)}${most}`;
  if (learned) return `The network learned a batch of ${rows} rows by heart (${figures}): it can learn.`;
  if (Number.isNaN(loss)) return `The loss of a batch of ${rows} rows became no number: try a smaller learning rate, or scale the inputs.`;
  return `The network did not learn a batch of ${rows} rows by heart (${figures}): try another learning rate (findLearningRate, or --find-learning-rate, suggests one), more units, no regularizers, and look whether the labels belong to their rows.`;
}
