import type { LayersModel, layers as tfLayers } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { toLayersModel } from '../compile/toLayersModel.ts';
import type { Conversion } from '../data/conversion.ts';
import { combineTargets } from '../data/convertAnswer.ts';
import { targetTask, targetWidth } from '../data/encode.ts';
import type { TargetEncoder } from '../data/targets/table.ts';
import { show, UsageError, type Issue } from '../errors.ts';
import type { Task } from '../metrics/task.ts';
import { lossOption } from '../spec/losses.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { joinNetworks, type JoinedNetwork } from './joinNetworks.ts';
import { Model, requireModel, type ModelRecord } from './model.ts';

type Layer = tfLayers.Layer;

/** What an ensemble is told about itself that its members do not say. */
export type EnsembleRecord = Partial<Pick<ModelRecord, 'baselines' | 'judged' | 'history' | 'heldOut' | 'seed' | 'samples'>>;

/**
 * One model that answers the mean of several: probabilities and numbers are averaged, and logits too where the networks answer
 * those. It can be saved, loaded, evaluated and exported as any other.
 *
 * Members may come from different rows of the same data. Where their encodings of the features differ, each reads its own, by an
 * input of its own; answers are told in terms that know every class that any member knows.
 * ```ts
 * const members = [];
 * for (const seed of [1, 2, 3]) members.push(await train(spec, rows, { seed }));
 * const ensemble = combineModels(members);
 * ```
 * @param models Two or more with the same features, target, inputs, outputs and loss. They stay the caller's.
 * @param record Default: no baselines, no history, the samples of the first.
 * @returns A model with weights of its own, which the caller disposes.
 * @throws UsageError where the models do not go together. Then nothing is left behind.
 */
export function combineModels(models: readonly Model[], record: EnsembleRecord = {}): Model {
  checkMembers(models);
  const [first] = models as readonly [Model, ...Model[]];
  const targets = commonTargets(models);
  const members = models.map((model) => ({ network: model.spec.network, encoders: model.record.encoders }));
  const joined = joinNetworks(members, targets);
  const { encoders } = joined;
  const { training, ...judged } = judge(models, targets);
  const spec: NormalisedModel = { ...first.spec, network: joined.network, training };
  const layersModel = toLayersModel(spec, 1); // every weight is set below
  try {
    tf.tidy(() => copyWeights(models, joined, layersModel));
  } catch (error) {
    layersModel.dispose();
    throw error;
  }
  const { samples } = first.record;
  return new Model(layersModel, {
    spec,
    history: {},
    ...judged,
    ...(encoders ? { encoders } : {}),
    ...(samples ? { samples } : {}),
    ...record,
  });
}

/** Each target in terms of all members; none where they read arrays. */
export function commonTargets(models: readonly Model[]): readonly TargetEncoder[] {
  const taught = models.flatMap(({ record: { encoders } }) => (encoders ? [encoders.targets] : []));
  return (taught[0] ?? []).map((_, i) => combineTargets(taught.map((targets) => targets[i]!)));
}

type Judged = Pick<ModelRecord, 'task' | 'judged'> & { readonly training: NormalisedModel['training'] };

/** By what the answers are judged: two classes of each member may be three together, which another loss compares. */
function judge(models: readonly Model[], targets: readonly TargetEncoder[]): Judged {
  const [first] = models as readonly [Model, ...Model[]];
  const { training } = first.spec;
  const isWide = (one: TargetEncoder) => targetWidth(one) > 1;
  const loss = training.loss.map((own, i) => {
    const target = targets[i];
    if (target?.type !== 'category') return own;
    const like = models.find(({ record }) => isWide(record.encoders!.targets[i]!) === isWide(target));
    return like?.spec.training.loss[i] ?? lossOption({ doc: '' }).normalise('categoricalCrossentropy');
  });
  const { task, judged } = first.record;
  const taskAt = (i: number, own: Task): Task => (targets[i]?.type === 'category' ? targetTask(targets[i]) : own);
  return {
    training: { ...training, loss },
    ...(task ? { task: taskAt(0, task) } : {}),
    ...(judged
      ? {
          judged: Object.fromEntries(
            targets.flatMap(({ name }, i) => (judged[name] ? [[name, { task: taskAt(i, judged[name].task) }]] : [])),
          ),
        }
      : {}),
  };
}

function copyWeights(models: readonly Model[], { conversions, rename }: JoinedNetwork, layersModel: LayersModel): void {
  models.forEach(({ spec, layersModel: own }, member) => {
    const layers = layersByName(own.layers);
    for (const { id, sharedWith } of spec.network.layers) {
      if (sharedWith !== undefined) continue;
      const found = layers.get(id) ?? [];
      if (found.length !== 1) throw unlike(member, `one layer called ${id}`, `${found.length} of them`);
      // Values are copied: a training step may write into the buffer that a tensor shares with another.
      const weights = found[0]!.getWeights().map((weight) => tf.tensor(weight.dataSync().slice(), weight.shape, weight.dtype));
      layersModel.getLayer(rename(member, id)).setWeights(weights);
    }
  });
  for (const [id, conversion] of conversions) layersModel.getLayer(id).setWeights(denseWeights(conversion));
}

/** The layers by their names, those of models inside the model too, which a spec writes out among the others. */
function layersByName(layers: readonly Layer[], found = new Map<string, Layer[]>()): ReadonlyMap<string, readonly Layer[]> {
  for (const layer of layers) {
    const inside = (layer as Partial<LayersModel>).layers;
    if (Array.isArray(inside)) layersByName(inside, found);
    else found.set(layer.name, [...(found.get(layer.name) ?? []), layer]);
  }
  return found;
}

/** Kernel [width, columns] and bias [columns] of a dense layer that computes a conversion. */
function denseWeights({ width, columns }: Conversion) {
  const kernel = new Float32Array(width * columns.length);
  columns.forEach(({ source, factor }, i) => {
    if (source !== undefined) kernel[source * columns.length + i] = factor;
  });
  return [tf.tensor2d(kernel, [width, columns.length]), tf.tensor1d(columns.map(({ shift }) => shift))];
}

const unlike = (member: number, expected: string, received: string) =>
  new UsageError('the ensemble', [{ path: `models[${member}]`, expected, received }]);

/** What models must have in common, each as JSON. */
const common: Readonly<Record<string, (model: Model) => unknown>> = {
  features: ({ spec }) => spec.features,
  target: ({ spec }) => spec.target,
  // The width of an encoding may differ.
  inputs: ({ spec, record }) => spec.network.inputs.map((input) => (record.encoders ? { ...input, shape: [], levels: null } : input)),
  outputs: ({ spec }) => spec.network.outputs.map(({ name }) => name),
  'shapes of answers': ({ layersModel, record }) => (record.encoders ? [] : layersModel.outputs.map(({ shape }) => shape)),
  // All that go with classes are for probabilities; which one depends on how many classes a member has seen.
  loss: ({ spec, record }) => spec.training.loss.filter((_, i) => record.encoders?.targets[i]?.type !== 'category'),
};

function checkMembers(models: readonly Model[]): void {
  if (!Array.isArray(models) || models.length < 2) {
    throw new UsageError('the ensemble', [
      { path: 'models', expected: 'two models or more', received: Array.isArray(models) ? String(models.length) : show(models) },
    ]);
  }
  models.forEach(requireModel);
  const first = models[0]!;
  const issues = models.flatMap((model, i): readonly Issue[] => {
    const encodings = encodingIssues(model, first, `models[${i}]`);
    if (encodings.length > 0) return encodings;
    return Object.entries(common).flatMap(([what, of]) =>
      JSON.stringify(of(model)) === JSON.stringify(of(first))
        ? []
        : [{ path: `models[${i}]`, expected: `the ${what} of models[0]`, received: 'others', fix: 'train all of them from one spec' }],
    );
  });
  if (issues.length > 0) throw new UsageError('the ensemble', issues);
}

/** What differs where one spec left the encodings of its categories to the rows, which told one model otherwise than the first. */
function encodingIssues(model: Model, first: Model, path: string): readonly Issue[] {
  const [own, others] = [model.spec.features ?? {}, first.spec.features ?? {}];
  const differing = Object.keys(own).filter((name) => own[name]!['encoding'] !== others[name]?.['encoding']);
  const alike = { ...own, ...Object.fromEntries(differing.map((name) => [name, { ...own[name]!, encoding: others[name]?.['encoding'] }])) };
  if (differing.length === 0 || JSON.stringify(alike) !== JSON.stringify(others)) return [];
  return differing.map((name) => ({
    path: `${path}.spec.features.${name}.encoding`,
    expected: `${show(others[name]!['encoding'])}, as of models[0]`,
    received: show(own[name]!['encoding']),
    fix: 'write one of the two in the spec, as without it the rows of each training decide',
  }));
}
