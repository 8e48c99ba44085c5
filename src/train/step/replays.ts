import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Values } from '../../backend/kernels/planned.ts';
import { copyRows } from '../../model/table.ts';
import { whyDifferent } from '../../program/compare.ts';
import { machineNow } from '../../program/machineNow.ts';
import { createProgram, type Program } from '../../program/program.ts';
import { record } from '../../program/record.ts';
import type { Recording } from '../../program/recording.ts';
import { simplify } from '../../program/simplify.ts';
import type { Batch, Computed } from './computation.ts';
import { watchLayers } from './layerNow.ts';
import { createLayerSettings } from './layerSettings.ts';
import { lossWeightsOf, type TrainingSet } from './trainStep.ts';

/** Programs that compute what a step computes before weights move, one for each size of batches. */
export interface Replays {
  /** Computes a step by a program; undefined where there is none for so many rows, or TF.js's operations are to judge what it computed. */
  run(rows: Uint32Array): Replayed | undefined;
  /** Computes a step by TF.js's operations and learns from it: where `run` answers undefined. */
  learn(batch: Batch, compute: () => Computed): Computed;
  dispose(): void;
}

/** What a program computed. Arrays are not to be kept: they are dead once memory has moved. */
export interface Replayed {
  readonly loss: number;
  readonly parts: readonly number[];
  answers(): Float32Array[];
  gradients(): Float32Array[];
}

/** Which way of running its steps a training has taken, and why, in one line. */
export interface StepInfo {
  readonly step: 'eager' | 'recorded' | 'plain' | 'own';
  readonly reason: string;
}

/** What is known of batches of one size. */
interface Size {
  first?: Recording;
  program?: Program;
  /** How many steps it has computed, and at which of them it is judged next. */
  runs: number;
  judgedAt: number;
  /** What it has computed of the step that is being judged. */
  judged?: readonly (Values | undefined)[];
}

/** So many sizes of batches may have a program: a full one, the last of an epoch, and some more. */
const MOST_SIZES = 4;
/** The steps that are judged: this one, and each later one so many times as far on. */
const JUDGED = 16;

/**
 * The first step is left alone, since layers make things in it. The next two of each size are recorded; where both are the same but for
 * what was read and drawn, a program takes over, else TF.js's operations go on.
 */
export function createReplays(layersModel: LayersModel, set: TrainingSet, onStep: (info: StepInfo) => void): Replays {
  const sizes = new Map<number, Size>();
  const weights = lossWeightsOf(set);
  const settings = createLayerSettings(layersModel);
  let isFirst = true;
  let isRefused = false;
  let isTold = false;

  const forget = () => {
    for (const { program } of sizes.values()) program?.dispose();
    sizes.clear();
  };
  const refuse = (reason: string) => {
    isRefused = true;
    forget();
    onStep({ step: 'eager', reason: `eager: ${reason}` });
  };
  const fill = (program: Program, rows: Uint32Array) => {
    let at = 0;
    for (const table of [...set.inputs, ...set.outputs]) {
      const place = program.input(at++);
      if (place !== undefined) copyRows(table, rows, place);
    }
    const place = weights && program.input(at);
    if (place !== undefined) for (let i = 0; i < rows.length; i++) place[i] = weights![rows[i]!]!;
  };
  const begin = (size: Size, rows: number, recording: Recording) => {
    const machine = machineNow();
    if (machine === undefined) return refuse('the kernels of netspec do not run here');
    const program = createProgram(simplify(recording), machine);
    Object.assign(size, { program, runs: 0, judgedAt: JUDGED });
    delete size.first;
    if (isTold) return;
    isTold = true;
    const megabytes = (program.bytes / 2 ** 20).toFixed(1);
    onStep({ step: 'recorded', reason: `recorded: ${program.operations} operations for ${rows} rows, in ${megabytes} MB` });
  };
  return {
    run(rows) {
      const size = sizes.get(rows.length);
      const program = size?.program;
      if (size === undefined || program === undefined) return undefined;
      if (settings.haveChanged()) {
        forget();
        return undefined;
      }
      fill(program, rows);
      if (!program.run()) return undefined;
      if (++size.runs === size.judgedAt) {
        size.judgedAt *= JUDGED;
        size.judged = resultsOf(program).map((values) => values?.slice());
        return undefined;
      }
      program.assign();
      return replayedBy(program, set);
    },
    learn(batch, compute) {
      const rows = batch.inputs[0]!.shape[0]!;
      if (isRefused) return compute();
      if (isFirst) {
        isFirst = false;
        return compute();
      }
      try {
        return learnFrom(rows, batch, compute);
      } finally {
        settings.keep(); // what layers change by themselves is no change
      }
    },
    dispose: forget,
  };

  function learnFrom(rows: number, batch: Batch, compute: () => Computed): Computed {
    let size = sizes.get(rows);
    if (size === undefined) {
      if (sizes.size === MOST_SIZES) return compute();
      sizes.set(rows, (size = { runs: 0, judgedAt: JUDGED }));
    }
    if (size.program !== undefined) {
      const computed = compute();
      const { judged } = size;
      delete size.judged;
      if (judged !== undefined && !areSame(judged, computed)) refuse('the step does not do what it did when it was recorded');
      return computed;
    }
    const layers = watchLayers(layersModel);
    try {
      const inputs = [...batch.inputs, ...batch.targets, ...(batch.weights ? [batch.weights] : [])];
      const { result, recording } = record(compute, { inputs, tensorsOf, place: () => layers.now });
      const why = typeof recording === 'string' ? recording : size.first && whyDifferent(size.first, recording);
      if (typeof recording === 'string' || why !== undefined) refuse(why!);
      else if (size.first === undefined) size.first = recording;
      else begin(size, rows, recording);
      return result;
    } finally {
      layers.stop();
    }
  }
}

const tensorsOf = ({ loss, parts, answers, gradients }: Computed) => [loss, ...parts, ...answers, ...gradients];

/** In the same order. */
const resultsOf = (program: Program): (Values | undefined)[] => Array.from({ length: program.results }, (_, i) => program.result(i));

function replayedBy(program: Program, { outputs }: TrainingSet): Replayed {
  const count = outputs.length;
  const parts = count > 1 ? count : 0;
  const floats = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => program.result(from + i) as Float32Array);
  return {
    loss: program.result(0)![0]!,
    parts: floats(1, 1 + parts).map((values) => values[0]!),
    answers: () => floats(1 + parts, 1 + parts + count),
    gradients: () => floats(1 + parts + count, program.results),
  };
}

function areSame(judged: readonly (Values | undefined)[], computed: Computed): boolean {
  return tensorsOf(computed).every((tensor, i) => {
    const values = judged[i];
    if (tensor === undefined || values === undefined) return tensor === undefined && values === undefined;
    const others = tensor.dataSync();
    return values.every((value: number, q: number) => Object.is(value, others[q]) || value === others[q]);
  });
}
