import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { everyLayer } from '../../model/everyLayer.ts';
import type { Snapshot, Stateful } from '../../snapshot.ts';

/** What a recurrent layer with `stateful` carries from one batch to the next. */
interface StatefulLayer {
  readonly stateful?: boolean;
  states_?: readonly Tensor[] | null;
  resetStates(states?: Tensor[]): void;
}

interface KeptState {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The states that recurrent layers carry from batch to batch, for a run that is to go on where it was. */
export function layerStates(layersModel: LayersModel): Stateful {
  const layers = everyLayer(layersModel.layers)
    .map((layer) => layer as unknown as StatefulLayer)
    .filter(({ stateful }) => stateful === true);
  return {
    save: () =>
      layers.map(({ states_ }) =>
        (states_ ?? []).map((state) => ({ shape: [...state.shape], values: Float32Array.from(state.dataSync()) })),
      ),
    restore(saved: Snapshot) {
      (saved as unknown as readonly (readonly KeptState[])[]).forEach((states, i) => {
        if (states.length === 0) {
          if (layers[i]!.states_?.length) layers[i]!.resetStates(); // to 0, with which it begins
          return;
        }
        if (!layers[i]!.states_) layers[i]!.resetStates(); // the first call makes them and reads no values
        tf.tidy(() => layers[i]!.resetStates(states.map(({ shape, values }) => tf.tensor(values, [...shape]))));
      });
    },
  };
}
