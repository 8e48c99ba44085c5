import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { show, UsageError } from '../../errors.ts';
import { layerStates } from '../../model/layerStates.ts';
import { freeMasks } from '../../model/masks.ts';
import { takeRows, toTensor } from '../../model/table.ts';
import { fromListed, readWeights, WEIGHT_ORDER, writeWeights } from '../../model/weights.ts';
import type { Random } from '../../random.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import { weightsOfRows } from './computation.ts';
import { createMinimizer } from './minimizer.ts';
import { ownDraws } from './ownDraws.ts';
import type { StepResult, TrainingSet, TrainStep } from './trainStep.ts';

/** What a step written by the program gets. All tensors are freed when it returns. */
export interface StepContext {
  /** The model that is trained. */
  readonly layersModel: LayersModel;
  /** Those given as `models`, by name. */
  readonly models: Readonly<Record<string, LayersModel>>;
  /** The rows of this step: one tensor for each input of the model, [rows, ...]. */
  readonly inputs: readonly Tensor[];
  /** What should be answered: one tensor for each output, [rows, ...]. */
  readonly targets: readonly Tensor[];
  /** How much each row counts, [rows]; absent where all count alike. */
  readonly weights?: Tensor;
  readonly rows: number;
  /** Steps before this one, over the whole run. */
  readonly step: number;
  readonly learningRate: number;
  /**
   * Changes the trainable weights of a model once against the gradient of a loss, by the optimizer of the spec, which keeps what
   * it knows of each model apart.
   * @param computeLoss Gives one number as a tensor. Differentiable by TF.js.
   * @param model One of `models`, or (the default) the model that is trained.
   * @returns The loss before the change.
   */
  minimize(computeLoss: () => Tensor, model?: LayersModel): number;
}

/**
 * A training step in place of the built-in one: everything from the tensors of a batch to the changed weights.
 * Not async. Random numbers of TF.js within it follow the seed of the run.
 * @returns The loss; further numbers are averaged over the rows of the batches that told them, and shown by their names.
 */
export type OwnStep = (context: StepContext) => { readonly loss: number } & Readonly<Record<string, number>>;

export interface OwnParts {
  readonly layersModel: LayersModel;
  readonly models: Readonly<Record<string, LayersModel>>;
  readonly set: TrainingSet;
  readonly optimizer: NamedValue;
  readonly random: Random;
}

/** Runs a step that the program has written, with data, random numbers, optimizers and checkpoints as for any other. */
export function ownStep(work: OwnStep, { layersModel, models, set, optimizer, random }: OwnParts): TrainStep {
  const main = createTrained(layersModel, optimizer);
  const others = Object.entries(models).map(([name, model]) => [name, createTrained(model, optimizer)] as const);
  const all = [main, ...others.map(([, trained]) => trained)];
  const draws = ownDraws(
    all.map(({ model }) => model),
    random,
  );
  let steps = 0;

  const run = (rows: Uint32Array, learningRate: number, wantOutputs: boolean): StepResult => {
    const result = tf.tidy(() => {
      const weights = weightsOfRows(set, rows);
      const context: StepContext = {
        layersModel,
        models,
        inputs: set.inputs.map((table) => toTensor(takeRows(table, rows))),
        targets: set.outputs.map((table) => toTensor(takeRows(table, rows))),
        ...(weights ? { weights } : {}),
        rows: rows.length,
        step: steps,
        learningRate,
        minimize(computeLoss, model = layersModel) {
          const trained = all.find((one) => one.model === model);
          if (trained === undefined) throw unknownModel(model);
          return trained.minimizer.minimize(() => tf.mean(computeLoss()) as Scalar, learningRate);
        },
      };
      return checkResult(draws.during(steps, () => work(context)));
    });
    steps++;
    for (const { states } of all) states.freeKept();
    const { loss, ...numbers } = result;
    const outputs = wantOutputs ? answers(main, set, rows) : [];
    return { loss, outputs, numbers };
  };
  return {
    name: 'own',
    beginEpoch: () => all.forEach(({ states }) => states.reset()),
    run,
    weights: (into) => readWeights(layersModel, into),
    writeWeights: (averaged = false) => main.minimizer.show(averaged),
    save: () => ({
      steps,
      random: random.state,
      main: main.save(),
      weightOrder: WEIGHT_ORDER,
      // The weights of the model itself are kept by the loop.
      models: Object.fromEntries(others.map(([name, trained]) => [name, { ...trained.save(), weights: readWeights(trained.model) }])),
    }),
    restore(saved) {
      const state = saved as unknown as OwnState;
      steps = state.steps;
      random.state = state.random;
      main.restore(state.main);
      for (const [name, trained] of others) {
        const kept = state.models[name]!;
        trained.restore(kept);
        writeWeights(trained.model, state.weightOrder === undefined ? fromListed(trained.model, kept.weights) : kept.weights);
      }
    },
    dispose() {
      draws.dispose();
      for (const { model, minimizer } of all) {
        minimizer.dispose();
        freeMasks(model);
      }
    },
  };
}

type OwnState = {
  readonly steps: number;
  readonly random: number;
  readonly weightOrder?: string;
  readonly main: TrainedState;
  readonly models: Readonly<Record<string, TrainedState & { readonly weights: readonly Float32Array[] }>>;
};

type TrainedState = {
  readonly optimizer: Snapshot;
  readonly states: Snapshot;
};

/** One of the models, with what a run keeps of it besides its weights. */
function createTrained(model: LayersModel, optimizer: NamedValue) {
  const minimizer = createMinimizer(model, optimizer);
  const states = layerStates(model);
  return {
    model,
    minimizer,
    states,
    save: (): TrainedState => ({ optimizer: minimizer.save(), states: states.save() }),
    restore(saved: TrainedState) {
      minimizer.restore(saved.optimizer);
      states.restore(saved.states);
    },
  };
}

/** As in prediction, which is no step: states stay. */
function answers({ model, states }: Trained, set: TrainingSet, rows: Uint32Array): Float32Array[] {
  const putBack = states.hold();
  try {
    return tf.tidy(() => {
      const answer = model.apply(set.inputs.map((table) => toTensor(takeRows(table, rows)))) as Tensor | Tensor[];
      return (Array.isArray(answer) ? answer : [answer]).map((tensor) => tensor.dataSync() as Float32Array);
    });
  } finally {
    putBack();
  }
}

type Trained = ReturnType<typeof createTrained>;

function checkResult(result: unknown): { readonly loss: number } & Readonly<Record<string, number>> {
  const fail = (path: string, received: unknown, fix?: string) =>
    new UsageError('trainStep', [{ path, expected: 'a number', received: show(received), ...(fix === undefined ? {} : { fix }) }]);
  if (result instanceof Promise) result.catch(() => undefined); // its tensors are gone: no error of its own counts
  if (typeof result !== 'object' || result === null || result instanceof Promise) {
    throw fail('what it returns', result, 'return { loss }, and do not make the function async');
  }
  const wrong = Object.entries(result).find(([, value]) => typeof value !== 'number');
  if (wrong) throw fail(wrong[0], wrong[1], 'read a tensor by dataSync()[0]');
  if (!('loss' in result)) throw fail('loss', undefined, 'return { loss }');
  return result as { loss: number };
}

const unknownModel = (model: unknown) =>
  new UsageError('trainStep', [
    {
      path: 'minimize',
      expected: 'the model that is trained, or one of models',
      received: show(model),
      fix: 'give it to train as well: { models: { critic } }',
    },
  ]);
