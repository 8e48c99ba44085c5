import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { requireKernels } from '../backend/preflight.ts';
import type { Baselines } from '../baseline/baselines.ts';
import { takeTurns, type InTurns } from '../turns/inTurns.ts';
import type { Encoders, Row } from '../data/encoders.ts';
import { decodeAhead, encodeAhead, tellLeftOut } from '../data/forecast/ahead.ts';
import type { Frame } from '../data/frame.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { readInStyle } from '../data/read/styledFrame.ts';
import type { Answer } from '../data/targets/kind.ts';
import { show, UsageError } from '../errors.ts';
import type { AnyReport, Report, TargetReports } from '../evaluate/report.ts';
import type { Task } from '../metrics/task.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { ByTarget } from '../spec/rowTypes.ts';
import { createBreather } from '../turns/breathe.ts';
import { beginCall, type AnswerOptions } from './callOptions.ts';
import { disposeReplays } from './predictReplays.ts';
import { computeOutputs, toNested, type ComputeOptions, type NestedOutput } from './outputs.ts';
import type { Predict } from './predictTypes.ts';
import { answersInTurns, featuresInTurns, frameInTurns } from '../data/rowsInTurns.ts';
import { readInputs, type InputData } from './slots.ts';
import type { Table } from './table.ts';
import { tellUnseenIn } from './tellUnseen.ts';
import type { TrainedOn } from './trainedOn.ts';

/** Numbers by epoch: `loss` and the metrics, and the same on the held-out rows as `val_loss`, ... (names as Keras has them). */
export type History = Readonly<Record<string, readonly number[]>>;

/** Rows, or nested arrays for each input by name. */
export type Samples = { readonly rows: readonly Row[] } | { readonly inputs: Readonly<Record<string, readonly NestedOutput[]>> };

/** Everything about a trained model that is plain data and travels with it. */
export interface ModelRecord {
  readonly spec: NormalisedModel;
  /** What its only output is judged by; absent where metrics do not cover it. */
  readonly task?: Task;
  readonly encoders?: Encoders;
  readonly baselines?: Baselines;
  /** Of several targets, by column: what each is judged by and beside. */
  readonly judged?: Readonly<Record<string, { readonly task: Task; readonly baselines?: Baselines }>>;
  readonly history: History;
  /** The epoch that was best by the number that was watched, from 1. */
  readonly bestEpoch?: number;
  /** What looked wrong in the course of the run. */
  readonly warnings?: readonly { readonly about: string; readonly message: string }[];
  /** The seed that decided the run; what to give again for the same weights. */
  readonly seed?: number;
  /** How good it is on the rows that were held out of training. */
  readonly heldOut?: AnyReport;
  /** Why there is none, in one line. */
  readonly noReport?: string;
  /** What it takes to know the rows again that it was trained on. */
  readonly trainedOn?: TrainedOn;
  /** A few inputs to show, wherever the model goes, that it still answers the same. */
  readonly samples?: Samples;
}

/**
 * A trained network with all that it takes to use it. It owns the tensors of `layersModel`: call `dispose()` when done.
 * Where it was made from a literal spec S, its rows and answers are typed by the features and the target.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- so that a model of any spec is a Model
export class Model<S = any> {
  /** The checked spec with every default filled in. */
  readonly spec: NormalisedModel;
  /** The TensorFlow.js model itself. */
  readonly layersModel: LayersModel;
  readonly record: ModelRecord;
  #disposed = false;

  constructor(layersModel: LayersModel, record: ModelRecord) {
    this.layersModel = layersModel;
    this.record = record;
    this.spec = record.spec;
  }

  /** Loss and metrics by epoch; the same on held-out rows under `val_...`. */
  get history(): History {
    return this.record.history;
  }

  /** The seed of the run that trained it. */
  get seed(): number | undefined {
    return this.record.seed;
  }

  /** The evaluation on the rows held out of training, where some were; of several targets one for each. */
  get heldOut(): ByTarget<S, Report, TargetReports> | undefined {
    return this.record.heldOut as ByTarget<S, Report, TargetReports> | undefined;
  }

  /** Why there is no such evaluation, in one line; undefined where there is one. */
  get noReport(): string | undefined {
    return this.record.noReport;
  }

  /**
   * Answers for rows: labels with probabilities, or numbers in the target's own units; of a forecast the steps that follow the last row
   * with a target of each series, by series and time (series with too few rows are left out, and told to `options.onWarning`); for a network without features, arrays
   * for arrays (an object by output name where there are several outputs). Tensors given stay the caller's; none come back.
   * Lists may be changed once it is called, and of up to 512 rows the rows as well; others are to stay as they are until it answers.
   * @throws DataError where a row or an array does not fit; the reason of `options.signal` when it is aborted.
   */
  readonly predict = ((data: RowData | InputData, options?: AnswerOptions) => answer(this, data, options)) as Predict<S>;

  /** Frees the weights. The model cannot be used afterwards. */
  dispose(): void {
    if (!this.#disposed) {
      disposeReplays(this.layersModel);
      this.layersModel.dispose();
    }
    this.#disposed = true;
  }

  /** Whether `dispose` was called. */
  get disposed(): boolean {
    return this.#disposed;
  }
}

async function answer(model: Model, data: RowData | InputData, options: AnswerOptions = {}): Promise<unknown> {
  beginCall(options, ['step']);
  const computing = { signal: options.signal, step: options.step, backend: tf.getBackend() };
  const { layersModel, record, spec } = model;
  const { encoders } = record;
  const breathe = createBreather(options.signal);
  function* asTrained(): InTurns<Frame> {
    return readInStyle(yield* frameInTurns(data as RowData), record.trainedOn?.style);
  }
  if (encoders?.forecast !== undefined) {
    return await forecast(model, encoders, await takeTurns(asTrained(), breathe), options, computing);
  }
  requireAnswers(model);
  let rows: Frame | undefined;
  // Few rows are read before anything is waited for: the program may use the same objects for other ones.
  function* rowsRead(known: Encoders): InTurns<readonly Table[]> {
    rows = yield* asTrained();
    return yield* featuresInTurns(known, rows);
  }
  const inputs = encoders === undefined ? await readData(model, data, options.signal) : await takeTurns(rowsRead(encoders), breathe);
  if (inputs[0]!.rows === 0) return [];
  const outputs = await computeOutputs(layersModel, inputs, computing);
  if (encoders !== undefined) {
    await takeTurns(tellUnseenIn(encoders, rows!, options), breathe);
    const values = outputs.map(({ values }) => values as Float32Array);
    return await takeTurns(answersInTurns(encoders, values, outputs[0]!.rows), breathe);
  }
  if (outputs.length === 1) return toNested(outputs[0]!);
  return Object.fromEntries(spec.network.outputs.map(({ name }, i) => [name, toNested(outputs[i]!)]));
}

/** The steps that follow the last row of each series. */
export async function forecast(
  model: Model,
  encoders: Encoders,
  frame: Frame,
  options: AnswerOptions = {},
  computing: ComputeOptions = options,
): Promise<Answer[]> {
  requireAnswers(model);
  if (frame.rows === 0) return [];
  const breathe = createBreather(options.signal);
  const ahead = await takeTurns(encodeAhead(encoders, frame), breathe);
  if (ahead.leftOut.length > 0) options.onWarning?.({ about: 'shortSeries', message: tellLeftOut(encoders, ahead) });
  await takeTurns(tellUnseenIn(encoders, ahead.read, options), breathe);
  const [output] = await computeOutputs(model.layersModel, ahead.inputs, computing);
  return await takeTurns(decodeAhead(encoders, output!.values as Float32Array, ahead), breathe);
}

/** @throws UsageError where it is no model, or one that was disposed. */
export function requireModel(model: Model): void {
  if (!((model as unknown) instanceof Model)) {
    const fix = 'give what train or load returned';
    throw new UsageError('the call', [{ path: 'model', expected: 'a Model', received: show(model), fix }]);
  }
  if (!model.disposed) return;
  throw new UsageError('the model', [
    { path: 'model', expected: 'a model in use', received: 'one that was disposed', fix: 'dispose it later, or load it again' },
  ]);
}

/**
 * The same of a model that is about to answer.
 * @throws BackendError, too, where the backend lacks a kernel that the network needs.
 */
export function requireAnswers(model: Model): void {
  requireModel(model);
  if (tf.getBackend()) requireKernels({ network: model.spec.network });
}

/** Rows or arrays as the network reads them: a table for each input. */
export async function readData(model: Model, data: RowData | InputData, signal?: AbortSignal): Promise<readonly Table[]> {
  requireAnswers(model);
  const { record, layersModel } = model;
  const { encoders, spec } = record;
  if (encoders === undefined) return await readInputs(spec.network, layersModel, data as InputData, { shares: true, signal });
  const breathe = createBreather(signal);
  const frame = await takeTurns(frameInTurns(data as RowData), breathe);
  if (encoders.forecast === undefined) return await takeTurns(featuresInTurns(encoders, frame), breathe);
  return (await takeTurns(encodeAhead(encoders, frame), breathe)).inputs;
}
