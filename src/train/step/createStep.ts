import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { returnTo } from '../../backend/backendInUse.ts';
import { SpecError } from '../../errors.ts';
import { statefulLayer } from '../../model/statefulLayer.ts';
import { machineNow } from '../../program/machineNow.ts';
import type { Random } from '../../random.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';
import { outputWeights } from '../../spec/outputWeights.ts';
import { eagerStep } from './eager.ts';
import { graphsNow, graphStep } from './graphs/graphStep.ts';
import type { LossFunction } from './computation.ts';
import { explainedStep } from './explainedStep.ts';
import { handingOver } from './handingOver.ts';
import { onOneBackend } from './onOneBackend.ts';
import { ownStep, type OwnStep } from './ownStep.ts';
import { trainableWeights } from './parameters.ts';
import { plainStep } from './plain.ts';
import { planPlainStep, type PlainPlan } from './plainPlan.ts';
import { isAsSpecified, watchPlainSettings } from './plainSettings.ts';
import { mostPlainWork } from './plainWork.ts';
import { createReplays, type StepInfo } from './replays.ts';
import type { TrainingSet, TrainStep } from './trainStep.ts';

export interface StepParts {
  readonly layersModel: LayersModel;
  readonly spec: NormalisedModel;
  readonly set: TrainingSet;
  /** Whether places of the set get other rows while the run goes on. */
  readonly isRefilled: boolean;
  /** One for each output. */
  readonly losses: readonly LossFunction[];
  /** Whether the losses are those that the spec names. */
  readonly hasOwnLoss: boolean;
  /** How often the program has had its turn since the run was made. */
  readonly turns: () => number;
  /** Whether it has one after each step. */
  readonly hasTurnEachStep: boolean;
  /** Decides masks and noise. */
  readonly random: Random;
  /** Told which way of running steps is taken, and why. */
  readonly onStep?: ((info: StepInfo) => void) | undefined;
  /** Which step a run that goes on began with. */
  readonly begun?: TrainStep['name'] | undefined;
  readonly own?: { readonly step: OwnStep; readonly models: Readonly<Record<string, LayersModel>> };
}

/** What decides besides the spec whether a step is done by plain loops. */
export interface StepWanted {
  readonly step: 'auto' | 'eager';
  readonly hasOwnLoss: boolean;
  readonly hasOwnStep: boolean;
  readonly begun: StepParts['begun'];
}

/** Whether WebAssembly is what computes now, with kernels of ours that run what is recorded. */
export const recordsOnWasm = (): boolean => tf.getBackend() === 'wasm' && machineNow() !== undefined;

/**
 * What plain loops will run, where they do the whole of a step, so that the backend has none of it to do.
 * @param isOnWasm What `recordsOnWasm` says once the backend has started.
 */
export function planPlainly(
  { network, training }: NormalisedModel,
  { step, hasOwnLoss, hasOwnStep, begun }: StepWanted,
  isOnWasm: boolean,
): PlainPlan | undefined {
  if (step === 'eager' || hasOwnLoss || hasOwnStep) return undefined;
  return planPlainStep(network, training, mostPlainWork(isOnWasm, begun));
}

/** The program's own step; else plain loops where they can do the whole of it, else TF.js's operations, recorded where they can be. */
export function createStep(parts: StepParts, wanted: 'auto' | 'eager'): TrainStep {
  const { layersModel, spec, set, losses, hasOwnLoss, turns, hasTurnEachStep, random, own, begun, onStep = () => undefined } = parts;
  const { optimizer } = spec.training;
  const guarded = (step: TrainStep) => onOneBackend(explainedStep(step, layersModel, spec.network));
  if (layersModel.trainableWeights.length === 0) {
    const fix = 'add a layer with weights, or let one be trainable';
    throw new SpecError('the network', [{ path: 'network.layers', expected: 'a weight that can be trained', received: 'none', fix }]);
  }
  if (own) {
    onStep({ step: 'own', reason: 'own: a function of the program' });
    return guarded(ownStep(own.step, { layersModel, models: own.models, set, optimizer, random }));
  }
  const weights = trainableWeights(layersModel);
  const byOperations = () => {
    const graphs = wanted === 'auto' && statefulLayer(layersModel) === undefined ? graphsNow() : undefined;
    const names = spec.network.outputs.map(({ name }) => name);
    const eager = { layersModel, set, losses, lossWeights: outputWeights(spec), names, optimizer, weights, random };
    const { isRefilled } = parts;
    if (graphs !== undefined) return guarded(graphStep({ ...eager, isRefilled, hasOwnLoss, turns, hasTurnEachStep, onStep }, graphs));
    const whyEager = wanted === 'eager' ? 'it was asked for' : whyNotRecorded(layersModel);
    if (whyEager !== undefined) onStep({ step: 'eager', reason: `eager: ${whyEager}` });
    const replays = whyEager === undefined ? createReplays({ layersModel, set, hasOwnLoss, turns, onStep }) : undefined;
    return guarded(eagerStep({ ...eager, replays }));
  };
  const plan = planPlainly(spec, { step: wanted, hasOwnLoss, hasOwnStep: false, begun }, recordsOnWasm());
  if (plan === undefined || !isAsSpecified(layersModel)) return byOperations();
  onStep({ step: 'plain', reason: 'plain: loops of our own for small dense networks' });
  const haveChanged = watchPlainSettings(layersModel, weights);
  const backend = tf.getBackend();
  return handingOver(plainStep(weights, plan, optimizer, set, random), {
    holds: () => !haveChanged(),
    next() {
      returnTo(backend);
      return byOperations();
    },
  });
}

/** What is known before the first step. */
function whyNotRecorded(layersModel: LayersModel): string | undefined {
  const name = tf.getBackend();
  if (machineNow() === undefined && name === 'wasm')
    return 'the kernels of netspec do not run here, for want of SIMD or as threads share memory';
  const stateful = statefulLayer(layersModel);
  if (stateful !== undefined) return `layer "${stateful.name}" carries its states from batch to batch`;
  if (machineNow() !== undefined) return undefined;
  return `steps are recorded on cpu, wasm and native, not on ${name}`;
}
