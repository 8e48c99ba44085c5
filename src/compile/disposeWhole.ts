import type { layers } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

type Layer = layers.Layer;

/** What TF.js's recurrent layers and the wrappers around them hold beside weights; its types leave it out. */
interface Recurrent {
  readonly states_?: Tensor[];
  readonly keptStates?: Tensor[][];
  readonly cell?: { readonly dropoutMask?: Tensor | Tensor[] | null; readonly recurrentDropoutMask?: Tensor | Tensor[] | null };
  readonly layer?: Recurrent;
  readonly forwardLayer?: Recurrent;
  readonly backwardLayer?: Recurrent;
}

/**
 * Makes a layer dispose all that it holds: TF.js leaves behind the state that a layer keeps from batch to batch, and the last masks
 * of its dropout.
 */
export function disposeWhole(layer: Layer): Layer {
  const dispose = layer.dispose.bind(layer);
  layer.dispose = () => {
    disposeRest(layer as Recurrent);
    return dispose();
  };
  return layer;
}

function disposeRest({ states_, keptStates, cell, layer, forwardLayer, backwardLayer }: Recurrent): void {
  for (const held of [states_, keptStates, cell?.dropoutMask, cell?.recurrentDropoutMask]) if (held) tf.dispose(held);
  for (const inside of [layer, forwardLayer, backwardLayer]) if (inside) disposeRest(inside);
}
