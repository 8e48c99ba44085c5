import type * as core from '@tensorflow/tfjs-core';

export type Tf = typeof core;
/** Null is a size that varies. */
export type LayerShape = (number | null)[];

/** What repairs use of a layer of TF.js. */
export interface LayerPrototype {
  computeOutputShape(inputShape: LayerShape | LayerShape[]): LayerShape;
  call(inputs: core.Tensor | core.Tensor[], options: object): core.Tensor;
  getConfig(): object;
}

/** The prototype of the class that TF.js saves under a name. */
export const layerPrototype = (tf: Tf, className: string): LayerPrototype =>
  tf.serialization.SerializationMap.getMap().classNameMap[className]![0].prototype as LayerPrototype;

/** TF.js gives a layer what it reads, or a list of it alone. */
export const onlyTensor = (inputs: core.Tensor | core.Tensor[]): core.Tensor => (Array.isArray(inputs) ? inputs[0]! : inputs);
export const onlyShape = (shape: LayerShape | LayerShape[]): LayerShape => (Array.isArray(shape[0]) ? shape[0] : (shape as LayerShape));
