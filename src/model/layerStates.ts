import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { everyLayer } from './everyLayer.ts';
import { ownLayersOf } from './ownLayers.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';

/** What a recurrent layer with `stateful` carries from one batch to the next. */
interface StatefulLayer {
  readonly stateful?: boolean;
  states_?: readonly Tensor[] | null;
  /** Those before each step of training, which TF.js keeps for gradients, and then until states are made 0. */
  keptStates?: Tensor[][];
  resetStates(states?: Tensor[]): void;
}

interface KeptState {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The states that recurrent layers carry from batch to batch, for what is to go on where it was. */
export interface LayerStates extends Stateful {
  /** Makes them 0, with which a sequence begins. */
  reset(): void;
  /** Gives what puts back those that there are now, to be called once. */
  hold(): () => void;
  /** States of another sequence, which begins with 0: nothing of it shows outside of `during`. */
  apart(): StatesApart;
  /** Frees what gradients needed, after a step. */
  freeKept(): void;
}

/** The states of a sequence that goes on while others do: a prediction beside another, or beside a training. */
export interface StatesApart {
  /** Does work, which is not to wait for anything, with these states in the layers. */
  during<T>(work: () => T): T;
  dispose(): void;
}

/**
 * Of all recurrent layers of TF.js that have some, also of those inside wrappers and nested models. What layers of the program carry
 * is theirs: they are told where a sequence begins, and no more.
 */
export function layerStates(layersModel: LayersModel): LayerStates {
  const stateful = everyLayer(layersModel.layers).filter((layer) => (layer as unknown as StatefulLayer).stateful === true);
  const layers = stateful.filter((layer) => layer instanceof tfl.RNN).map((layer) => layer as unknown as StatefulLayer);
  const own = (stateful.length === 0 ? [] : ownLayersOf(layersModel))
    .filter((layer) => stateful.includes(layer) && !(layer instanceof tfl.RNN) && 'resetStates' in layer)
    .map((layer) => layer as unknown as StatefulLayer);
  const resetOwn = () => own.forEach((layer) => layer.resetStates());
  const resetLayer = (layer: StatefulLayer) => {
    if (layer.states_?.length) layer.resetStates();
  };
  return {
    reset() {
      layers.forEach(resetLayer);
      resetOwn();
    },
    hold() {
      const held = layers.map(({ states_ }) => (states_ ?? []).map((state) => tf.keep(state.clone())));
      return () => {
        held.forEach((states, i) => (states.length === 0 ? resetLayer(layers[i]!) : layers[i]!.resetStates(states)));
        tf.dispose(held);
      };
    },
    apart() {
      let apart: (readonly Tensor[] | null)[] = layers.map(() => null);
      resetOwn();
      return {
        during(work) {
          const others = layers.map(({ states_ }) => states_);
          layers.forEach((layer, i) => {
            if (!others[i]?.length) return; // those of a layer that has not been called are made then
            layer.states_ = apart[i]!;
            if (layer.states_ === null) layer.resetStates(); // makes them
          });
          try {
            return work();
          } finally {
            apart = layers.map(({ states_ }) => states_ ?? null);
            layers.forEach((layer, i) => {
              layer.states_ = others[i]?.length ? others[i]! : null;
              if (layer.states_ === null && apart[i]?.length) layer.resetStates();
            });
          }
        },
        dispose() {
          tf.dispose(apart.map((states) => [...(states ?? [])]));
          resetOwn();
        },
      };
    },
    freeKept() {
      for (const layer of layers) tf.dispose(layer.keptStates?.splice(0) ?? []);
    },
    save: () =>
      layers.map(({ states_ }) =>
        (states_ ?? []).map((state) => ({ shape: [...state.shape], values: Float32Array.from(state.dataSync()) })),
      ),
    restore(saved: Snapshot) {
      (saved as unknown as readonly (readonly KeptState[])[]).forEach((states, i) => {
        if (states.length === 0) {
          resetLayer(layers[i]!);
          return;
        }
        if (!layers[i]!.states_) layers[i]!.resetStates(); // the first call makes them and reads no values
        tf.tidy(() => layers[i]!.resetStates(states.map(({ shape, values }) => tf.tensor(values, [...shape]))));
      });
    },
  };
}
