import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { idOf, nativeBackend } from '../graph/binding.ts';
import { whyDifferent } from '../graph/compare.ts';
import type { Addon } from '../graph/library.ts';
import { buildPlain, type PlainGraph } from '../graph/plain.ts';
import { record } from '../graph/record.ts';
import type { Recording } from '../graph/recording.ts';
import { isAudited } from '../program/audit.ts';
import { createLayerSettings } from './layerSettings.ts';
import type { Answers } from './outputs.ts';
import { toTensor, type Table } from './table.ts';

/** Graphs of TensorFlow that answer batches of one model on native bindings, one for each kind of batches. */
export interface PredictGraphs {
  /** Answers by a graph; undefined where TF.js's operations are to do it. */
  run(kind: string, inputs: readonly Table[], addon: Addon): readonly Answers[] | undefined;
  /** Answers by TF.js's operations and learns from it. */
  learn(kind: string, tensors: readonly Tensor[], addon: Addon, compute: () => Tensor[]): Tensor[];
  dispose(): void;
}

/** What is known of batches whose tensors have the same shapes. */
interface Kind {
  /** How many batches TF.js's operations have answered before any was recorded. */
  unrecorded: number;
  /** What was computed, to which later recordings are compared. */
  recording?: Recording;
  graph?: LoadedGraph;
  /** How often the graph has answered. */
  runs: number;
  /** The turn of the program after which it was recorded, or judged last. */
  turn?: number;
}

interface LoadedGraph extends PlainGraph {
  readonly id: number;
  readonly addon: Addon;
}

/** So many kinds may have a graph: those that were answered last. */
const MOST_KINDS = 4;
/** What TensorFlow fuses in a graph may round otherwise: by so much of the largest answer. */
const TOLERANCE = 1e-5;
/** To load a graph takes as long as some tens of batches gain by it: a program that answers few is to have none. */
const UNRECORDED = 8;

/**
 * The first batches of each kind are left alone, the next two are recorded; where both are the same but for what was read, and a graph of
 * them answers the second one alike, it takes over, else TF.js's operations go on for good. Where code of the program is in it, these judge
 * it at its next run after each turn of the program, and from time to time.
 * @param turns How often the program has had its turn; 0 as long as none of its code is in the model.
 */
export function createPredictGraphs(layersModel: LayersModel, turns: () => number): PredictGraphs {
  const settings = createLayerSettings(layersModel);
  /** The one that was answered last is the last. */
  const kinds = new Map<string, Kind>();
  /** Whose the graphs are. */
  let owner: Addon | undefined;
  let isRefused = false;

  const drop = (kind: string) => {
    const { graph } = kinds.get(kind)!;
    kinds.delete(kind);
    graph?.addon.free(graph.id);
  };
  const forget = () => [...kinds.keys()].forEach(drop);
  const refuse = () => {
    isRefused = true;
    forget();
  };
  /** Forgets what holds no longer. */
  const follow = (addon: Addon) => {
    if (owner !== addon || settings.changed() !== undefined) forget();
    owner = addon;
  };
  const touch = (kind: string): Kind => {
    const known = kinds.get(kind) ?? { unrecorded: 0, runs: 0 };
    kinds.delete(kind);
    kinds.set(kind, known);
    if (kinds.size > MOST_KINDS) drop(kinds.keys().next().value!);
    return known;
  };
  const study = (known: Kind, recording: Recording, addon: Addon, tensors: readonly Tensor[], results: readonly Tensor[]) => {
    const { recording: first } = known;
    Object.assign(known, { recording, turn: turns() });
    if (first === undefined) return;
    if (whyDifferent(first, recording) !== undefined) return refuse();
    if (known.graph === undefined) {
      const built = buildPlain(recording);
      if (typeof built === 'string') return refuse();
      known.graph = { ...built, addon, id: addon.load(built.file) };
    }
    if (!areAlike(answersOf(known.graph, tensors), results)) return refuse();
  };
  const isDue = ({ turn, runs }: Kind): boolean => turn !== turns() || (turn > 0 && isAudited(runs));
  return {
    run(kind, inputs, addon) {
      if (kinds.get(kind)?.graph === undefined) return undefined;
      follow(addon);
      const graph = kinds.get(kind)?.graph;
      if (graph === undefined) return undefined;
      const known = touch(kind);
      known.runs++;
      if (isDue(known)) return undefined;
      const tensors = inputs.map(toTensor);
      try {
        return answersOf(graph, tensors);
      } catch {
        // TF.js's operations can, or say themselves why not.
        refuse();
        return undefined;
      } finally {
        tf.dispose(tensors);
      }
    },
    learn(kind, tensors, addon, compute) {
      if (isRefused) return compute();
      follow(addon);
      const known = touch(kind);
      if (known.graph !== undefined && !isDue(known)) return compute();
      if (known.unrecorded < UNRECORDED) {
        known.unrecorded++;
        return compute();
      }
      let results: Tensor[];
      let recording: Recording | string;
      let isSteady: boolean;
      settings.keep();
      try {
        ({ result: results, recording } = record(compute, { inputs: tensors, tensorsOf: (all) => all, checking: ['GatherV2'] }));
        isSteady = turns() === 0 || settings.changed() === undefined;
      } finally {
        settings.keep(); // what layers change by themselves is no change
      }
      try {
        if (typeof recording === 'string' || !isSteady) refuse();
        else study(known, recording, addon, tensors, results);
      } catch {
        refuse();
      }
      return results;
    },
    dispose: forget,
  };
}

function answersOf({ id, addon, inputs, variables, feeds, fetches }: LoadedGraph, tensors: readonly Tensor[]): readonly Answers[] {
  const { binding } = nativeBackend();
  const made = addon.run(id, [...inputs.map((index) => tensors[index]!), ...variables].map(idOf), feeds, fetches);
  try {
    return made.map((tensor) => ({ values: binding.tensorDataSync(tensor.id) as Float32Array, shape: tensor.shape.slice(1) }));
  } finally {
    for (const tensor of made) binding.deleteTensor(tensor.id);
  }
}

function areAlike(answers: readonly Answers[], tensors: readonly Tensor[]): boolean {
  return tensors.every((tensor, i) => {
    const { values } = answers[i]!;
    const expected = tensor.dataSync();
    let most = 0;
    for (const value of expected) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
    return (
      values.length === expected.length &&
      values.every((value, q) => Object.is(value, expected[q]!) || Math.abs(value - expected[q]!) <= TOLERANCE * most)
    );
  });
}
