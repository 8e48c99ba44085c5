import type { Tensor } from '@tensorflow/tfjs-core';
import { layerPrototype, onlyTensor, type LayerPrototype, type Tf } from './layerClass.ts';

interface Normalization extends LayerPrototype {
  readonly axis: number | number[];
  readonly scale: boolean;
  readonly center: boolean;
  readonly gamma: { read(): Tensor };
  readonly beta: { read(): Tensor };
}

/** Mends the normalizing layers of TF.js 4.22, which can be trained only with beta and gamma, and over the last axis. */
export function repairNormalization(tf: Tf): void {
  for (const className of ['BatchNormalization', 'LayerNormalization']) supplyWeights(tf, layerPrototype(tf, className) as Normalization);
  moveAxis(tf, layerPrototype(tf, 'BatchNormalization') as Normalization);
}

/** A layer without gamma or beta has ones or zeros in their place: the gradient asks for both. */
function supplyWeights(tf: Tf, prototype: Normalization): void {
  const { call } = prototype;
  prototype.call = function (this: Normalization, inputs, options) {
    if (this.scale && this.center) return call.call(this, inputs, options);
    const { shape } = onlyTensor(inputs);
    const sizes = [this.axis].flat().map((axis) => shape.at(axis)!);
    const gamma = this.scale ? this.gamma : { read: () => tf.ones(sizes) };
    const beta = this.center ? this.beta : { read: () => tf.zeros(sizes) };
    return call.call(withOther(this, { scale: true, center: true, gamma, beta }), inputs, options);
  };
}

/** An axis that is not the last is moved there, since the gradient stretches over leading axes only. */
function moveAxis(tf: Tf, prototype: Normalization): void {
  const { call } = prototype;
  prototype.call = function (this: Normalization, inputs, options) {
    const input = onlyTensor(inputs);
    const last = input.rank - 1;
    const axis = (this.axis as number) < 0 ? (this.axis as number) + input.rank : (this.axis as number);
    if (axis === last) return call.call(this, input, options);
    // Swapping the two a second time puts them back.
    const swap = input.shape.map((_, i) => (i === axis ? last : i === last ? axis : i));
    return tf.tidy(() => tf.transpose(call.call(withOther(this, { axis: last }), tf.transpose(input, swap), options), swap));
  };
}

/** The same layer, but for some of its properties. */
const withOther = (layer: Normalization, properties: Partial<Normalization>): Normalization =>
  Object.assign(Object.create(layer) as Normalization, properties);
