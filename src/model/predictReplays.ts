import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { InTurns } from '../turns/inTurns.ts';
import { addonNow } from '../graph/library.ts';
import { machineNow } from '../program/machineNow.ts';
import type { Program } from '../program/program.ts';
import { createReplayer, type Replayer } from '../program/replayer.ts';
import { watchLayers } from './layerNow.ts';
import { createLayerSettings } from './layerSettings.ts';
import { ownLayersOf } from './ownLayers.ts';
import type { Answers } from './outputs.ts';
import { createPredictGraphs } from './predictGraphs.ts';
import { statefulLayer } from './statefulLayer.ts';
import type { Table } from './table.ts';

/** Programs that answer batches of one model. */
export interface PredictReplays {
  /** Whether layers run code of the program. */
  hasOwnLayers(): boolean;
  /** Tells that another call begins, before which the program may have changed anything. */
  begin(): void;
  /** Answers by a program; undefined where TF.js's operations are to do it. */
  run(inputs: readonly Table[]): readonly Answers[] | undefined;
  /** The same in turns, where a program is there that takes long: undefined else. */
  runInTurns(inputs: readonly Table[]): InTurns<readonly Answers[] | undefined> | undefined;
  /** Whether another call runs in turns what answers such a batch. */
  isBusy(inputs: readonly Table[]): boolean;
  /** Answers by TF.js's operations and learns from it: where `run` answers undefined. */
  learn(inputs: readonly Table[], tensors: readonly Tensor[], compute: () => Tensor[]): Tensor[];
  /** Frees what is too large to be kept from one call to the next. */
  end(): void;
  dispose(): void;
}

/** Programs that take more memory are made anew for each call. */
const MOST_KEPT_BYTES = 2 ** 24;

const known = new WeakMap<LayersModel, PredictReplays>();

/**
 * Those for a call that is to answer so many batches. They stay with the model from one call to the next.
 * @returns Undefined where they would be of no use: what layers of the program read may have been changed since the call before, so that
 *   the first batch of each is judged.
 */
export function replaysOf(layersModel: LayersModel, batches: number): PredictReplays | undefined {
  const replays = known.get(layersModel) ?? createReplays(layersModel);
  known.set(layersModel, replays);
  if (!replays.hasOwnLayers()) return replays;
  replays.begin();
  return batches > 1 ? replays : undefined;
}

/** To be called before a model is disposed of. */
export function disposeReplays(layersModel: LayersModel): void {
  known.get(layersModel)?.dispose();
  known.delete(layersModel);
}

function createReplays(layersModel: LayersModel): PredictReplays {
  // States would be taken for constants.
  const isStateful = statefulLayer(layersModel) !== undefined;
  const settings = createLayerSettings(layersModel);
  const hadOwnLayers = ownLayersOf(layersModel).length > 0;
  const hasOwnLayers = () => hadOwnLayers || settings.hasOwnLayers();
  let calls = 0;
  const turns = () => (hasOwnLayers() ? calls : 0);
  const replayer: Replayer<Tensor[]> = createReplayer({
    tensorsOf: (answers) => answers,
    watchPlace: () => watchLayers(layersModel),
    settings,
    turns,
  });
  // Native bindings have graphs instead of programs.
  const graphs = createPredictGraphs(layersModel, turns);
  const fill =
    (inputs: readonly Table[]) =>
    ({ input }: Program) =>
      inputs.forEach(({ values }, i) => input(i)?.set(values));
  const answersOf = (program: Program | undefined): readonly Answers[] | undefined =>
    program &&
    Array.from({ length: program.results }, (_, i) => ({
      // A view would be dead once a tensor is made of it, for which memory may move.
      values: program.result(i)!.slice() as Float32Array,
      shape: program.shape(i)!.slice(1),
    }));
  function* inTurns(inputs: readonly Table[]): InTurns<readonly Answers[] | undefined> {
    return answersOf(yield* replayer.runInTurns(kindOf(inputs), fill(inputs)));
  }
  return {
    hasOwnLayers,
    begin: () => void calls++,
    run(inputs) {
      const addon = addonNow();
      if (addon !== undefined) return graphs.run(kindOf(inputs), inputs, addon);
      return answersOf(replayer.run(kindOf(inputs), fill(inputs)));
    },
    runInTurns(inputs) {
      return replayer.isLong(kindOf(inputs)) ? inTurns(inputs) : undefined;
    },
    isBusy: (inputs) => replayer.isBusy(kindOf(inputs)),
    learn(inputs, tensors, compute) {
      const addon = isStateful ? undefined : addonNow();
      if (addon !== undefined) return graphs.learn(kindOf(inputs), tensors, addon, compute);
      return isStateful || machineNow() === undefined ? compute() : replayer.learn(kindOf(inputs), tensors, compute);
    },
    end: () => replayer.freeLarger(MOST_KEPT_BYTES),
    dispose() {
      graphs.dispose();
      replayer.dispose();
    },
  };
}

/** Programs are made for tensors of certain shapes. */
const kindOf = (inputs: readonly Table[]): string => inputs.map(({ rows, shape }) => `${rows},${shape.join()}`).join(' ');
