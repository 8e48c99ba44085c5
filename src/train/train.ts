import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Optimizer } from '@tensorflow/tfjs-core';
import { tfl } from '#tf';
import { fitBaselines, type Baselines } from '../baseline/baselines.ts';
import { toLayersModel } from '../compile/toLayersModel.ts';
import { toSpec } from '../compile/toSpec.ts';
import type { Columns } from '../data/rows.ts';
import type { Row } from '../data/encoders.ts';
import { UsageError, show } from '../errors.ts';
import { evaluateExamples, joinInputs } from '../model/evaluate.ts';
import { Model, type ModelRecord } from '../model/model.ts';
import type { Arrays } from '../model/slots.ts';
import { taskOf } from '../model/task.ts';
import type { Task } from '../metrics/task.ts';
import { createRandom, deriveSeed } from '../random.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { NetworkSpec } from '../spec/network.ts';
import type { TrainingSpec } from '../spec/training.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { OptimizerSpec } from '../spec/builders/words.ts';
import type { Named } from '../spec/named.ts';
import { optimizers } from '../spec/optimizers.ts';
import { parseModel } from '../spec/parse.ts';
import { runLoop, type EpochEvent } from './loop.ts';
import { measures } from './measures.ts';
import { prepareArrays, prepareRows, type Prepared } from './prepare.ts';
import { createStep } from './step/createStep.ts';
import type { TrainingSet } from './step/trainStep.ts';

/** The training part of the spec, overridden for one run, and what watches over it. */
export interface TrainOptions extends TrainingSpec {
  /** Called after each epoch. */
  readonly onEpoch?: (event: EpochEvent) => void | Promise<void>;
  /** Asked after each epoch; true ends the training there. */
  readonly stopWhen?: (event: EpochEvent) => boolean;
  /** Ends the training when aborted; the promise is rejected by its reason. */
  readonly signal?: AbortSignal;
  /** `eager` runs each operation by TF.js; `auto` (the default) takes the plain step where it can, for small dense networks. */
  readonly step?: 'auto' | 'eager';
}

const OWN_OPTIONS = ['onEpoch', 'stopWhen', 'signal', 'step'] as const;

/**
 * Trains a network on the backend that is set.
 * @param subject A model spec, a bare network spec, or a tf.LayersModel, which is trained in place and then owned by the Model; the
 * loss and optimizer that it was compiled with count where the options have none.
 * @param data Rows (objects, or columns) for a spec with features; `{ xs, ys }` for a network without.
 * @throws SpecError, DataError; the signal's reason when aborted. Then nothing is left behind.
 */
export async function train<const S extends AnyModel>(
  subject: Checked<S> | LayersModel,
  data: readonly Row[] | Columns | Arrays,
  options: TrainOptions = {},
): Promise<Model<S>> {
  options.signal?.throwIfAborted();
  if (options.step !== undefined && !['auto', 'eager'].includes(options.step)) {
    throw new UsageError('the call', [{ path: 'step', expected: '"auto" or "eager"', received: show(options.step) }]);
  }
  const given = isLayersModel(subject) ? subject : undefined;
  if (given === undefined && (typeof subject !== 'object' || subject === null)) parseModel(subject);
  const written = withOptions(given ? fromLayersModel(given, options) : (subject as ModelSpec | NetworkSpec), options);
  const first = parseModel(written);
  const seed = first.training.seed ?? Math.floor(Math.random() * 2 ** 31);

  const rows = first.features === undefined ? undefined : prepareRows(first, data as readonly Row[] | Columns, seed);
  const spec = rows === undefined ? first : parseModel(written, rows.known);
  const layersModel = given ?? toLayersModel(spec, seed);
  try {
    const prepared = rows ?? (await prepareArrays(spec, layersModel, data as Arrays, seed));
    const optimizer = options.optimizer === undefined ? given?.optimizer : undefined;
    return await fit({ spec, layersModel, prepared, seed, ...(optimizer ? { optimizer } : {}) }, options);
  } catch (error) {
    if (given === undefined) layersModel.dispose();
    throw error;
  }
}

interface Run {
  readonly spec: NormalisedModel;
  readonly layersModel: LayersModel;
  readonly prepared: Prepared;
  readonly seed: number;
  /** The one that a tf.LayersModel was compiled with. */
  readonly optimizer?: Optimizer;
}

async function fit({ spec, layersModel, prepared, seed, optimizer }: Run, options: TrainOptions): Promise<Model> {
  const { training } = spec;
  const { set, heldOut, encoders } = prepared;
  const step = createStep(
    { layersModel, spec, set, ...(optimizer ? { optimizer } : {}), random: createRandom(deriveSeed(seed, 'masks')) },
    options.step ?? 'auto',
  );
  const { measure, validate } = measures(layersModel, training, heldOut);
  try {
    const { epochs, batchSize, shuffle } = training;
    const { signal, onEpoch, stopWhen } = options;
    const history = await runLoop(
      { step, set, ...(measure ? { measure } : {}), ...(validate ? { validate } : {}) },
      {
        epochs,
        batchSize,
        shuffle,
        seed,
        ...(signal ? { signal } : {}),
        ...(onEpoch ? { onEpoch } : {}),
        ...(stopWhen ? { stopWhen } : {}),
      },
    );
    const task = taskOf(training, set.outputs);
    const baselines = task && baselinesOf(set, layersModel.outputs[0]!.shape.at(-1)!, task);
    const record: ModelRecord = {
      spec,
      history,
      seed,
      samples: prepared.samples,
      ...(task ? { task } : {}),
      ...(baselines ? { baselines } : {}),
      ...(encoders ? { encoders } : {}),
    };
    const report = heldOut && task && (await evaluateExamples(layersModel, { ...record, task }, heldOut));
    return new Model(layersModel, { ...record, ...(report ? { heldOut: report } : {}) });
  } finally {
    step.dispose();
  }
}

/** The trivial and the linear model of the same rows, for every evaluation to stand the network beside. */
function baselinesOf(set: TrainingSet, units: number, task: Task): Baselines {
  const { xs, width } = joinInputs(set);
  return fitBaselines(xs, width, Float32Array.from(set.outputs[0]!.values), units, task);
}

function isLayersModel(subject: unknown): subject is LayersModel {
  return subject instanceof tfl.LayersModel;
}

/** The spec with the options of one run put over its training part. */
function withOptions(spec: ModelSpec | NetworkSpec, options: TrainOptions): ModelSpec {
  const model = 'network' in spec ? spec : { network: spec };
  const overrides = Object.entries(options).filter(([name, value]) => value !== undefined && !OWN_OPTIONS.some((own) => own === name));
  return { ...model, training: { ...model.training, ...Object.fromEntries(overrides) } };
}

/** The spec of a tf.LayersModel; the loss that it was compiled with counts where no other is given. */
function fromLayersModel(layersModel: LayersModel, options: TrainOptions): ModelSpec {
  const { loss, optimizer } = layersModel;
  const training = optimizer && options.optimizer === undefined ? { optimizer: describeOptimizer(optimizer) } : {};
  if (options.loss !== undefined || loss === undefined) return { network: toSpec(layersModel), training };
  if (typeof loss !== 'string') {
    const fix = 'give the loss by name: train(model, data, { loss: "meanSquaredError" })';
    throw new UsageError('the model', [{ path: 'loss', expected: 'a loss by name', received: show(loss), fix }]);
  }
  return { network: toSpec(layersModel), training: { ...training, loss } as TrainingSpec };
}

/** The one that a model was compiled with, as a spec says it. */
function describeOptimizer(optimizer: Optimizer): OptimizerSpec {
  const name = optimizer.getClassName().toLowerCase();
  const kind = Object.values<Named>(optimizers).find(({ type }) => type.toLowerCase() === name);
  if (kind === undefined) {
    const fix = 'give one by name: train(model, data, { optimizer: "adam" })';
    throw new UsageError('the model', [{ path: 'optimizer', expected: 'an optimizer of TensorFlow.js', received: show(optimizer), fix }]);
  }
  const told = Object.entries(optimizer.getConfig()).filter(([option, value]) => option in kind.options && value !== null);
  return { type: kind.type, ...Object.fromEntries(told) } as OptimizerSpec;
}
