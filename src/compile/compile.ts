import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { SpecError } from '../errors.ts';
import { createMeter } from '../metrics/createMeter.ts';
import { nameMetrics } from '../metrics/nameMetrics.ts';
import type { MeasuredOutput } from '../metrics/output.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import { lossKind } from '../spec/losses.ts';
import type { NamedValue, NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import { outputWeights } from '../spec/outputWeights.ts';
import { parseModel } from '../spec/parse.ts';
import type { Shape } from '../spec/shape.ts';
import { inferShapes } from '../spec/shapes.ts';
import { lossFunction, type Compare } from './losses.ts';
import { metricFunction } from './metrics.ts';
import { createStockOptimizer } from './optimizers.ts';
import { toLayersModel } from './toLayersModel.ts';

export interface CompileOptions {
  /** Decides the weights: an integer >= 0. Default: that of `training`, else drawn. */
  readonly seed?: number;
}

/**
 * The tf.LayersModel of a spec, untrained. Where the spec says its loss, the model has loss, optimizer and metrics too, so that
 * stock `fit` and `evaluate` can be called on it.
 *
 * ```ts
 * const model = compile({ input: [2], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] }, { seed: 7 });
 * model.predict(tf.tensor2d([[0, 1]]));
 * model.dispose();
 * ```
 * @returns A model that the caller disposes.
 * @throws SpecError with every problem of the spec, before any tensor is made; UsageError where a registered class does not make its layer.
 */
export function compile<const S extends AnyModel>(spec: Checked<S>, { seed }: CompileOptions = {}): LayersModel {
  const model = parseModel(spec);
  checkKnown(model);
  const layersModel = toLayersModel(model, seed ?? model.training.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (model.training.loss.length > 0) prepareFit(layersModel, model);
  return layersModel;
}

/** Levels that only the data tell must be written out where there are no data. */
function checkKnown({ network, features = {}, target = {} }: NormalisedModel): void {
  const { nodes } = inferShapes(network);
  if (network.layers.every(({ id }) => nodes.get(id)!.weights.every(({ shape }) => !shape.includes(null)))) return;
  const open = (columns: typeof features, part: string, option: string) =>
    Object.entries(columns).flatMap(([name, column]) =>
      withLevels.includes(column.type) && column[option] === undefined ? [{ path: `${part}.${name}`, option, type: column.type }] : [],
    );
  const issues = [...open(features, 'features', 'levels'), ...open(target, 'target', 'classes')].map(({ path, option, type }) => ({
    path,
    expected: `${option} that are written out, since there are no data to find them in`,
    received: `${type === 'labels' ? 'labels' : `${type === 'ordinal' ? 'an' : 'a'} ${type}`} without them`,
    fix: `write { "type": "${type}", "${option}": [...] }, or train the spec on data`,
  }));
  throw new SpecError('the spec', issues);
}

/** Columns whose width may depend on what the data hold. */
const withLevels: readonly string[] = ['category', 'labels', 'ordinal'];

/** Losses that TF.js's layers do not know by name. */
const nameless = [
  'absoluteDifference',
  'cosineDistance',
  'hingeLoss',
  'huberLoss',
  'logLoss',
  'sigmoidCrossEntropy',
  'softmaxCrossEntropy',
  'quantile',
  'quantiles',
  'ordinalCrossentropy',
  'logPoisson',
  'binaryFocalCrossentropy',
  'categoricalFocalCrossentropy',
];

/** By name where there is one: only so TF.js takes class numbers as labels of itself, and can save the loss. */
const isNameless = ({ type, labelSmoothing }: NamedValue) => nameless.includes(type) || Number(labelSmoothing ?? 0) > 0;

function prepareFit(layersModel: LayersModel, model: NormalisedModel): void {
  const { training } = model;
  const { loss, optimizer } = training;
  const weights = outputWeights(model);
  const widths = layersModel.outputs.map(({ shape }) => shape.at(-1)!);
  const alike = loss.every(({ type }, i) => type === loss[0]!.type && widths[i] === widths[0]);
  const metricsOf = (output: number) => measures(training, { loss: loss[output]!, width: widths[output]! });
  layersModel.compile({
    optimizer: createStockOptimizer(optimizer),
    loss: loss.map((value, i) =>
      weights[i] !== 1 ? weighed(value, weights[i]!) : isNameless(value) ? lossFunction(value) : value.type,
    ) as string[],
    metrics: alike ? metricsOf(0) : Object.fromEntries(layersModel.outputNames.map((name, output) => [name, metricsOf(output)])),
  } as Parameters<LayersModel['compile']>[0]);
  const { feedOutputShapes } = layersModel as unknown as { readonly feedOutputShapes: Shape[] };
  loss.forEach((value, output) => {
    // By a function TF.js asks for labels as long as the answers, also where they are class numbers.
    if (isNameless(value) && lossKind(value).labels === 'indices')
      feedOutputShapes[output] = [...feedOutputShapes[output]!.slice(0, -1), 1];
  });
  // The model disposes the optimizer with itself only where it made it.
  (layersModel as unknown as { isOptimizerOwned: boolean }).isOptimizerOwned = true;
}

/** TF.js has no weights of losses. */
function weighed(loss: NamedValue, weight: number): Compare {
  const compare = lossFunction(loss);
  return (yTrue, yPred) => tf.tidy(() => tf.mul(compare(yTrue, yPred), weight));
}

/** The functions of all metrics of one output; a metric of each class has one for each. */
function measures({ metrics }: NormalisedTraining, output: MeasuredOutput): Compare[] {
  const names = nameMetrics(metrics);
  return metrics.flatMap((metric, i) =>
    Object.keys(createMeter(metric, output, names[i]!).result()).map((name, index) =>
      nameAs(name, metricFunction(metric, output.loss, index)),
    ),
  );
}

/** TF.js calls a metric by the name of its function. */
const nameAs = (name: string, compare: Compare): Compare => Object.defineProperty(compare, 'name', { value: name });
