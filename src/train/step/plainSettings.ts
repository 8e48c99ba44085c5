import type { LayersModel } from '@tensorflow/tfjs-layers';
import { ownLayersOf } from '../../model/ownLayers.ts';
import type { ModelWeight } from './parameters.ts';

/** Fields of TF.js's dense layers and dropouts, private ones among them: what they compute by, besides the values of their weights. */
interface Told {
  readonly call: unknown;
  readonly apply: unknown;
  readonly calculateLosses: unknown;
  readonly activation?: Activation;
  readonly rate?: unknown;
  readonly seed?: unknown;
  readonly noiseShape?: unknown;
  readonly getNoiseShape?: unknown;
  readonly kernel?: unknown;
  readonly bias?: unknown;
  /** Those of its regularizers, and what the program adds. */
  readonly _losses: readonly unknown[];
}

interface Activation {
  readonly apply?: unknown;
}

/** TF.js goes on asking the regularizer that a layer was made with. */
interface Regularizer {
  readonly l1?: unknown;
  readonly l2?: unknown;
  readonly apply?: unknown;
}

/** Where the values of a weight are. */
interface Place {
  readonly val: unknown;
}

const NONE: Activation & Regularizer = {};

/** Whether layers compute what the spec says of them, and with no code of the program. */
export const isAsSpecified = (layersModel: LayersModel): boolean =>
  ownLayersOf(layersModel).length === 0 &&
  layersModel.layers.every((layer) => {
    const { kernel, bias } = layer as unknown as Told;
    return layer.weights.every((weight) => weight === kernel || weight === bias);
  });

/**
 * Whether a program has told layers something else since this was called, as far as plain loops have it from the spec. Names that are
 * written out make it a fifth of the time of `createLayerSettings`, in which XOR is trained on a row.
 */
export function watchPlainSettings(layersModel: LayersModel, weights: readonly ModelWeight[]): () => boolean {
  const layers = layersModel.layers.map((layer) => {
    const told = layer as unknown as Told & { readonly kernelRegularizer?: Regularizer | null };
    const regularizer: Regularizer = told.kernelRegularizer ?? NONE;
    const { call, apply, calculateLosses, activation, rate, seed, noiseShape, getNoiseShape, kernel, bias } = told;
    const { l1, l2, apply: penalize } = regularizer;
    const activate = (activation ?? NONE).apply;
    return {
      told: told as Told,
      call,
      apply,
      calculateLosses,
      activation,
      activate,
      rate,
      seed,
      noiseShape,
      getNoiseShape,
      kernel,
      bias,
      losses: [...told._losses],
      regularizer,
      l1,
      l2,
      penalize,
    };
  });
  const { call, apply, calculateLosses } = layersModel;
  const read = layersModel.trainableWeights.map((weight) => ({ weight, read: weight.read }));
  return () => {
    if (layersModel.call !== call || layersModel.apply !== apply || layersModel.calculateLosses !== calculateLosses) return true;
    for (let i = 0; i < weights.length; i++) {
      const { variable } = weights[i]!;
      const { weight, read: before } = read[i]!;
      if (!variable.trainable || (weight as unknown as Place).val !== variable || weight.read !== before) return true;
    }
    for (let i = 0; i < layers.length; i++) {
      const before = layers[i]!;
      const { told, regularizer, losses } = before;
      if (told.call !== before.call || told.apply !== before.apply || told.calculateLosses !== before.calculateLosses) return true;
      if (told._losses.length !== losses.length) return true;
      for (let q = 0; q < losses.length; q++) if (told._losses[q] !== losses[q]) return true;
      if (told.activation !== before.activation || (told.activation ?? NONE).apply !== before.activate) return true;
      if (told.seed !== before.seed || told.noiseShape !== before.noiseShape || told.getNoiseShape !== before.getNoiseShape) return true;
      if (told.rate !== before.rate || told.kernel !== before.kernel || told.bias !== before.bias) return true;
      if (regularizer.l1 !== before.l1 || regularizer.l2 !== before.l2 || regularizer.apply !== before.penalize) return true;
    }
    return false;
  };
}
