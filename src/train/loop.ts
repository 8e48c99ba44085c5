import type { History } from '../model/model.ts';
import { takeRows, type Table } from '../model/table.ts';
import { createRandom, deriveSeed, permutation } from '../random.ts';
import type { TrainingSet, TrainStep } from './step/trainStep.ts';

/** What one epoch came to. */
export interface EpochEvent {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** `loss`, the metrics, and the same on held-out rows as `val_loss`, ... */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface LoopOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onEpoch?: (event: EpochEvent) => void | Promise<void>;
  /** Asked after each epoch; true ends the training there. */
  readonly stopWhen?: (event: EpochEvent) => boolean;
}

/** Measures answers against what they should be: the metrics of an epoch, by name. */
export type Measure = (outputs: readonly Table[], targets: readonly Table[]) => Readonly<Record<string, number>>;

export interface LoopParts {
  readonly step: TrainStep;
  readonly set: TrainingSet;
  /** Metrics of the answers given while training; none asked for where left out. */
  readonly measure?: Measure;
  /** Loss and metrics on the held-out rows, weights being visible in the model. */
  readonly validate?: () => Promise<Readonly<Record<string, number>>>;
}

/** Other work gets its turn this often, so that a signal is heard and a page stays alive. */
const BREATHE_MS = 50;

/**
 * Epoch after epoch, batch after batch. The order of the rows follows from the seed and the epoch alone.
 * @returns each epoch's numbers, by name.
 * @throws the signal's reason when it is aborted; the model then holds the weights of the last step.
 */
export async function runLoop({ step, set, measure, validate }: LoopParts, options: LoopOptions): Promise<History> {
  const { epochs, signal, onEpoch, stopWhen } = options;
  const history: Record<string, number[]> = {};
  const breathe = breather(signal);
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const trained = await trainEpoch({ step, set, ...(measure ? { measure } : {}) }, options, epoch, breathe);
      let metrics: Readonly<Record<string, number>> = trained;
      if (validate !== undefined) {
        step.writeWeights();
        metrics = { ...trained, ...prefixed(await validate()) };
      }
      for (const [name, value] of Object.entries(metrics)) (history[name] ??= []).push(value);
      const event = { epoch, epochs, metrics };
      await onEpoch?.(event);
      signal?.throwIfAborted();
      if (stopWhen?.(event)) break;
    }
  } finally {
    step.writeWeights();
  }
  return history;
}

async function trainEpoch(
  { step, set, measure }: Pick<LoopParts, 'step' | 'set' | 'measure'>,
  { batchSize, shuffle, seed }: LoopOptions,
  epoch: number,
  breathe: () => Promise<void>,
): Promise<Record<string, number>> {
  const order = shuffle
    ? permutation(set.rows, createRandom(deriveSeed(seed, 'shuffle', epoch)))
    : Uint32Array.from({ length: set.rows }, (_, i) => i);
  const answers = measure && set.outputs.map((table) => ({ parts: [] as (Float32Array | Int32Array)[], table }));
  let loss = 0;
  for (let start = 0; start < set.rows; start += batchSize) {
    const rows = order.subarray(start, start + batchSize);
    const result = step.run(rows, measure !== undefined);
    loss += result.loss * rows.length;
    answers?.forEach(({ parts }, i) => parts.push(result.outputs[i]!));
    await breathe();
  }
  const metrics =
    answers && measure
      ? measure(
          answers.map(({ parts }) => joinParts(parts, set.rows)),
          set.outputs.map((table) => takeRows(table, order)),
        )
      : {};
  return { loss: loss / set.rows, ...metrics };
}

function joinParts(parts: readonly (Float32Array | Int32Array)[], rows: number): Table {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const values = new Float32Array(length);
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  return { values, shape: [length / rows], rows, dtype: 'float32' };
}

const prefixed = (metrics: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`val_${name}`, value]));

function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATHE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    last = performance.now();
  };
}
