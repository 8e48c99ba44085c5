import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { InTurns } from '../../turns/inTurns.ts';
import { createLayerSettings } from '../../model/layerSettings.ts';
import { copyRows } from '../../model/table.ts';
import type { Program } from '../../program/program.ts';
import { createReplayer } from '../../program/replayer.ts';
import { watchStep, type Batch, type Computed } from './computation.ts';
import { suspectsOf, turnsEachStep } from './suspects.ts';
import { lossWeightsOf, type TrainingSet } from './trainStep.ts';

/** Programs that compute what a step computes before weights move, one for each size of batches. */
export interface Replays {
  /** Computes a step by a program; undefined where TF.js's operations are to do it. */
  run(rows: Uint32Array): Replayed | undefined;
  /** The same in turns, where a program is there that takes long: undefined else. Masks and noise are drawn before the first. */
  runInTurns(rows: Uint32Array): InTurns<Replayed | undefined> | undefined;
  /** Computes a step by TF.js's operations and learns from it: where `run` answers undefined. */
  learn(batch: Batch, compute: () => Computed): Computed;
  dispose(): void;
}

/** What a program computed. Arrays are not to be kept: they are dead once memory has moved. */
export interface Replayed {
  readonly loss: number;
  readonly parts: readonly number[];
  answers(): Float32Array[];
  /** Undefined where the loss does not depend on a variable, or the program has frozen it. */
  gradients(): (Float32Array | undefined)[];
}

/** Which way of running its steps a training has taken, and why, in one line. */
export interface StepInfo {
  readonly step: 'eager' | 'recorded' | 'plain' | 'own';
  readonly reason: string;
}

export interface ReplaysParts {
  readonly layersModel: LayersModel;
  readonly set: TrainingSet;
  /** Whether the program has written a loss. */
  readonly hasOwnLoss: boolean;
  /** How often the program has had its turn: what it has written may read what it changes then. */
  readonly turns: () => number;
  readonly onStep: (info: StepInfo) => void;
}

export function createReplays({ layersModel, set, hasOwnLoss, turns, onStep }: ReplaysParts): Replays {
  // Layers may get code of the program in a turn.
  const suspects = () => suspectsOf(layersModel, hasOwnLoss);
  const hadSuspects = suspects().length > 0;
  const settings = createLayerSettings(layersModel);
  const replayer = createReplayer<Computed>({
    tensorsOf: ({ loss, parts, answers, gradients }) => [loss, ...parts, ...answers, ...gradients],
    watchPlace: () => watchStep(layersModel),
    settings,
    turns: () => (hadSuspects || settings.hasOwnLayers() ? turns() : 0),
    suspects,
    onRest: (suspects) => onStep({ step: 'eager', reason: `eager: ${turnsEachStep(suspects)}` }),
    onRefusal: (reason) => onStep({ step: 'eager', reason: `eager: ${reason}` }),
    onProgram({ operations, bytes }) {
      const megabytes = (bytes / 2 ** 20).toFixed(1);
      onStep({ step: 'recorded', reason: `recorded: ${operations} operations in ${megabytes} MB` });
    },
  });
  const fill = (program: Program, rows: Uint32Array) => {
    let at = 0;
    for (const tables of [set.inputs, set.outputs]) {
      for (const table of tables) {
        const place = program.input(at++);
        if (place !== undefined) copyRows(table, rows, place);
      }
    }
    const weights = lossWeightsOf(set);
    const place = weights && program.input(at);
    if (place !== undefined) for (let i = 0; i < rows.length; i++) place[i] = weights![rows[i]!]!;
  };
  const replayed = (program: Program | undefined) => program && replayedBy(program, set.outputs.length);
  function* inTurns(rows: Uint32Array): InTurns<Replayed | undefined> {
    return replayed(yield* replayer.runInTurns(rows.length, (program) => fill(program, rows)));
  }
  return {
    run: (rows) => replayed(replayer.run(rows.length, (program) => fill(program, rows))),
    runInTurns(rows) {
      return replayer.isLong(rows.length) ? inTurns(rows) : undefined;
    },
    learn: ({ inputs, targets, weights: counts }, compute) =>
      replayer.learn(inputs[0]!.shape[0]!, [...inputs, ...targets, ...(counts ? [counts] : [])], compute),
    dispose: () => replayer.dispose(),
  };
}

function replayedBy(program: Program, outputs: number): Replayed {
  const parts = outputs > 1 ? outputs : 0;
  const results = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => program.result(from + i) as Float32Array | undefined);
  const floats = (from: number, to: number) => results(from, to) as Float32Array[];
  return {
    loss: program.result(0)![0]!,
    parts: floats(1, 1 + parts).map((values) => values[0]!),
    // Metrics may make tensors of them, for which memory may move.
    answers: () => floats(1 + parts, 1 + parts + outputs).map((values) => values.slice()),
    gradients: () => results(1 + parts + outputs, program.results),
  };
}
