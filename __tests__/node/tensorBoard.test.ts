import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { crossValidate, tensorBoard, type TensorBoardOptions } from 'netspec';
import type { BatchEvent, Callback, Control, EpochEvent } from '../../src/train/events.ts';
import { readEvents, type ReadEvents } from '../tensorboard/readEvents.ts';

let folder: string;
let before: number;
let layersModel: LayersModel;
let control: Control;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-'));
  before = tf.memory().numTensors;
  const hidden = tfl.layers.dense({ units: 4, inputShape: [3], name: 'hidden' });
  layersModel = tfl.sequential({ layers: [hidden, tfl.layers.dense({ units: 1, name: 'answer' })] });
  control = { layersModel, learningRate: 0.5, stop: () => undefined };
});
afterEach(async () => {
  layersModel.dispose();
  expect(tf.memory().numTensors).toBe(before);
  await rm(folder, { recursive: true });
});

const epochEvent = (epoch: number, metrics: EpochEvent['metrics']): EpochEvent => ({
  epoch,
  epochs: 3,
  metrics,
  learningRate: 0.5,
  rows: 4,
  milliseconds: 1,
  best: true,
});
const batchEvent = (epoch: number, batch: number, loss: number): BatchEvent => ({
  epoch,
  epochs: 3,
  batch,
  batches: 2,
  rows: 2,
  loss,
  learningRate: 0.5,
});

/** Three epochs of two steps each, as a trainer calls them. */
async function run(callback: Callback): Promise<void> {
  await callback.onTrainBegin?.(control);
  for (const epoch of [1, 2, 3]) {
    await callback.onEpochBegin?.({ epoch, epochs: 3 }, control);
    for (const batch of [1, 2]) await callback.onBatchEnd?.(batchEvent(epoch, batch, 2 / (epoch * batch)), control);
    await callback.onEpochEnd?.(epochEvent(epoch, { loss: 1 / epoch, accuracy: 0.25 * epoch, val_loss: 2 / epoch }), control);
  }
  await callback.onTrainEnd?.(control);
}

async function read(part: string): Promise<ReadEvents> {
  const names = (await readdir(join(folder, part))).sort();
  return readEvents(...(await Promise.all(names.map((name) => readFile(join(folder, part, name))))));
}

const written = async (options?: TensorBoardOptions) => {
  await run(tensorBoard(folder, options));
  return await read('train');
};

test('training and held-out rows have the same tags in folders of their own', async () => {
  const { scalars } = await written();
  expect(scalars.epoch_loss).toEqual([[1, 1], [2, 0.5], [3, Math.fround(1 / 3)]]); // prettier-ignore
  expect(scalars.epoch_accuracy).toEqual([[1, 0.25], [2, 0.5], [3, 0.75]]); // prettier-ignore
  expect(scalars.epoch_learning_rate).toEqual([[1, 0.5], [2, 0.5], [3, 0.5]]); // prettier-ignore
  expect(Object.keys(scalars)).toHaveLength(3);
  expect((await read('validation')).scalars).toEqual({ epoch_loss: [[1, 2], [2, 1], [3, Math.fround(2 / 3)]] }); // prettier-ignore
});

test('without held-out rows there is no folder for them', async () => {
  const callback = tensorBoard(pathToFileURL(folder).href);
  await callback.onTrainBegin?.(control);
  await callback.onEpochEnd?.(epochEvent(1, { loss: 1 }), control);
  expect(await readdir(folder)).toEqual(['train']);
});

test('each epoch can be read before the next begins', async () => {
  const callback = tensorBoard(folder);
  await callback.onTrainBegin?.(control);
  expect((await read('train')).graph).toHaveLength(3);
  for (const epoch of [1, 2]) {
    await callback.onEpochEnd?.(epochEvent(epoch, { loss: 1, val_loss: 1 }), control);
    expect((await read('train')).scalars.epoch_loss).toHaveLength(epoch);
    expect((await read('validation')).scalars.epoch_loss).toHaveLength(epoch);
  }
});

test('steps are counted through the whole run, where they are asked for', async () => {
  const { scalars } = await written({ batches: true });
  const losses = [2, 1, 1, 0.5, 2 / 3, 1 / 3].map(Math.fround);
  expect(scalars.batch_loss).toEqual(losses.map((loss, i) => [i + 1, loss]));
  expect(scalars.batch_learning_rate).toEqual(losses.map((_, i) => [i + 1, 0.5]));
});

test('steps are not listened to where they are not asked for, which would slow the run', () => {
  expect(tensorBoard(folder).onBatchEnd).toBeUndefined();
  expect(tensorBoard(folder, { batches: true }).onBatchEnd).toBeInstanceOf(Function);
});

test('steps of an epoch that was stopped in its middle are kept', async () => {
  const callback = tensorBoard(folder, { batches: true });
  await callback.onTrainBegin?.(control);
  await callback.onBatchEnd?.(batchEvent(1, 1, 2), control);
  await callback.onTrainEnd?.(control);
  expect((await read('train')).scalars.batch_loss).toEqual([[1, 2]]);
});

test('histograms hold every weight, after every so many epochs', async () => {
  expect((await written()).histograms).toEqual({});
  const { histograms } = await written({ histograms: 2 });
  expect(histograms).toEqual({ 'hidden/kernel': [[2, 12]], 'hidden/bias': [[2, 4]], 'answer/kernel': [[2, 4]], 'answer/bias': [[2, 1]] });
});

test('the graph has the layers, unless it is left out', async () => {
  expect((await written({ graph: false })).graph).toBeUndefined();
  expect((await written()).graph).toEqual([
    { name: 'hidden_input', op: 'InputLayer', inputs: [] },
    { name: 'hidden', op: 'Dense', inputs: ['hidden_input'] },
    { name: 'answer', op: 'Dense', inputs: ['hidden'] },
  ]);
});

test('a further run leaves the files of an earlier one as they are', async () => {
  await run(tensorBoard(folder));
  const [first] = await readdir(join(folder, 'train'));
  const content = await readFile(join(folder, 'train', first!));
  await run(tensorBoard(folder));
  expect(await readdir(join(folder, 'train'))).toHaveLength(2);
  expect(await readFile(join(folder, 'train', first!))).toEqual(content);
  expect((await read('train')).scalars.epoch_loss).toHaveLength(3); // those of the later run alone
  expect(first).toMatch(/^events\.out\.tfevents\.\d{10}\./);
});

test('a callback of several trainings writes each into a folder of its own', async () => {
  const data = { xs: [[0], [1], [2], [3], [4], [5]], ys: [[1], [3], [5], [7], [9], [11]] };
  const network = { input: [1], layers: [{ type: 'dense', units: 1 }] } as const;
  await crossValidate(network, data, { folds: 3, epochs: 2, seed: 1, backend: 'cpu', callbacks: [tensorBoard(folder)] });
  expect((await readdir(folder)).sort()).toEqual(['run-2', 'run-3', 'train']);
  for (const part of ['train', 'run-2/train', 'run-3/train'] as const) {
    expect((await read(part)).scalars['epoch_loss']!.map(([step]) => step)).toEqual([1, 2]);
  }
});

describe('a run that was killed after its checkpoint and goes on from there', () => {
  const goOn = async (options: TensorBoardOptions = {}) => {
    await run(tensorBoard(folder, options));
    const callback = tensorBoard(folder, options);
    await callback.onTrainBegin?.(control);
    for (const epoch of [2, 3]) await callback.onEpochEnd?.(epochEvent(epoch, { loss: 10 * epoch, val_loss: 20 * epoch }), control);
    await callback.onTrainEnd?.(control);
  };

  test('takes back what was written of later epochs, as TensorBoard reads it', async () => {
    await goOn();
    expect((await read('train')).scalars['epoch_loss']).toEqual([[1, 1], [2, 20], [3, 30]]); // prettier-ignore
    expect((await read('validation')).scalars['epoch_loss']).toEqual([[1, 2], [2, 40], [3, 60]]); // prettier-ignore
  });

  test('takes nothing back where steps are shown, whose numbers are others than those of epochs', async () => {
    await goOn({ batches: true });
    expect((await read('train')).scalars['batch_loss']).toHaveLength(6);
  });
});

test('a folder that cannot be written is told before the training goes on', async () => {
  await writeFile(join(folder, 'file'), '');
  const told = Promise.resolve(tensorBoard(join(folder, 'file')).onTrainBegin?.(control)).catch((error: Error) => error);
  const { name, message } = (await told) as Error;
  expect(name).toBe('UsageError');
  expect(message.replace(folder, 'FOLDER')).toMatchInlineSnapshot(`
   "the folder for TensorBoard has a problem
     FOLDER/file/train: expected a place that can be written, received a file where a folder is needed
       fix: choose a folder that can be written"
  `);
});

test('every wrong option is told at once', () => {
  expect(() => tensorBoard('', { histograms: -1, graphs: true } as TensorBoardOptions)).toThrowErrorMatchingInlineSnapshot(`
   "the call of tensorBoard has 3 problems
     folder: expected a text that is not empty, received ""
     histograms: expected an integer >= 0, received -1
     graphs: expected an option of tensorBoard, received "graphs"
       fix: did you mean "graph"?"
  `);
});
