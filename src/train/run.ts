import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { returnTo } from '../backend/backendInUse.ts';
import { markReport } from '../evaluate/markRowsOf.ts';
import { evaluateExamples, isJudged } from '../model/judge.ts';
import { Model, type ModelRecord } from '../model/model.ts';
import { disposeReplays } from '../model/predictReplays.ts';
import { tasksOf } from '../model/task.ts';
import { statefulLayer } from '../model/statefulLayer.ts';
import { writeWeights } from '../model/weights.ts';
import { nameMetrics } from '../metrics/nameMetrics.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { createSchedule } from '../schedules/createSchedule.ts';
import type { Snapshot } from '../snapshot.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { keepsBest, watchBest, type Best } from './best.ts';
import type { Control, EpochEvent, Warning } from './events.ts';
import { describeDiverged, type Diverged } from './diverged.ts';
import { memoryFeed } from './feed/memoryFeed.ts';
import { restWarnings, wholeBatches } from './feed/wholeBatches.ts';
import { createHooks } from './hooks.ts';
import { judgedBy, type Judged } from './judgedBy.ts';
import { bestIsNotKept } from './bestIsNotKept.ts';
import { createLoop, type DivergedAt, type Loop } from './loop.ts';
import { checkMetricNames, lossFunctions, type OwnMeasures } from './losses.ts';
import { createMetrics, measure } from './measures.ts';
import { checkMonitors } from './monitors.ts';
import { createOrigin, stepOf } from './origin.ts';
import { callbacksOf, type TrainOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { createShown } from './shown.ts';
import { createStep } from './step/createStep.ts';
import type { LossFunction } from './step/computation.ts';
import { lossWeightsOf } from './step/trainStep.ts';
import { createTurns, disposedMeanwhile, type Turns } from './turns.ts';
import { explainDivergence } from './watch/divergence.ts';
import { lengthWarnings } from './watch/lengthWarnings.ts';
import { whyNoReport } from './whyNoReport.ts';
import { createWatches, warningsAfter, warningsBefore } from './watches.ts';
import { weightsInUse } from './weightsInUse.ts';

/** A run that is ready, with all that finishing it takes. */
export interface Run {
  readonly spec: NormalisedModel;
  readonly layersModel: LayersModel;
  readonly control: Control;
  readonly prepared: Prepared;
  readonly seed: number;
  readonly loop: Loop;
  readonly best: Best;
  /** What is made small, for each output. */
  readonly losses: readonly LossFunction[];
  readonly divergence: Diverged | undefined;
  /** What it does now. */
  readonly turns: Turns;
  next(): Promise<EpochEvent | undefined>;
  look<T>(which: 'last' | 'best', work: (model: Model) => Promise<T>): Promise<T>;
  /** All that decides how it goes on; while a model is looked at, as it was before. */
  snapshot(): Snapshot;
  finish(): Promise<Model>;
  dispose(): void;
}

/** What a run is made of, checked and read. */
export interface RunParts {
  readonly spec: NormalisedModel;
  readonly layersModel: LayersModel;
  readonly isGiven: boolean;
  readonly prepared: Prepared;
  readonly seed: number;
  readonly own: OwnMeasures;
  /** What snapshots know the rows by, where it is known that there are some. */
  readonly dataMark?: string;
}

/** Puts a run together, which computes on the backend that is set now, and takes up a checkpoint where one is given. */
export function createRun(parts: RunParts, options: TrainOptions): Run {
  const backend = tf.getBackend();
  /** Other calls may have set another whenever this run has waited. */
  const goOn = () => void (backend && returnTo(backend));
  const { spec, layersModel, isGiven, prepared, seed, own } = parts;
  const { training } = spec;
  const { set, heldOut, test, encoders, stream } = prepared;
  const feedOptions = { batchSize: training.batchSize, shuffle: training.shuffle, seed };
  const allRows = stream?.feed(feedOptions) ?? memoryFeed(set.rows, feedOptions);
  const feed = statefulLayer(layersModel) ? wholeBatches(allRows, training.batchSize) : allRows;
  /** What stands for the training rows wherever they are looked at: all of them, or some of those that are streamed. */
  const sample = stream?.sample ?? set;
  const keeps = keepsBest(training) || options.checkpoints !== undefined;
  const losses = lossFunctions(training, own.losses, (lossWeightsOf(set) ?? heldOut?.weights) !== undefined);
  const measures = { layersModel, spec, losses, metrics: own.metrics, step: options.step, ...(encoders ? { encoders } : {}) };
  const validates = heldOut !== undefined && options.trainStep === undefined;
  const hasOwnStep = options.trainStep !== undefined;
  checkMetricNames(own.metrics, nameMetrics(training.metrics));
  checkMonitors({ spec, layersModel, hasHeldOut: validates, hasOwnStep, metrics: own.metrics });
  const best = watchBest(training, validates);

  const stepsPerEpoch = Math.ceil(feed.rows / training.batchSize);
  const turns = createTurns();
  const weights = weightsInUse(layersModel);
  const callbacks = callbacksOf(options);
  const step = createStep(
    {
      layersModel,
      spec,
      set,
      isRefilled: stream !== undefined,
      losses,
      hasOwnLoss: own.losses !== undefined,
      turns: () => turns.count,
      hasTurnEachStep: callbacks.some(
        ({ onBatchEnd, onEpochBegin, onEpochEnd }) =>
          onBatchEnd !== undefined || (stepsPerEpoch === 1 && (onEpochBegin !== undefined || onEpochEnd !== undefined)),
      ),
      random: createRandom(deriveSeed(seed, 'masks')),
      onStep: options.onStep,
      begun: stepOf(options.resumeFrom),
      ...(options.trainStep ? { own: { step: options.trainStep, models: options.models ?? {} } } : {}),
    },
    options.step ?? 'auto',
  );
  /** A model of the program's goes on. */
  const end = () => {
    disposeReplays(layersModel);
    if (!isGiven) weights.disposeModel();
  };
  /** A signal, and that the run was disposed, or its weights. */
  const heard = (signal: AbortSignal | undefined, during: 'epoch' | 'look') => ({
    throwIfAborted() {
      signal?.throwIfAborted();
      if (isDisposed) throw disposedMeanwhile(during);
      weights.require();
    },
  });
  /** What was aborted may still be looked at and finished; an abort from here on is heard. */
  const abortFromHere = () => (options.signal?.aborted === true ? undefined : options.signal);
  const shown = createShown(layersModel, step);
  /** Has the model hold the weights of the last step, whatever comes. */
  const refresh = () => {
    if (!weights.areLost()) shown.refresh();
  };
  /** Whether the program has the model, and may look at it whenever it has its turn. */
  let isHeld = isGiven;
  const beforeTurn = () => {
    if (isHeld) refresh();
  };
  const control: Control = {
    get layersModel() {
      isHeld = true;
      shown.refresh();
      return layersModel;
    },
    get learningRate() {
      return loop.learningRate;
    },
    set learningRate(rate) {
      loop.learningRate = rate;
    },
    stop: () => loop.stop(),
  };
  const hooks = createHooks({
    control,
    callbacks,
    watches:
      options.trainStep !== undefined || prepared.isTrial === true
        ? []
        : createWatches(layersModel, spec, sample, own.losses !== undefined),
    ...(options.checkpoints ? { checkpoints: options.checkpoints } : {}),
    async pause(work) {
      beforeTurn();
      const result = await turns.pause(work);
      weights.require();
      return result;
    },
  });
  const accumulation = (training.optimizer['gradientAccumulationSteps'] as number | undefined) ?? 1;
  const loop: Loop = createLoop(
    {
      layersModel,
      step,
      shown,
      set,
      feed,
      best,
      origin: createOrigin({
        layersModel,
        models: options.models ?? {},
        spec,
        seed,
        step: step.name,
        set: sample,
        others: [heldOut, test],
        dataMark: parts.dataMark,
        metrics: own.metrics,
        losses: own.losses,
      }),
      hooks,
      beforeTurn,
      schedule: createSchedule(training.schedule, { epochs: training.epochs, stepsPerEpoch: stepsPerEpoch / accumulation }),
      createMetrics: () => createMetrics(measures, set),
      ...(validates
        ? {
            validate: () => {
              goOn();
              return measure(measures, heldOut, options.signal);
            },
          }
        : {}),
      keepsBest: keeps,
      averages: training.optimizer['useEma'] === true,
    },
    {
      epochs: training.epochs,
      batchSize: training.batchSize,
      learningRate: training.optimizer['learningRate'] as number,
      accumulation,
      signal: heard(options.signal, 'epoch'),
    },
  );
  if (options.resumeFrom !== undefined) loop.restore(options.resumeFrom);

  // What the answers of an own step are without a target only the program knows.
  const tasks = options.trainStep && encoders === undefined ? [] : tasksOf(spec, sample.outputs, encoders);
  let judged: Judged | undefined;
  const trainedOn = prepared.look?.trainedOn();
  const record = async (signal: Pick<AbortSignal, 'throwIfAborted'> | undefined): Promise<ModelRecord> => {
    judged ??= await judgedBy(
      { network: spec.network, set: sample, units: layersModel.outputs.map(({ shape }) => shape.at(-1)!), encoders },
      tasks,
      signal,
    );
    return {
      spec,
      history: loop.history,
      seed,
      samples: prepared.samples,
      ...(trainedOn === undefined ? {} : { trainedOn }),
      ...(best.epoch === undefined ? {} : { bestEpoch: best.epoch }),
      ...(hooks.warnings.length > 0 ? { warnings: hooks.warnings } : {}),
      ...judged,
      ...(encoders ? { encoders } : {}),
    };
  };

  let hasBegun = false;
  const begin = async () => {
    if (hasBegun) return;
    hasBegun = true;
    await warn(prepared.warnings ?? []);
    await warn(lengthWarnings(training, stepsPerEpoch));
    await warn(restWarnings(allRows, feed, training.batchSize));
    if (prepared.isTrial !== true) await warn(prepared.look?.warnings() ?? []);
    if (own.losses === undefined && options.trainStep === undefined) await warn(warningsBefore(spec, sample, encoders));
    await hooks.trainBegin();
  };
  let divergence: Run['divergence'];
  let isDisposed = false;
  /** Where the run is, while the model that is looked at may have other weights. */
  let waiting: Snapshot | undefined;
  const warn = async (warnings: readonly Warning[]) => {
    for (const warning of warnings) await hooks.warn(warning);
  };
  const explain = (at: DivergedAt): Diverged => {
    goOn();
    shown.refresh();
    const { rows, loss, learningRate, recentLosses: losses, stepsSince } = at;
    const writer = stepsSince === 0 ? 'program' : hooks.watchesBatches ? 'stepOrCallback' : 'step';
    const found = explainDivergence({
      ...{ layersModel, spec, examples: set, sample, rows, loss, learningRate, losses, writer },
      ...(encoders ? { encoders } : {}),
    });
    return describeDiverged(at, found, { kept: loop.goodWeights, best, layersModel });
  };
  return {
    spec,
    control,
    layersModel,
    prepared,
    seed,
    loop,
    best,
    losses,
    get divergence() {
      return divergence;
    },
    turns,
    next: () =>
      turns.take('epoch', async () => {
        try {
          goOn();
          weights.require();
          await begin();
          const event = await loop.next();
          if (isDisposed) throw disposedMeanwhile('epoch');
          beforeTurn();
          if (loop.divergence !== undefined) divergence ??= explain(loop.divergence);
          return event;
        } catch (error) {
          if (isDisposed) throw disposedMeanwhile('epoch'); // whatever it has come upon without its tensors
          refresh();
          throw error;
        }
      }),
    look: (which, work) =>
      turns.look(async () => {
        if (which === 'best' && !keeps) throw bestIsNotKept();
        const signal = heard(abortFromHere(), 'look');
        const known = await record(signal);
        signal.throwIfAborted();
        goOn();
        waiting = loop.save();
        shown.lend(which === 'best' ? loop.bestWeights : undefined);
        try {
          return await work(new Model(layersModel, known));
        } finally {
          shown.hide();
          waiting = undefined;
        }
      }),
    snapshot: () => waiting ?? loop.save(),
    finish: () =>
      turns.take('finish', async () => {
        const signal = abortFromHere();
        try {
          weights.require();
          await begin();
          await loop.close();
          turns.endLooks();
          goOn();
          shown.show();
          const kept = divergence !== undefined ? loop.goodWeights?.weights : keepsBest(training) ? loop.bestWeights : undefined;
          if (kept !== undefined) writeWeights(layersModel, kept);
          if (divergence === undefined && !hasOwnStep) await warn(warningsAfter(layersModel, sample));
          const known = await record(signal);
          const unseen = test ?? heldOut;
          goOn();
          const drawnFrom = prepared.drawnFrom?.[test ? 'test' : 'heldOut'];
          const judged =
            unseen && isJudged(known) ? await evaluateExamples(layersModel, known, unseen, { signal, step: options.step }) : undefined;
          const report = judged && drawnFrom !== undefined ? markReport(judged, { drawnFrom }) : judged;
          const noReport = whyNoReport({ spec, hasOwnStep, hasUnseen: unseen !== undefined });
          return new Model(layersModel, { ...known, ...(report ? { heldOut: report } : { noReport }) });
        } catch (error) {
          end();
          throw error;
        } finally {
          step.dispose();
        }
      }),
    dispose() {
      isDisposed = true;
      feed.close?.().catch(() => undefined); // nobody is there to be told
      if (!weights.areLost()) shown.hide();
      refresh();
      const good = divergence && loop.goodWeights?.weights;
      if (isGiven && good !== undefined && !weights.areLost()) writeWeights(layersModel, good);
      step.dispose();
      end();
    },
  };
}
