import type { LayersModel } from '@tensorflow/tfjs-layers';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { checkOptions, flag, integer, normaliseOptions, text, type Written } from '../spec/option.ts';
import { graphEvent, startEvent, summaryEvent } from '../tensorboard/event.ts';
import { graphDef } from '../tensorboard/graphDef.ts';
import { layerGraph } from '../tensorboard/layerGraph.ts';
import { histogram, scalar } from '../tensorboard/summary.ts';
import type { BatchEvent, Callback, EpochEvent } from '../train/events.ts';
import { toPath } from './toPath.ts';
import { createEventFile, wallTime, type EventFile } from './eventFile.ts';

const tensorBoardOptions = {
  histograms: integer({ minimum: 0 })({ doc: 'Shows how the weights are spread after every so many epochs, 0 for never.', default: 0 }),
  graph: flag({ doc: 'Shows the layers and what they read.', default: true }),
  batches: flag({ doc: 'Shows loss and learning rate of each step too.', default: false }),
};

/** What TensorBoard is to show beside loss, metrics and learning rate of each epoch. */
export type TensorBoardOptions = Written<typeof tensorBoardOptions>;

/** Steps are written when this long has passed since the last time, so that long epochs are seen as they go. */
const WRITE_EVERY_SECONDS = 2;

/**
 * A callback that writes what `tensorboard --logdir FOLDER` shows while the run goes on: `train/` and `validation/` with Keras's tags
 * (`epoch_loss`, `epoch_learning_rate`, ...), so that one plot has both. Epochs count from 1, steps (`batch_loss`,
 * `batch_learning_rate`) from 1 through the whole run. Each run adds files of its own. Where a run goes on from a checkpoint, what
 * earlier files have of the epochs after it is shown no more. A callback that is given to several trainings, such as the folds of
 * `crossValidate`, writes the first into `folder`, the others into `folder/run-2`, `folder/run-3`, ...
 * @param folder A path or a `file://` address; made where it is not there.
 * @param options `histograms` of the weights every so many epochs (0: none), `graph` of the layers (true), `batches`: each step too (false).
 * @throws UsageError where an option is wrong; when the run begins, where the folder cannot be written.
 */
export function tensorBoard(folder: string, options: TensorBoardOptions = {}): Callback {
  const { histograms, graph, batches } = checked(folder, options);
  let trainings = 0;
  let place: string;
  /** Whether no epoch of this training has ended yet. */
  let isFirst: boolean;
  let training: EventFile;
  let validation: EventFile | undefined;
  let written: number;
  const onBatchEnd = ({ epoch, batch, batches: count, loss, learningRate }: BatchEvent): Promise<void> | undefined => {
    const now = wallTime();
    const values = [scalar('batch_loss', loss), scalar('batch_learning_rate', learningRate)];
    training.add(summaryEvent(values, (epoch - 1) * count + batch, now));
    if (now - written < WRITE_EVERY_SECONDS) return undefined;
    written = now;
    return training.write();
  };
  return {
    async onTrainBegin({ layersModel }) {
      trainings++;
      place = trainings === 1 ? toPath(folder) : join(toPath(folder), `run-${trainings}`);
      training = await createEventFile(join(place, 'train'));
      validation = undefined;
      isFirst = true;
      written = wallTime();
      if (graph) training.add(graphEvent(graphDef(layerGraph(layersModel)), written));
      await training.write();
    },

    ...(batches ? { onBatchEnd } : {}), // a run whose steps nobody hears of is quicker

    async onEpochEnd(event, control) {
      const { epoch } = event;
      const numbers = numbersOf(event);
      // Steps are counted otherwise than epochs, and would go with them.
      const isStart = isFirst && !batches;
      isFirst = false;
      if (isStart) training.add(startEvent(epoch, wallTime()));
      training.add(summaryEvent(numbers.training, epoch, wallTime()));
      if (histograms > 0 && epoch % histograms === 0) training.add(summaryEvent(await weightsOf(control.layersModel), epoch, wallTime()));
      await training.write();
      if (numbers.validation.length === 0) return;
      validation ??= await createEventFile(join(place, 'validation'));
      if (isStart) validation.add(startEvent(epoch, wallTime()));
      validation.add(summaryEvent(numbers.validation, epoch, wallTime()));
      await validation.write();
    },

    async onTrainEnd() {
      await training.write();
    },
  };
}

function checked(folder: string, options: TensorBoardOptions) {
  const issues = [
    ...text({ doc: '' }).check(folder, 'folder'),
    ...checkOptions(options, tensorBoardOptions, '', { subject: 'tensorBoard' }),
  ];
  if (issues.length > 0) throw new UsageError('the call of tensorBoard', issues);
  return normaliseOptions(options, tensorBoardOptions);
}

/** The numbers of an epoch under Keras's tags, those of the held-out rows without `val_`. */
function numbersOf({ metrics, learningRate }: EpochEvent) {
  const training = [scalar('epoch_learning_rate', learningRate)];
  const validation: Uint8Array[] = [];
  for (const [name, value] of Object.entries(metrics)) {
    if (name.startsWith('val_')) validation.push(scalar(`epoch_${name.slice(4)}`, value));
    else training.push(scalar(`epoch_${name}`, value));
  }
  return { training, validation };
}

/** A histogram for each weight, under `dense_1/kernel`. Layers of one name in different models inside the model get a number. */
async function weightsOf(layersModel: LayersModel): Promise<readonly Uint8Array[]> {
  const counts = new Map<string, number>();
  return await Promise.all(
    layersModel.weights.map((weight) => {
      const name = weight.originalName;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      // What is read is the weight itself, not a copy to be disposed of.
      return weight
        .read()
        .data()
        .then((values) => histogram(count === 1 ? name : `${name}_${count}`, values));
    }),
  );
}
