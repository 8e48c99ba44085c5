import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { freeMasks } from '../../model/masks.ts';
import { takeRows, toTensor, type Table } from '../../model/table.ts';
import type { Warning } from '../events.ts';
import { round, share } from './finding.ts';
import { createProbe, keepsState, layerOutputs, type Layer, type LayerOutput } from './probe.ts';

const MOST_ROWS = 256;
const BATCH_SIZE = 32;
/** Fewer is what relu is for. */
const LEAST_SHARE = 0.5;

/**
 * Layers with relu (or relu6, or a layer of their kind) of which half of the units or more are dead: they answer 0 for every row,
 * and pass no gradient by which that could change. A filter of a convolution counts as a unit. Models that keep state are not
 * looked at, since running them would move it.
 * @param inputs A table for each input of the model; at most 256 rows, spread evenly, are run.
 */
export function findDeadUnits(layersModel: LayersModel, inputs: readonly Table[]): readonly Warning[] {
  const watched = layerOutputs(layersModel).filter(({ layer }) => activationOf(layer) !== undefined);
  const rows = Math.min(inputs[0]!.rows, MOST_ROWS);
  if (watched.length === 0 || rows === 0 || keepsState(layersModel)) return [];
  const most = largestOf(layersModel, watched, inputs, rows);
  return watched.flatMap(({ layer }, i) => {
    const units = most[i]!.length;
    const dead = most[i]!.filter((value) => value === 0).length;
    return dead / units < LEAST_SHARE ? [] : [{ about: 'deadUnits', message: describe(layer, dead, units, rows) }];
  });
}

function describe(layer: Layer, dead: number, units: number, rows: number): string {
  const count = dead === units ? `all ${units} units answer` : `${share(dead, units, 'unit')} (${round((100 * dead) / units)} %) answer`;
  const help =
    'what may help: a smaller learning rate, scaled inputs, "heNormal" as the initializer, or "leakyReLU" or "elu" in place of it';
  return `${layer.name}: ${count} 0 for each of ${rows} rows, where ${activationOf(layer)!} passes no gradient, so they learn nothing\n  ${help}`;
}

/** The largest answer of each unit of each layer, over rows and places. */
function largestOf(
  layersModel: LayersModel,
  watched: readonly LayerOutput[],
  inputs: readonly Table[],
  rows: number,
): readonly (readonly number[])[] {
  const all = inputs[0]!.rows;
  const order = Uint32Array.from({ length: rows }, (_, i) => Math.floor((i * all) / rows));
  const probe = createProbe(layersModel, watched);
  let most: readonly (readonly number[])[] | undefined;
  for (let start = 0; start < rows; start += BATCH_SIZE) {
    const part = order.subarray(start, start + BATCH_SIZE);
    const found = tf.tidy(() => {
      const answers = probe(inputs.map((table) => toTensor(takeRows(table, part))));
      return answers.map((answer, i) => [...largestByUnit(answer, unitAxis(watched[i]!.layer)).dataSync()]);
    });
    const before = most;
    most = before === undefined ? found : found.map((units, i) => units.map((value, unit) => larger(value, before[i]![unit]!)));
  }
  freeMasks(layersModel);
  return most!;
}

// NaN stays: it is not dead but lost, which the loss tells.
const larger = (a: number, b: number) => Math.max(a, b);

/** [batch, ..., units] -> [units], or along another axis of units. */
function largestByUnit(answer: Tensor, axis: number): Tensor {
  const unitsAt = axis < 0 ? answer.rank + axis : axis;
  return tf.max(
    answer,
    answer.shape.flatMap((_, i) => (i === unitsAt ? [] : [i])),
  );
}

/** What a layer has of its options; which of them depends on its class. */
interface Options {
  readonly activation?: { getClassName?(): string } | null;
  readonly dataFormat?: string;
  /** Of a wrapper. */
  readonly layer?: Layer;
  /** Of a recurrent layer, whose answer is not its activation alone. */
  readonly cell?: unknown;
}

/** The name of the activation that a layer ends with where it is one that can die. */
function activationOf(layer: Layer): string | undefined {
  const { activation, layer: wrapped, cell } = layer as unknown as Options;
  const name = layer.getClassName();
  if (name === 'TimeDistributed') return wrapped && activationOf(wrapped);
  if (name === 'ReLU' || name === 'ThresholdedReLU') return name === 'ReLU' ? 'reLU' : 'thresholdedReLU';
  const called = cell === undefined ? activation?.getClassName?.() : undefined;
  return called === 'relu' || called === 'relu6' ? called : undefined;
}

const unitAxis = (layer: Layer): number => ((layer as unknown as Options).dataFormat === 'channelsFirst' ? 1 : -1);
