import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelWeight } from './parameters.ts';

/** Private fields of TF.js's dense layers and dropouts: what they compute by, besides their weights. */
interface Told {
  readonly call: unknown;
  readonly activation?: unknown;
  readonly rate?: unknown;
}

/** TF.js goes on asking the regularizer that a layer was made with. */
interface Regularizer {
  readonly l1?: unknown;
  readonly l2?: unknown;
}

/**
 * Whether a program has told layers something else since this was called, as far as plain loops have it from the spec. Names that are
 * written out make it a fifth of the time of `createLayerSettings`, in which XOR is trained on a row.
 */
export function watchPlainSettings(layersModel: LayersModel, weights: readonly ModelWeight[]): () => boolean {
  const layers = layersModel.layers.map((layer) => {
    const told = layer as unknown as Told & { readonly kernelRegularizer?: Regularizer | null };
    const regularizer: Regularizer = told.kernelRegularizer ?? {};
    const { call, activation, rate } = told;
    const { l1, l2 } = regularizer;
    return { told: told as Told, call, activation, rate, regularizer, l1, l2 };
  });
  return () => {
    for (let i = 0; i < weights.length; i++) if (!weights[i]!.variable.trainable) return true;
    for (let i = 0; i < layers.length; i++) {
      const { told, call, activation, rate, regularizer, l1, l2 } = layers[i]!;
      if (told.call !== call || told.activation !== activation || told.rate !== rate) return true;
      if (regularizer.l1 !== l1 || regularizer.l2 !== l2) return true;
    }
    return false;
  };
}
