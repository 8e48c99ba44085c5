import type * as core from '@tensorflow/tfjs-core';
import { layerPrototype, onlyShape, onlyTensor, type LayerPrototype, type Tf } from './layerClass.ts';

/** Mends the preprocessing layers of TF.js 4.22, none of which works in a model. */
export function repairPreprocessing(tf: Tf): void {
  // These two leave the batch out of the shape that they promise.
  layerPrototype(tf, 'Resizing').computeOutputShape = function (this: { readonly height: number; readonly width: number }, inputShape) {
    const shape = onlyShape(inputShape);
    return [...shape.slice(0, -3), this.height, this.width, shape.at(-1)!];
  };
  layerPrototype(tf, 'RandomWidth').computeOutputShape = (inputShape) => {
    const shape = onlyShape(inputShape);
    return [...shape.slice(0, -2), null, shape.at(-1)!];
  };
  // They also stumble over the list in which a model hands them their input.
  for (const className of ['Resizing', 'RandomWidth']) {
    const prototype = layerPrototype(tf, className);
    const { call } = prototype;
    prototype.call = function (this: LayerPrototype, inputs, options) {
      return call.call(this, onlyTensor(inputs), options);
    };
  }
  // These two write into the shape of what they read, so that the model then refuses its own input.
  for (const className of ['CenterCrop', 'CategoryEncoding']) {
    const prototype = layerPrototype(tf, className);
    const { computeOutputShape } = prototype;
    prototype.computeOutputShape = function (this: LayerPrototype, inputShape) {
      return computeOutputShape.call(this, [...onlyShape(inputShape)]);
    };
  }
  // It cuts by a kernel for boxes of any size, which has no gradient.
  const crop = layerPrototype(tf, 'CenterCrop') as LayerPrototype & CenterCrop;
  crop.centerCrop = (images, top, left, height, width) => {
    const before = images.shape.slice(0, -3);
    const size = [...before, height, width, images.shape.at(-1)!];
    return tf.slice(images, [...before.map(() => 0), top, left, 0], size);
  };
  // On WebGPU it counts wrong, and reads the largest and the smallest category before it goes on, for which only a page can wait: there
  // a category out of bounds is in no place, as TensorFlow has it on a graphics card.
  const encoding = layerPrototype(tf, 'CategoryEncoding');
  const { call } = encoding;
  encoding.call = function (this: LayerPrototype & CategoryEncoding, inputs, options) {
    if (tf.getBackend() !== 'webgpu' || 'countWeights' in options) return call.call(this, inputs, options);
    return tf.tidy(() => {
      const whole = tf.oneHot(tf.cast(onlyTensor(inputs), 'int32'), this.numTokens);
      const places: core.Tensor = tf.cast(whole, 'float32'); // [..., categories, numTokens]
      if (this.outputMode === 'count') return tf.sum(places, -2);
      return this.outputMode === 'oneHot' && places.shape.at(-2) !== 1 ? places : tf.max(places, -2);
    });
  };
}

interface CenterCrop {
  /** @param images [height, width, channels], or a batch of them. */
  centerCrop(images: core.Tensor, top: number, left: number, height: number, width: number): core.Tensor;
}

interface CategoryEncoding {
  readonly numTokens: number;
  readonly outputMode: 'multiHot' | 'oneHot' | 'count';
}
