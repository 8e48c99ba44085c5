import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { peek } from '../backend/handedOut.ts';
import { heapValues } from '../backend/wasm/heap.ts';

type Weight = LayersModel['weights'][number];

/** What `weightsInOrder` is called where copies are kept for longer than a run; before it had a name they were as TF.js lists them. */
export const WEIGHT_ORDER = 'layers';

/**
 * All weights of a model, layer after layer, as each was made. TF.js lists what is trained before the rest, so that a layer which is
 * frozen between two epochs would take those of all later ones to another place.
 */
export function weightsInOrder({ layers }: LayersModel): readonly Weight[] {
  return layers.flatMap((layer) =>
    // Other layers that hold layers list the weights of those as they like.
    (layer as unknown) instanceof tfl.LayersModel
      ? weightsInOrder(layer as unknown as LayersModel)
      : [...layer.weights].sort((a, b) => a.id - b.id),
  );
}

/**
 * Copies of all weights of a model, in the order of `weightsInOrder`.
 * @param into Arrays to be written over and given back, where they are as long. Default: new ones.
 */
export const readWeights = (layersModel: LayersModel, into: readonly Float32Array[] = []): Float32Array[] =>
  weightsInOrder(layersModel).map((weight, i) => {
    const variable = weight.read();
    // On WebAssembly dataSync would be a copy itself.
    const values = (variable.dtype === 'float32' ? heapValues(variable) : undefined) ?? peek(variable);
    const given = into[i];
    const copy = given?.length === values.length ? given : new Float32Array(values.length);
    copy.set(values);
    return copy;
  });

/**
 * Gives a model the weights that `readWeights` read, bit for bit: TF.js's `setWeights` puts them within their constraints once more,
 * which for norms changes the last digits of what is within them.
 */
export function writeWeights(layersModel: LayersModel, weights: readonly Float32Array[]): void {
  tf.tidy(() => {
    weightsInOrder(layersModel).forEach((weight, i) => {
      const variable = weight.read() as Variable;
      variable.assign(tf.tensor(weights[i]!.slice(), variable.shape, variable.dtype));
    });
  });
}

/** What `readWeights` read, in the order of `layersModel.getWeights()` now. */
export function asListed(layersModel: LayersModel, weights: readonly Float32Array[]): readonly Float32Array[] {
  const places = placesOf(weightsInOrder(layersModel));
  return layersModel.weights.map((weight) => weights[places.get(weight)!]!);
}

/** Copies in the order of `layersModel.getWeights()` now, as `readWeights` reads them. */
export function fromListed(layersModel: LayersModel, weights: readonly Float32Array[]): readonly Float32Array[] {
  const places = placesOf(layersModel.weights);
  return weightsInOrder(layersModel).map((weight) => weights[places.get(weight)!]!);
}

const placesOf = (weights: readonly Weight[]): ReadonlyMap<Weight, number> => new Map(weights.map((weight, i) => [weight, i]));
