import { tf } from '#tf';
import { returnTo } from '../backend/backendInUse.ts';
import { takeTurns } from '../turns/inTurns.ts';
import { requireKernels } from '../backend/preflight.ts';
import { toLayersModel } from '../compile/toLayersModel.ts';
import { columnsRead } from '../data/columns.ts';
import { isSource, type Frame, type Source } from '../data/frame.ts';
import { rowsWithTargets, targetsToHave } from '../data/knownTargets.ts';
import { collect } from '../data/read/collect.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { createBreather } from '../turns/breathe.ts';
import { countRows } from '../model/countRows.ts';
import { frameInTurns } from '../data/rowsInTurns.ts';
import type { Arrays } from '../model/slots.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { NetworkSpec } from '../spec/network.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { parseModel } from '../spec/parse.ts';
import { addGivenParts, withGivenParts } from './givenParts.ts';
import { isLayersModel, layersModelSpec } from './layersModelSpec.ts';
import { lossesByName, partMeasures, withNamedLosses } from './losses.ts';
import { markParts, seedOf, stepOf } from './origin.ts';
import { checkTrainOptions, withOptions, type TrainOptions } from './options.ts';
import { prepareArrays, prepareRows, type Prepared } from './prepare.ts';
import { prepareForecast } from './prepareForecast.ts';
import { prepareStream } from './prepareStream.ts';
import { createRun, type Run } from './run.ts';
import { planPlainly, recordsOnWasm } from './step/createStep.ts';
import { stepsOfRun, workOfRun } from './workOfRun.ts';

/** Of a run that only tries something out. */
export interface Trial {
  /** Puts other sets in place of those that the data gave. */
  adapt(prepared: Prepared, spec: NormalisedModel): Prepared;
  /** How many steps it takes at most. */
  steps(spec: NormalisedModel): number;
}

/** Checks everything, reads and splits the data, builds the network, and takes up a checkpoint where one is given. */
export async function prepareRun(subject: unknown, data: RowData | Arrays | Source, options: TrainOptions, trial?: Trial): Promise<Run> {
  checkTrainOptions(options);
  options.signal?.throwIfAborted();
  const given = isLayersModel(subject) ? subject : undefined;
  if (given === undefined && (typeof subject !== 'object' || subject === null)) parseModel(subject);
  const own = partMeasures(options.loss, options.metrics);
  const base = given ? layersModelSpec(given, options) : (subject as ModelSpec | NetworkSpec);
  const written = withNamedLosses(withGivenParts(withOptions(base, options, own.training), options), own.losses);
  const first = parseModel(written);
  const seed = first.training.seed ?? seedOf(options.resumeFrom) ?? Math.floor(Math.random() * 2 ** 31);

  // Other calls may set another backend whenever this one waits.
  const before = tf.getBackend();
  const breathe = createBreather(options.signal);
  const rows =
    first.features === undefined
      ? undefined
      : first.forecast !== undefined
        ? await takeTurns(readForecast(first, isSource(data) ? await collectFor(first, data, options.signal) : (data as RowData)), breathe)
        : isSource(data)
          ? await prepareStream(first, rowsWithTargets(data, targetsToHave(first)), seed, options.signal)
          : await takeTurns(readRows(first, data as RowData, seed), breathe);
  const spec = rows === undefined ? first : parseModel(written, rows.known);
  const wanted = {
    step: options.step ?? 'auto',
    hasOwnLoss: own.losses !== undefined,
    hasOwnStep: options.trainStep !== undefined,
    begun: stepOf(options.resumeFrom),
  };
  const steps =
    trial?.steps(spec) ??
    stepsOfRun(spec, rows?.stream?.rows.training ?? rows?.set.rows ?? countRows(spec.network, (data as Partial<Arrays> | undefined)?.xs));
  const backend = (await options.startBackend?.(workOfRun(spec, wanted, steps))) ?? (before || tf.getBackend());
  if (backend) {
    returnTo(backend);
    const isPlain = planPlainly(spec, wanted, recordsOnWasm()) !== undefined;
    requireKernels({ network: spec.network, losses: isPlain ? undefined : lossesByName(spec.training, own.losses) });
  }
  const layersModel = given ?? toLayersModel(spec, seed);
  try {
    const parted = rows ?? (await prepareArrays(spec, layersModel, data as Arrays, seed, breathe));
    const all = await addGivenParts(parted, options, { spec, layersModel, seed, breathe });
    const prepared = trial?.adapt(all, spec) ?? all;
    const hasSnapshots = options.checkpoints !== undefined || options.resumeFrom !== undefined;
    const { set, stream, heldOut, test } = prepared;
    const marking = hasSnapshots ? { dataMark: await takeTurns(markParts([stream?.sample ?? set, heldOut, test]), breathe) } : {};
    if (backend) returnTo(backend);
    return createRun({ spec, layersModel, isGiven: given !== undefined, prepared, seed, own, ...marking }, options);
  } catch (error) {
    if (given === undefined) layersModel.dispose();
    throw error;
  }
}

function* readRows(spec: NormalisedModel, data: RowData, seed: number): ReturnType<typeof prepareRows> {
  const frame = yield* frameInTurns(data);
  return yield* prepareRows(spec, rowsWithTargets(frame, targetsToHave(spec)), seed);
}

function* readForecast(spec: NormalisedModel, data: RowData): ReturnType<typeof prepareForecast> {
  return yield* prepareForecast(spec, yield* frameInTurns(data));
}

/** The rows of a source in memory, where windows of them are made. */
async function collectFor(spec: NormalisedModel, source: Source, signal: AbortSignal | undefined): Promise<Frame> {
  const columns = columnsRead(spec);
  return await collect(source, { ...(columns ? { columns } : {}), ...(signal ? { signal } : {}) });
}
