import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { returnTo } from '../backend/backendInUse.ts';
import { takeTurns } from '../turns/inTurns.ts';
import { createBreather, waitWhile } from '../turns/breathe.ts';
import { fixedBatchSize } from './fixedBatchSize.ts';
import { layerStates, type StatesApart } from './layerStates.ts';
import { freeMasks } from './masks.ts';
import { replaysOf, type PredictReplays } from './predictReplays.ts';
import { requireWeights } from './requireWeights.ts';
import { rowsAtOnce } from './rowsAtOnce.ts';
import { padRows, sliceRows, toTensor, type Table } from './table.ts';

export interface ComputeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: `auto`, by programs where they can be recorded. */
  readonly step?: 'auto' | 'eager' | undefined;
  /** What TF.js calls the backend that computes, whichever is set meanwhile. Default: the one in use. */
  readonly backend?: string | undefined;
}

/** What the network answers to some rows at one output. */
export interface Answers {
  /** Not to be kept. */
  readonly values: Float32Array;
  /** Of one row. */
  readonly shape: readonly number[];
}

/**
 * What the network answers for each row, one table an output. Batch by batch, so that memory stays flat; where the network fixes how many
 * rows a batch has, a last one that has fewer is filled up by rows whose answers are left out. States that layers carry from batch to batch
 * begin with 0, and are its own: what else answers or trains meanwhile goes on with those that it had.
 * @param inputs One table for each input, in the model's order.
 * @throws the signal's reason when it is aborted; UsageError where the model is disposed meanwhile.
 */
export async function computeOutputs(layersModel: LayersModel, inputs: readonly Table[], options: ComputeOptions = {}): Promise<Table[]> {
  const rows = inputs[0]!.rows;
  const tables: { values: Float32Array; readonly shape: readonly number[] }[] = [];
  const take = (answers: readonly Answers[], start: number) =>
    answers.forEach(({ values, shape }, output) => {
      const size = product(shape);
      const table = (tables[output] ??= { values: new Float32Array(rows * size), shape });
      table.values.set(values, start * size);
    });
  await computeInBatches(layersModel, inputs, take, options);
  return tables.map((table) => ({ ...table, rows, dtype: 'float32' as const }));
}

/**
 * Hands what the network answers on, batch by batch: to `end - start` rows each. Tensors that `take` makes are freed when it returns.
 * Other work gets its turn in between.
 * @throws the signal's reason when it is aborted; UsageError where the model is disposed meanwhile.
 */
export async function computeInBatches(
  layersModel: LayersModel,
  inputs: readonly Table[],
  take: (answers: readonly Answers[], start: number, end: number) => void,
  { signal, step, backend = tf.getBackend() }: ComputeOptions = {},
): Promise<void> {
  const goOn = () => void (backend && returnTo(backend));
  goOn();
  const rows = inputs[0]!.rows;
  const fixedSize = fixedBatchSize(layersModel);
  const batchSize = fixedSize ?? rowsAtOnce(layersModel, rows);
  const breathe = createBreather(signal);
  const replays = step === 'eager' ? undefined : replaysOf(layersModel, Math.ceil(rows / batchSize));
  const states = layerStates(layersModel).apart();
  const goOnWith = () => {
    requireWeights(layersModel);
    goOn();
  };
  const replay = async (batch: readonly Table[]) => {
    if (replays?.isBusy(batch) === true) {
      await waitWhile(() => replays.isBusy(batch), signal);
      goOnWith();
    }
    const work = replays?.runInTurns(batch);
    if (work === undefined) return replays?.run(batch);
    const answers = await takeTurns(work, breathe);
    goOnWith();
    return answers;
  };
  try {
    for (let start = 0; start < rows; start += batchSize) {
      signal?.throwIfAborted();
      await breathe();
      goOnWith();
      const end = Math.min(start + batchSize, rows);
      const given = inputs.map((table) => sliceRows(table, start, end));
      const isFull = fixedSize === undefined || end - start === fixedSize;
      const batch = isFull ? given : given.map((table) => padRows(table, fixedSize));
      const answers = (await replay(batch)) ?? (await computeBatch(layersModel, batch, replays, states));
      goOn();
      tf.tidy(() => take(isFull ? answers : answers.map((answer) => firstRows(answer, end - start)), start, end));
    }
  } finally {
    states.dispose();
    replays?.end();
  }
}

const firstRows = ({ values, shape }: Answers, rows: number): Answers => ({ values: values.subarray(0, rows * product(shape)), shape });

async function computeBatch(
  layersModel: LayersModel,
  inputs: readonly Table[],
  replays: PredictReplays | undefined,
  states: StatesApart,
): Promise<readonly Answers[]> {
  try {
    const answerNow = () =>
      tf.tidy(() => {
        const given = inputs.map(toTensor);
        const compute = () => {
          const answer = layersModel.predictOnBatch(given) as Tensor | Tensor[];
          return Array.isArray(answer) ? answer : [answer];
        };
        return replays === undefined ? compute() : replays.learn(inputs, given, compute);
      });
    const tensors = states.during(answerNow);
    try {
      // Read here without blocking, where the backend can (a page's GPU).
      const values = await Promise.all(tensors.map((tensor) => tensor.data()));
      return tensors.map(({ shape }, output) => ({ values: values[output] as Float32Array, shape: shape.slice(1) }));
    } finally {
      tf.dispose(tensors);
    }
  } finally {
    freeMasks(layersModel);
  }
}

/** A table as nested plain arrays: a list of rows; a row of one number is that number in a list, as TF.js's arraySync gives it. */
export function toNested({ values, shape, rows }: Table): NestedOutput[] {
  const sizes = [rows, ...shape];
  const last = sizes.length - 1;
  const listOf = (start: number, end: number): number[] => {
    const list: number[] = [];
    for (let i = start; i < end; i++) list.push(values[i]!);
    return list;
  };
  const build = (axis: number, index: number): NestedOutput[] => {
    const size = sizes[axis]!;
    const end = (index + 1) * size;
    if (axis === last) return listOf(index * size, end);
    const built: NestedOutput[] = [];
    for (let i = index * size; i < end; i++) built.push(build(axis + 1, i));
    return built;
  };
  return build(0, 0);
}

const product = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);

export type NestedOutput = number | NestedOutput[];
