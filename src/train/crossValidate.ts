import { fitBaselines, type Baselines } from '../baseline/baselines.ts';
import { takeTurns } from '../turns/inTurns.ts';
import { classNumbers } from '../data/check.ts';
import { targetClasses, targetTask } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Frame } from '../data/frame.ts';
import { keyFolds, timeFolds } from '../data/columnFolds.ts';
import { foldRows } from '../data/folds.ts';
import { timeFormatOf } from '../data/partRows.ts';
import { textsOf } from '../data/textsOf.ts';
import { rowsWithTargets, targetsToHave } from '../data/knownTargets.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { featuresInTurns, frameInTurns, targetsInTurns } from '../data/rowsInTurns.ts';
import type { FrameArrays } from '../data/read/arrays.ts';
import { selectRows } from '../data/read/selectRows.ts';
import type { Split } from '../data/split.ts';
import { rowWeights, sampleWeights } from '../data/weights.ts';
import { show, UsageError } from '../errors.ts';
import { summariseReports, type FoldSummary, type TargetFoldSummaries } from '../evaluate/foldScores.ts';
import type { AnyReport, Report, TargetReports } from '../evaluate/report.ts';
import { targetLabels } from '../metrics/labels.ts';
import { combineModels, commonTargets } from '../model/ensemble.ts';
import { createBreather, type Breather } from '../turns/breathe.ts';
import { chooseLevels, joinInputs } from '../model/baselineColumns.ts';
import { evaluateModel } from '../model/evaluate.ts';
import { Model, type ModelRecord } from '../model/model.ts';
import { encodedInTurns } from '../model/examplesInTurns.ts';
import { marksInTurns } from '../model/rowMarks.ts';
import { createSeenParts } from '../model/seenParts.ts';
import type { Arrays } from '../model/slots.ts';
import { createTrainedOn } from '../model/trainedOn.ts';
import { deriveSeed } from '../random.ts';
import type { AnyModel, Checked } from '../spec/checked.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { NetworkSpec } from '../spec/network.ts';
import type { NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import { parseModel } from '../spec/parse.ts';
import type { ByTarget } from '../spec/rowTypes.ts';
import { checkForecastFolds, evaluateFold, forecastFolds } from './crossValidateForecast.ts';
import { encodeRows } from './encodeRows.ts';
import { sliceArrays } from './foldArrays.ts';
import { isLayersModel } from './layersModelSpec.ts';
import { partMeasures } from './losses.ts';
import { checkTrainOptions, withOptions, type TrainOptions } from './options.ts';
import type { Sliceable } from './sliceable.ts';
import { trainWith } from './train.ts';
import { createTrainer } from './trainer.ts';

/** What a cross-validation may be told: what each of its trainings is, and how the rows are parted. */
export interface CrossValidateOptions extends Omit<
  TrainOptions,
  'checkpoints' | 'resumeFrom' | 'models' | 'trainStep' | 'validationData' | 'testData'
> {
  /** How many parts the rows are cut into, each held out once. Default: 5. */
  readonly folds?: number;
  /** Rows that have the same in this column, or in this list, stay on one side. */
  readonly group?: string | ArrayLike<string | number>;
  /** Makes one model of those of the folds, which answers the mean of their answers. Default: false. */
  readonly ensemble?: boolean;
  /** Called before each fold, counted from 1. */
  readonly onFold?: (fold: number, folds: number) => void;
}

/** How good networks of a spec are on rows that they have not seen, over all rows. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- so that one of any spec is a CrossValidation
export interface CrossValidation<S = any> {
  /** Mean and deviation of each score, beside the baselines', and a verdict. */
  readonly summary: ByTarget<S, FoldSummary, TargetFoldSummaries>;
  /** The report on the rows held out of each fold. */
  readonly reports: readonly ByTarget<S, Report, TargetReports>[];
  /** One model that answers the mean of the folds' answers, where it was asked for; the caller disposes it. */
  readonly ensemble?: Model<S>;
  /** Decided the parts, and each training by a seed of its own. */
  readonly seed: number;
}

/**
 * Trains once for each part of the rows, on all other rows, and evaluates on the part. Parts are of equal size, by class where
 * the target has classes. Where the spec watches held-out rows (early stopping, keepBest, reduceOnPlateau) each training holds
 * some of its own rows out for that; else it trains on all of them. Of a forecast time is cut into `folds` + 1 parts, and each but the
 * first is forecast by what was learned of all before it. So it is where the spec splits by time; where it splits by key, the key alone
 * decides the fold; where it splits by a column that names the parts, there are no folds.
 * @param subject A spec. (Each fold begins with a network of its own, so no tf.LayersModel.)
 * @param data As for `train`.
 * @throws as `train` does; DataError where the rows cannot be parted so. Then nothing is left behind.
 */
export async function crossValidate<const S extends AnyModel>(
  subject: Checked<S>,
  data: RowData | Arrays,
  { folds = 5, group, ensemble = false, onFold, ...options }: CrossValidateOptions = {},
): Promise<CrossValidation<S>> {
  checkTrainOptions(options);
  requireNoneOfOneRun(options);
  options.signal?.throwIfAborted();
  const breathe = createBreather(options.signal);
  requireSpec(subject);
  const written = withOptions(subject as ModelSpec | NetworkSpec, options, partMeasures(options.loss, options.metrics).training);
  const spec = parseModel(written);
  const seed = spec.training.seed ?? Math.floor(Math.random() * 2 ** 31);
  const { earlyStopping, keepBest, schedule } = spec.training;
  const watches = earlyStopping !== undefined || (keepBest !== undefined && keepBest !== false) || schedule?.type === 'reduceOnPlateau';
  if (spec.forecast !== undefined) checkForecastFolds(group, ensemble);
  const all =
    spec.features === undefined
      ? await sliceArrays(spec, data as Arrays)
      : sliceRows(rowsWithTargets(await takeTurns(frameInTurns(data as RowData), breathe), targetsToHave(spec)), spec);
  const { split } = spec.training;
  checkSplit(group, split, ensemble);
  const models: Model[] = [];
  const reports: AnyReport[] = [];
  const trainOn = async (rows: Frame | Arrays, fold: number) =>
    await trainWith(
      await createTrainer(alike(subject as ModelSpec, models[0]), rows, {
        ...options,
        seed: deriveSeed(seed, 'fold', fold),
        testSplit: 0,
        ...(watches ? {} : { validationSplit: 0 }),
      }),
    );
  const keep = (model: Model) => (models.push(model), model);
  try {
    const inTime = spec.forecast === undefined ? [] : await takeTurns(forecastFolds(spec, all.frame!, folds), breathe);
    for (const [i, fold] of inTime.entries()) {
      options.signal?.throwIfAborted();
      onFold?.(i + 1, folds);
      reports.push(await evaluateFold(keep(await trainOn(fold.training, i)), fold, { signal: options.signal, step: options.step }));
    }
    const splits = inTime.length > 0 ? [] : splitAll(all, folds, deriveSeed(seed, 'folds'), group, spec);
    for (const [i, { training, heldOut }] of splits.entries()) {
      options.signal?.throwIfAborted();
      onFold?.(i + 1, folds);
      const model = keep(await trainOn(all.take(training), i));
      reports.push(
        await evaluateModel(model, all.take(heldOut), {
          allRows: true,
          step: options.step,
          ...(options.signal ? { signal: options.signal } : {}),
        }),
      );
    }
    return {
      summary: summariseReports(reports) as CrossValidation<S>['summary'],
      reports: reports as readonly unknown[] as CrossValidation<S>['reports'],
      seed,
      ...(ensemble ? { ensemble: await ensembleOf(models, seed, all, group, breathe) } : {}),
    };
  } finally {
    for (const model of models) model.dispose();
    all.dispose();
  }
}

/** The folds as the spec parts rows, or by the groups of the call. */
function splitAll(
  all: Sliceable,
  folds: number,
  seed: number,
  group: CrossValidateOptions['group'],
  spec: Pick<NormalisedModel, 'features' | 'training'>,
): readonly Split[] {
  const { split } = spec.training;
  const column = split?.['column'] as string;
  if (group === undefined && split?.type === 'time') return timeFolds(all.frame!, column, folds, timeFormatOf(spec));
  if (group === undefined && split?.type === 'key') return keyFolds(all.frame!, column, folds);
  const together = group ?? (split?.type === 'group' ? column : undefined);
  return foldRows(all.count, folds, seed, {
    ...(all.classes ? { classes: all.classes } : {}),
    ...(together === undefined ? {} : { groups: groupsOf(together, all) }),
  });
}

/** @throws UsageError where rows are parted in a way that there are no folds of, or no ensemble. */
function checkSplit(group: unknown, split: NormalisedTraining['split'], ensemble: boolean): void {
  if (group !== undefined) return;
  if (split?.type === 'column') {
    const fix = 'leave it out, or train once without folds';
    const expected = 'another way to split, as a column that names one part for each row makes no folds';
    throw new UsageError('the call', [{ path: 'split', expected, received: show(split['column']), fix }]);
  }
  if (split?.type !== 'time' || !ensemble) return;
  const expected = 'no one model of all folds, as each has learned of another stretch of time';
  const fix = 'leave it out (on the command line --out), and train on all rows for a model to keep';
  throw new UsageError('the call', [{ path: 'ensemble', expected, received: 'true', fix }]);
}

/** What a spec leaves to the data (whether a category is embedded) is as in the first fold, so that the models are all alike. */
const alike = (subject: ModelSpec, first: Model | undefined): ModelSpec =>
  first?.spec.features === undefined ? subject : { ...subject, features: first.spec.features as NonNullable<ModelSpec['features']> };

const OF_ONE_RUN = [
  'trainStep',
  'models',
  'checkpoints',
  'resumeFrom',
  'validationData',
  'testData',
] as const satisfies readonly (keyof TrainOptions)[];

/** What the types leave out is refused where there are none. */
function requireNoneOfOneRun(options: TrainOptions): void {
  const given = OF_ONE_RUN.filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  const expected = 'nothing, as each fold is a training of its own';
  throw new UsageError('the call', given.map((path) => ({ path, expected, received: show(options[path]), fix: 'leave it out' }))); // prettier-ignore
}

function requireSpec(subject: unknown): void {
  if (!isLayersModel(subject)) return;
  const fix = 'give its spec: toSpec(model)';
  throw new UsageError('the call', [
    { path: 'subject', expected: 'a spec, as each fold has a network of its own', received: show(subject), fix },
  ]);
}

function sliceRows(frame: Frame, spec: ReturnType<typeof parseModel>): Sliceable {
  return {
    count: frame.rows,
    frame,
    classes: classNumbers(spec, frame),
    take: (rows) => selectRows(frame, rows),
    dispose: () => undefined,
  };
}

function groupsOf(group: string | ArrayLike<string | number>, { frame, count }: Sliceable): ArrayLike<string | number> {
  if (typeof group !== 'string') {
    if (group.length === count) return group;
    throw new UsageError('the call', [{ path: 'group', expected: `${count} values, one a row`, received: `${group.length} values` }]);
  }
  if (frame === undefined) {
    throw new UsageError('the call', [
      { path: 'group', expected: 'a list with a value for each row, as the data are arrays', received: show(group) },
    ]);
  }
  const { codes, texts } = textsOf(frame, group);
  return Array.from(codes, (code) => texts[code]!);
}

/** Knows all rows as trained on, as each was by some member: none of them can tell how good it is, but other groups can. */
async function ensembleOf(
  models: readonly Model[],
  seed: number,
  { frame, examples: arrays }: Sliceable,
  group: CrossValidateOptions['group'],
  breathe: Breather,
): Promise<Model> {
  const { layersModel, record } = combineModels(models, { seed, ...(await baselinesOf(models, frame, breathe)) });
  const { split, ...training } = record.spec.training;
  const together = typeof group === 'string' ? { type: 'group', column: group } : group === undefined ? split : undefined;
  const isByGroup = together?.type === 'group';
  const spec = { ...record.spec, training: { ...training, ...(isByGroup ? { split: together } : {}), validationSplit: 0, testSplit: 0 } };
  const { encoders } = record;
  const encode = (rows: Frame, into?: FrameArrays) => encodeRows(encoders!, rows, training.sampleWeight, into);
  const examples = frame && encoders ? await takeTurns(encodedInTurns(frame, encode), breathe) : arrays!;
  const all = Uint32Array.from({ length: examples.rows }, (_, row) => row);
  const [trainedOn, seenParts] = [createTrainedOn(false), createSeenParts(spec)];
  trainedOn.add((await takeTurns(marksInTurns(examples), breathe)).all, all, frame?.style);
  seenParts.add(frame, { training: all, heldOut: new Uint32Array(), test: new Uint32Array() });
  return new Model(layersModel, { ...record, spec, trainedOn: { ...trainedOn.finish(), ...seenParts.finish() } });
}

/** Baselines of all rows, weighed as in training, for the ensemble to be evaluated beside: by the encoding of the first member. */
async function baselinesOf(
  models: readonly Model[],
  frame: Frame | undefined,
  breathe: Breather,
): Promise<Pick<ModelRecord, 'baselines' | 'judged'>> {
  const { task, judged, baselines, spec, encoders } = models[0]!.record;
  if (frame === undefined || encoders === undefined) return baselines === undefined ? {} : { baselines };
  const shared: Encoders = { inputs: encoders.inputs, targets: commonTargets(models) };
  const tables = await takeTurns(featuresInTurns(shared, frame), breathe);
  const targets = await takeTurns(targetsInTurns(shared, frame), breathe);
  const { sampleWeight, classWeight } = spec.training;
  const names = targetClasses(shared.targets[0]) ?? [];
  const ofRows = sampleWeight === undefined ? undefined : sampleWeights(sampleWeight, frame);
  const lossWeights = rowWeights(frame.rows, {
    ...(ofRows === undefined ? {} : { sampleWeight: ofRows }),
    ...(classWeight === undefined ? {} : { classes: { classWeight, names, labels: targetLabels(targets[0]!.values, frame.rows) } }),
  });
  const { inputs } = spec.network;
  const fit = async (i: number): Promise<Baselines> => {
    const target = shared.targets[i]!;
    const quantiles = target.type === 'quantiles' ? target.quantiles : [];
    const { values, shape } = targets[i]!;
    const [outputs, own] = [shape[0]!, targetTask(target)];
    const reading = { inputs: inputs.map(({ id }) => id), ...chooseLevels(tables, inputs, { outputs, task: own }) };
    const { xs, width } = await takeTurns(joinInputs(tables, inputs, reading), breathe);
    const work = fitBaselines(xs, width, values, outputs, own, ofRows, quantiles, lossWeights);
    return { ...(await takeTurns(work, breathe)), ...reading };
  };
  if (judged === undefined) return task === undefined ? {} : { baselines: await fit(0) };
  const own: Record<string, NonNullable<ModelRecord['judged']>[string]> = {};
  for (const [i, target] of shared.targets.entries()) {
    if (judged[target.name]) own[target.name] = { task: targetTask(target), baselines: await fit(i) };
  }
  return { judged: own };
}
