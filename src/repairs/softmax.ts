import type { Tensor } from '@tensorflow/tfjs-core';
import { layerPrototype, onlyTensor, type LayerPrototype, type Tf } from './layerClass.ts';

interface Options {
  readonly mask?: Tensor | null;
}

/**
 * Mends the `softmax` layer of TF.js 4.22 behind one that masks steps. It takes from each masked value 1e9, for which it needs a mask
 * of the shape of what it reads, and hands no mask on. A mask of steps would take the same from all values that share one sum of 1:
 * that changes nothing, so that such a mask is only handed on, as Keras does.
 */
export function repairSoftmax(tf: Tf): void {
  const prototype = layerPrototype(tf, 'Softmax') as LayerPrototype & { computeMask(inputs: unknown, mask: unknown): unknown };
  const { call } = prototype;
  prototype.call = function (this: LayerPrototype, inputs, options: Options) {
    const { mask, ...others } = options;
    const isOfSteps = mask !== undefined && mask !== null && mask.rank < onlyTensor(inputs).rank;
    return call.call(this, inputs, isOfSteps ? others : options);
  };
  prototype.computeMask = (_, mask) => (Array.isArray(mask) ? (mask[0] as unknown) : mask);
  // The constructor of each layer says that it is none of those.
  Object.defineProperty(prototype, 'supportsMasking', { get: () => true, set: () => undefined });
}
