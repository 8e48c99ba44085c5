import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { freeMasks } from '../../model/masks.ts';
import type { Examples } from '../../model/slots.ts';
import { takeRows, toTensor } from '../../model/table.ts';
import { round, share, type Finding } from './finding.ts';
import { countNotFinite, largestOf } from './notFinite.ts';
import { createProbe, keepsState, layerOutputs, type Layer } from './probe.ts';

/** What writes weights: steps, callbacks after them as well, or, where no step was made since they were finite, the program alone. */
export type Writer = 'step' | 'stepOrCallback' | 'program';

const wrote: Readonly<Record<Writer, string>> = {
  step: 'a step wrote them',
  stepOrCallback: 'a step wrote them, or a callback after one',
  program: 'no step wrote them, but the program, in a callback, between two epochs or before the run',
};

/** Squared, it is more than a 32-bit float holds. */
const SQUARE_OVERFLOWS = 1.8e19;

/**
 * Where in the model finite numbers are lost: weights that are not finite, or else the first layer that answers with numbers that are
 * not for the batch, or else answers that are too large for a loss. Nothing where all is finite, or where a run would move the model's
 * state.
 * @param rows Of the batch, whose inputs are finite.
 * @param writer What may have written weights that are not.
 */
export function findWhereLost(layersModel: LayersModel, examples: Examples, rows: Uint32Array, writer: Writer): readonly Finding[] {
  const weights = findLostWeights(layersModel, writer);
  if (weights !== undefined) return [weights];
  if (keepsState(layersModel)) return [];
  const lost = findLostLayer(layersModel, examples, rows);
  return lost === undefined ? [] : [lost];
}

function findLostWeights({ layers, weights: all }: LayersModel, writer: Writer): Finding | undefined {
  const lost = (layer: Layer) =>
    layer.weights.flatMap((weight) => {
      const values = weight.read().dataSync();
      const count = countNotFinite(values);
      return count === 0 ? [] : [{ name: weight.originalName, count, size: values.length }];
    });
  const found = layers.map((layer) => ({ layer, lost: lost(layer) })).filter((one) => one.lost.length > 0);
  const [first] = found;
  if (first === undefined) return undefined;
  const { name, count, size } = first.lost[0]!;
  const others = found.reduce((sum, one) => sum + one.lost.length, 0);
  return {
    about: 'weights',
    place: name,
    message: `${share(count, size, 'number')} in these weights are NaN or infinite, as in ${share(others, all.length, 'list')} of weights: ${wrote[writer]}`,
    fix:
      writer === 'program'
        ? 'correct what sets them'
        : 'go on from the weights that are kept, with a smaller learning rate or clipped gradients',
  };
}

function findLostLayer(layersModel: LayersModel, examples: Examples, rows: Uint32Array): Finding | undefined {
  const outputs = layerOutputs(layersModel);
  let found: Finding | undefined;
  tf.tidy(() => {
    const inputs = examples.inputs.map((table) => toTensor(takeRows(table, rows)));
    const answers = createProbe(layersModel, outputs)(inputs);
    let largest = 0; // among the answers of the model itself
    for (const [i, { layer, tensor }] of outputs.entries()) {
      const values = answers[i]!.dataSync();
      const count = countNotFinite(values);
      if (count > 0) {
        found = lostIn(layer, count, values.length);
        return;
      }
      if (layersModel.outputs.includes(tensor)) largest = Math.max(largest, largestOf(values));
    }
    if (largest > SQUARE_OVERFLOWS) found = tooLarge(largest);
  });
  freeMasks(layersModel);
  return found;
}

function lostIn(layer: Layer, count: number, size: number): Finding {
  const largest = Math.max(0, ...layer.weights.map((weight) => largestOf(weight.read().dataSync())));
  const weights = layer.weights.length === 0 ? '' : `; its weights reach ${round(largest)}`;
  return {
    about: 'layer',
    place: layer.name,
    message: `the first layer whose answers are NaN or infinite: ${share(count, size, 'number')} for this batch, though all that it reads is finite${weights}`,
    fix: 'scale what goes in, or put a batchNormalization or layerNormalization before it',
  };
}

const tooLarge = (largest: number): Finding => ({
  about: 'loss',
  place: 'training.loss',
  message: `the network answers up to ${round(largest)} in size, of which a 32-bit float cannot hold the square`,
  fix: 'scale inputs and labels',
});

/** What is left where data, weights and layers are all finite. */
export const lostInLoss: Finding = {
  about: 'loss',
  place: 'training.loss',
  message: 'every layer answers finite numbers for this batch: they are lost in the loss, in a penalty, or in what only training does',
  fix: 'look at the loss (a logarithm or a division without a bound), at the regularizers, and at dropout and batchNormalization',
};
