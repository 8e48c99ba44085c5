import type { Tensor } from '@tensorflow/tfjs-core';
import { layerPrototype, onlyTensor, type LayerPrototype, type Tf } from './layerClass.ts';

/**
 * Mends the `masking` layer of TF.js 4.22, of which nothing that stands before it could be trained: whether a step is masked, whether
 * any of its values is another than that which masks, has no gradient there. It does not change by a small step.
 */
export function repairMasking(tf: Tf): void {
  type Masking = LayerPrototype & {
    readonly maskValue: number;
    invokeCallHook(inputs: unknown, options: object): void;
    computeMask(inputs: Tensor | Tensor[]): Tensor;
  };
  const prototype = layerPrototype(tf, 'Masking') as Masking;
  const keptSteps = (inputs: Tensor, maskValue: number, keepDims: boolean): Tensor =>
    tf.customGrad((x) => ({
      value: tf.any(tf.notEqual(x as Tensor, maskValue), -1, keepDims),
      gradFunc: () => tf.zeros((x as Tensor).shape),
    }))(inputs);
  prototype.computeMask = function (this: Masking, inputs) {
    return tf.tidy(() => keptSteps(onlyTensor(inputs), this.maskValue, false));
  };
  prototype.call = function (this: Masking, inputs, options) {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, options);
      const x = onlyTensor(inputs);
      return tf.mul(x, tf.cast(keptSteps(x, this.maskValue, true), x.dtype));
    });
  };
}
