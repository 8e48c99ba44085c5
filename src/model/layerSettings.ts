import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { everyLayer } from './everyLayer.ts';

type Owner = Readonly<Record<string, unknown>>;

/**
 * What decides what layers compute besides their input and the values of their weights, such as the rate of a dropout or a tensor that
 * a layer holds: a program may change it between two steps.
 */
export interface LayerSettings {
  /** Takes it as it is now. */
  keep(): void;
  /** Whether anything is another than when it was taken. */
  haveChanged(): boolean;
}

/** Changed by ourselves or TF.js, from step to step. */
const passing = new Set(['seed', 'dropoutMask', 'recurrentDropoutMask']);

/** Decides nothing of what is computed: they are compared at every step. */
const nothing = /^(id|name|dtype|_?built|supportsMasking|_stateful|_refCount|fastWeightInitDuringBuild)$|(Initializer|Constraint)$/;

interface Setting {
  readonly owner: Owner;
  readonly name: string;
  readonly value: unknown;
}

/** Those of all layers of a model, wrapped ones and cells included, of their regularizers, and whether weights are trained. */
export function createLayerSettings(layersModel: LayersModel): LayerSettings {
  let known: readonly Setting[] = [];
  return {
    keep() {
      const variables = layersModel.weights.map((weight) => weight.read() as Variable);
      known = [
        ...everyLayer(layersModel.layers).flatMap(withParts).flatMap(settingsOf),
        ...variables.map((variable) => ({ owner: variable as unknown as Owner, name: 'trainable', value: variable.trainable })),
      ];
    },
    haveChanged() {
      for (let i = 0; i < known.length; i++) {
        const { owner, name, value } = known[i]!;
        if (!Object.is(owner[name], value)) return true;
      }
      return false;
    },
  };
}

const settingsOf = (owner: Owner): readonly Setting[] =>
  Object.entries(owner).flatMap(([name, value]) =>
    isSetting(value) && !passing.has(name) && !nothing.test(name) ? [{ owner, name, value }] : [],
  );

function withParts(layer: object): readonly Owner[] {
  const { cell } = layer as { readonly cell?: object & { readonly cells?: readonly object[] } };
  const owners = [layer, ...(cell ? [cell, ...(cell.cells ?? [])] : [])] as readonly Owner[];
  return owners.flatMap((owner) => [
    owner,
    ...Object.entries(owner).flatMap(([name, value]) => (name.endsWith('egularizer') && value ? [value as Owner] : [])),
  ]);
}

/** Numbers and words, and by what they are: activations, regularizers and other parts, and tensors. */
const isSetting = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  typeof value === 'string' ||
  value instanceof tf.serialization.Serializable ||
  value instanceof tf.Tensor;
