import type { LayersModel } from '@tensorflow/tfjs-layers';
import { atOnce, inRanges, type InTurns } from '../turns/inTurns.ts';
import { crc32 } from '../crc.ts';
import { DataError, show, UsageError, type Issue } from '../errors.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';
import type { NormalisedModel, NormalisedNetwork } from '../spec/normalised.ts';
import type { MetricFunction, OwnMeasures } from './losses.ts';
import type { TrainingSet, TrainStep } from './step/trainStep.ts';

export interface OriginParts {
  readonly layersModel: LayersModel;
  /** Those that are trained along, by name. */
  readonly models: Readonly<Record<string, LayersModel>>;
  readonly spec: NormalisedModel;
  readonly seed: number;
  readonly step: TrainStep['name'];
  readonly set: TrainingSet;
  /** Those that are held out of it, where there are some. */
  readonly others: readonly (TrainingSet | undefined)[];
  /** The mark of all of these, where it is known already. */
  readonly dataMark?: string | undefined;
  /** Metrics written in the program. */
  readonly metrics: readonly MetricFunction[];
  /** Losses of a call, where functions of the program are among them. */
  readonly losses?: OwnMeasures['losses'];
}

/** What a run began with, as each of its snapshots says it. */
interface Origin {
  /** A mark of all rows. */
  readonly data: string;
  readonly seed: number;
  readonly step: TrainStep['name'];
  /** Names of metrics written in the program. */
  readonly metrics: readonly string[];
  /** Names of the losses written in the program; null for one that the spec says. */
  readonly losses: readonly (string | null)[];
  readonly inputs: readonly Options[];
  /** Places of the layers whose outputs the network's are. */
  readonly outputs: readonly string[];
  readonly layers: readonly Options[];
  /** Names of those that are trained along, in their order. */
  readonly models: readonly string[];
  /** Their shapes, in JSON, after those of the model itself. */
  readonly weights: readonly string[];
  readonly training: Options;
}

/** By their JSON; those of a layer with its type and the places that it reads, and without its name, which TF.js counts on. */
type Options = Readonly<Record<string, Snapshot>>;

/** Schedules that do not ask how long the run is: with them, or none, a run may be given more epochs. */
const ENDLESS: readonly unknown[] = [undefined, 'constant', 'reduceOnPlateau'];

/** Tells a run by what it began with: `restore` refuses the snapshot of another, which could not go on bit for bit. */
export function createOrigin(parts: OriginParts): Stateful {
  const { layersModel, models, spec, seed, step, set, others, dataMark, metrics, losses = [] } = parts;
  const names = Object.keys(models).sort();
  let origin: Origin | undefined;
  // TF.js lists them in another order once a layer is frozen.
  const weights = [layersModel, ...names.map((name) => models[name]!)].flatMap((model) =>
    model.getWeights().map(({ shape }) => JSON.stringify(shape)),
  );
  const describe = (): Origin => ({
    data: dataMark ?? atOnce(markParts([set, ...others])),
    seed,
    step,
    metrics: metrics.map(({ name }) => name),
    losses: losses.map((loss) => (typeof loss === 'function' ? loss.name : null)),
    ...describeNetwork(spec.network),
    models: names,
    weights,
    training: plain(spec.training, ['seed']),
  });
  return {
    save: () => (origin ??= describe()) as unknown as Snapshot,
    restore(saved) {
      const [before, now] = [saved as unknown as Origin, (origin ??= describe())];
      const issues: readonly Issue[] = [...differences(before, now), ...trainingDifferences(before.training, now.training)];
      if (issues.length > 0) {
        const fix = 'give what the run began with, or train anew without resumeFrom';
        throw new UsageError('resumeFrom', issues.map((issue) => ({ fix, ...issue }))); // prettier-ignore
      }
      if (before.data !== now.data) throw otherData(before.data, now.data);
    },
  };
}

/** Inputs and layers are told apart by where they stand, not by their ids, which may be counted on. */
function describeNetwork({ inputs, layers, outputs }: NormalisedNetwork): Pick<Origin, 'inputs' | 'layers' | 'outputs'> {
  const places = new Map([
    ...inputs.map(({ id }, i) => [id, `inputs[${i}]`] as const),
    ...layers.map(({ id }, i) => [id, `layers[${i}]`] as const),
  ]);
  const placeOf = (id: string) => places.get(id)!;
  return {
    inputs: inputs.map((input) => plain(input, ['id'])),
    outputs: outputs.map(({ from }) => placeOf(from)),
    layers: layers.map(({ type, from, options, sharedWith }) => ({
      ...plain({ type, ...options }, ['name', 'id']),
      from: from.map(placeOf),
      ...(sharedWith === undefined ? {} : { sharedWith: placeOf(sharedWith) }),
    })),
  };
}

/** The seed of the run that a snapshot is of; undefined where there is none. */
export const seedOf = (snapshot: Snapshot | undefined): number | undefined =>
  (snapshot as { readonly origin: Origin } | undefined)?.origin.seed;

/** Which step that run began with, likewise. */
export const stepOf = (snapshot: Snapshot | undefined): TrainStep['name'] | undefined =>
  (snapshot as { readonly origin: Origin } | undefined)?.origin.step;

/** Whether a trainer gave it. */
export const isSnapshot = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { readonly origin?: Partial<Origin> }).origin?.data === 'string';

/** Whether it is as it was given: JSON makes objects of its arrays, and null of NaN. */
export const hasTypedArrays = (snapshot: unknown): boolean => {
  const { weights } = snapshot as { readonly weights?: unknown };
  return Array.isArray(weights) && weights.every((values) => ArrayBuffer.isView(values));
};

const issue = (path: string, before: unknown, now: unknown): Issue => ({
  path,
  expected: `${show(before)}, as the run began`,
  received: show(now),
});

function differences(before: Origin, now: Origin): readonly Issue[] {
  return [
    ...(before.seed === now.seed ? [] : [issue('seed', before.seed, now.seed)]),
    ...(before.step === now.step ? [] : [issue('step', before.step, now.step)]),
    ...(isSame(before.metrics, now.metrics) ? [] : [issue('metrics', before.metrics, now.metrics)]),
    ...(isSame(before.losses, now.losses) ? [] : [issue('loss', showLosses(before), showLosses(now))]),
    ...eachDifference('network.inputs', before.inputs, now.inputs),
    ...eachDifference('network.layers', before.layers, now.layers),
    // Places mean the same only where there are as many.
    ...(before.layers.length !== now.layers.length || isSame(before.outputs, now.outputs)
      ? []
      : [issue('network.outputs', before.outputs, now.outputs)]),
    ...(isSame(before.models, now.models) ? weightDifferences(before.weights, now.weights) : [issue('models', before.models, now.models)]),
  ];
}

/** Losses of the program by their names, which may be empty; those of the spec stand in `training`. */
const showLosses = ({ losses }: Origin) =>
  losses.length === 0 ? undefined : losses.map((name) => (name === null ? 'of the spec' : `function ${name}`.trim()));

function eachDifference(path: string, before: readonly Options[], now: readonly Options[]): readonly Issue[] {
  if (before.length !== now.length) return [issue(path, before.length, now.length)];
  return before.flatMap((options, i) => optionDifferences(`${path}[${i}]`, options, now[i]!));
}

function weightDifferences(before: Origin['weights'], now: Origin['weights']): readonly Issue[] {
  if (before.length !== now.length) return [issue('number of weights', before.length, now.length)];
  return before.flatMap((shape, i) => (shape === now[i] ? [] : [issue(`weights[${i}]`, JSON.parse(shape), JSON.parse(now[i]!))]));
}

function trainingDifferences(before: Options, now: Options): readonly Issue[] {
  const isEndless = ENDLESS.includes((now['schedule'] as { readonly type?: string } | undefined)?.type);
  const others = optionDifferences('training', { ...before, epochs: now['epochs']! }, now);
  if (isEndless || isSame(before['epochs'], now['epochs'])) return others;
  const fix = 'give as many (epochs, or --epochs): the schedule asks how long the run is';
  return [...others, { ...issue('training.epochs', before['epochs'], now['epochs']), fix }];
}

const optionDifferences = (path: string, before: Options, now: Options): readonly Issue[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => !isSame(before[name], now[name]))
    .map((name) => issue(`${path}.${name}`, before[name], now[name]));

const plain = (options: object, without: readonly string[]): Options =>
  JSON.parse(JSON.stringify(options, (name, value: unknown) => (without.includes(name) ? undefined : value))) as Options;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A mark of all rows: of each part, in their order; a part that is lacking before another leaves its place. */
export function* markParts(parts: readonly (TrainingSet | undefined)[]): InTurns<string> {
  const marks: string[] = [];
  for (const part of parts) marks.push(part === undefined ? '-' : yield* markOf(part));
  return marks.join(', ').replace(/(?:, -)+$/, '');
}

/** Tells one set of rows from another: by what is learned of them, and how much each counts in the loss and in metrics. */
function* markOf({ inputs, outputs, weights, lossWeights }: TrainingSet): InTurns<string> {
  const arrays = [...[...inputs, ...outputs].map(({ values }) => values), ...[weights, lossWeights].filter((array) => array !== undefined)];
  const marks: string[] = [];
  for (const { buffer, byteOffset, byteLength } of arrays) {
    let mark = 0;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    yield* inRanges(byteLength, 1, (from, to) => void (mark = crc32(bytes.subarray(from, to), mark)));
    marks.push(mark.toString(16));
  }
  return marks.join(' ');
}

const otherData = (before: string, now: string) =>
  new DataError('the data', [
    {
      path: 'rows',
      expected: `those that the run began with (${before})`,
      received: `others (${now})`,
      fix: 'give the same rows, split by the same seed, or train anew',
    },
  ]);
