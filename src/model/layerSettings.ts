import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { crc32 } from '../crc.ts';
import { everyLayer } from './everyLayer.ts';
import { dataKeysOf, holds, isWeight, LEVELS_OF_OWN, takeHeld, type Held, type Weight } from './heldState.ts';
import { DECIDING } from './isPatched.ts';
import { cellsOf, ownLayersOf } from './ownLayers.ts';

type Owner = Readonly<Record<string, unknown>>;

/**
 * What decides what layers compute besides their input and the values of their weights, such as the rate of a dropout or a tensor that
 * a layer holds: a program may change it between two steps.
 */
export interface LayerSettings {
  /** Takes it as it is now. */
  keep(): void;
  /** Whether layers ran code of the program when it was taken. */
  hasOwnLayers(): boolean;
  /** The first that is another than when it was taken: the field of a layer, `layer "noise"`. */
  changed(): { readonly layer: string; readonly name: string } | undefined;
  /**
   * A number for what fields that it took say now in numbers, texts and truths, of layers that are not the program's, which may count
   * something: the same in another process where they say the same.
   */
  mark(): number;
}

/** Changed by ourselves or TF.js, from step to step or when a training ends. */
const passing = new Set(['seed', 'dropoutMask', 'recurrentDropoutMask', 'dropoutFunc', 'states_', 'keptStates', 'isTraining']);

/** Decides nothing of what is computed: they are compared at every step. */
const nothing =
  /^(id|name|dtype|_?built|supportsMasking|_stateful|_refCount|fastWeightInitDuringBuild|initialWeights|_callHook|_updates)$|^(in|out)boundNodes$|^(batchInputShape|inputSpec|stateSpec|numConstants|_addedWeightNames|_(nonT|t)rainableWeights)$|^DEFAULT_|(Initializer|Constraint|Regularizer)$/;

/** Those of all layers of a model, wrapped ones and cells included, of their regularizers and activations, and where their weights are. */
export function createLayerSettings(layersModel: LayersModel): LayerSettings {
  // Lists for each sort, of fields alone: they are gone through at each step.
  let owners: Owner[] = [];
  let names: string[] = [];
  let values: unknown[] = [];
  let layers: string[] = [];
  /** Lists and objects, by what they hold. */
  let held: HeldField[] = [];
  let weights: KeptWeight[] = [];
  /** Layers of the program, which may be given more fields than they had. */
  let own: (readonly [owner: Owner, names: readonly string[]])[] = [];

  return {
    keep() {
      [owners, names, values, layers, held] = [[], [], [], [], []];
      const ownLayers = new Set<object>(ownLayersOf(layersModel));
      own = [...ownLayers].map((layer) => [layer as Owner, Object.keys(layer)]);
      const all = new Set(layersModel.weights as unknown as readonly Weight[]);
      for (const layer of [layersModel, ...everyLayer(layersModel.layers)]) {
        const levels = ownLayers.has(layer) ? LEVELS_OF_OWN : undefined;
        for (const owner of withParts(layer)) {
          for (const name of namesOf(owner)) {
            const value = owner[name];
            if (isWeight(value)) all.add(value);
            const inside = takeHeld(value, levels);
            if (inside !== undefined) held.push({ owner, name, layer: layer.name, held: inside });
            else {
              owners.push(owner);
              names.push(name);
              values.push(value);
              layers.push(layer.name);
            }
          }
        }
      }
      weights = [...all].map((weight) => ({ weight, val: weight.val, read: weight.read, trainable: weight.val.trainable }));
    },
    hasOwnLayers: () => own.length > 0,
    changed() {
      for (let i = 0; i < owners.length; i++) {
        const now = owners[i]![names[i]!];
        if (now !== values[i] && !Object.is(now, values[i])) return told(layers[i]!, names[i]!);
      }
      for (const { weight, val, read, trainable } of weights) {
        if (weight.val === val && weight.read === read && val.trainable === trainable) continue;
        const name = weight.val !== val ? 'val' : weight.read !== read ? 'read' : 'trainable';
        return { layer: `the weight ${val.name}`, name };
      }
      for (const one of held) if (!holds(one.owner[one.name], one.held)) return told(one.layer, one.name);
      for (const [owner, before] of own) {
        const now = Object.keys(owner);
        if (now.length !== before.length) return told(String(owner['name']), now.find((name) => !before.includes(name)) ?? 'fields');
      }
      return undefined;
    },
    mark() {
      const isOwn = new Set<unknown>(own.map(([owner]) => owner));
      const said = owners.flatMap((owner, i) => (isOwn.has(owner) ? [] : textOf(names[i]!, owner[names[i]!])));
      const trained = weights.map(({ val }) => val.trainable);
      return crc32(new TextEncoder().encode(JSON.stringify([said, trained])));
    },
  };
}

const textOf = (name: string, value: unknown): readonly string[] =>
  /^(number|string|boolean)$/.test(typeof value) ? [`${name} ${String(value)}`] : [];

interface KeptWeight {
  readonly weight: Weight;
  readonly val: Variable;
  readonly read: unknown;
  readonly trainable: boolean;
}

interface HeldField {
  readonly owner: Owner;
  readonly name: string;
  readonly layer: string;
  readonly held: Held;
}

const told = (layer: string, name: string) => ({ layer: `layer "${layer}"`, name });

function withParts(layer: object): readonly Owner[] {
  const owners = [layer, ...cellsOf(layer)] as readonly Owner[];
  return owners.flatMap((owner) => [
    owner,
    ...Object.entries(owner).flatMap(([name, value]) =>
      /(egularizer|ctivation)$/.test(name) && value instanceof Object ? [value as Owner] : [],
    ),
  ]);
}

/** The fields of a layer, a cell, a regularizer or an activation that may decide something. */
function namesOf(owner: Owner): readonly string[] {
  // A model within a model: what decides is in its layers.
  const names = Array.isArray(owner['layers']) ? [] : dataKeysOf(owner).filter((name) => !passing.has(name) && !nothing.test(name));
  return [...new Set([...names, ...DECIDING.filter((name) => name in owner)])];
}
