import type * as core from '@tensorflow/tfjs-core';

type Shape = (number | null)[];
interface Layer {
  computeOutputShape(inputShape: Shape | Shape[]): Shape;
  call(inputs: unknown, options: unknown): core.Tensor;
  getConfig(): object;
}

interface Normalization extends Layer {
  readonly axis: number | number[];
  readonly scale: boolean;
  readonly center: boolean;
  readonly gamma: { read(): core.Tensor };
  readonly beta: { read(): core.Tensor };
}

/** Mends layers of TF.js 4.22 that cannot work in a model, or come back from a file as others. */
export function repairLayers(tf: typeof core): void {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const prototypeOf = (className: string) => classNameMap[className]![0].prototype as Layer;

  // These two leave the batch out of the shape that they promise.
  prototypeOf('Resizing').computeOutputShape = function (this: Layer & { readonly height: number; readonly width: number }, inputShape) {
    const shape = onlyShape(inputShape);
    return [...shape.slice(0, -3), this.height, this.width, shape.at(-1)!];
  };
  prototypeOf('RandomWidth').computeOutputShape = (inputShape) => {
    const shape = onlyShape(inputShape);
    return [...shape.slice(0, -2), null, shape.at(-1)!];
  };
  // They also stumble over the list in which a model hands them their input.
  for (const className of ['Resizing', 'RandomWidth']) {
    const prototype = prototypeOf(className);
    const { call } = prototype;
    prototype.call = function (inputs, options) {
      return call.call(this, Array.isArray(inputs) ? (inputs as readonly unknown[])[0] : inputs, options);
    };
  }

  // These two write into the shape of what they read, so that the model then refuses its own input.
  for (const className of ['CenterCrop', 'CategoryEncoding']) {
    const prototype = prototypeOf(className);
    const { computeOutputShape } = prototype;
    prototype.computeOutputShape = function (inputShape) {
      return computeOutputShape.call(this, [...onlyShape(inputShape)]);
    };
  }

  // These two cannot be trained without their beta or gamma: they read it, or its gradient asks for it.
  for (const className of ['BatchNormalization', 'LayerNormalization']) {
    const prototype = prototypeOf(className) as Normalization;
    const { call } = prototype;
    prototype.call = function (inputs, options) {
      if (this.scale && this.center) return call.call(this, inputs, options);
      const { shape } = (Array.isArray(inputs) ? inputs[0] : inputs) as core.Tensor;
      const sizes = [this.axis].flat().map((axis) => shape.at(axis)!);
      const gamma = this.scale ? this.gamma : { read: () => tf.ones(sizes) };
      const beta = this.center ? this.beta : { read: () => tf.zeros(sizes) };
      return call.call(Object.assign(Object.create(this) as Normalization, { scale: true, center: true, gamma, beta }), inputs, options);
    };
  }

  // A file has it in snake case, which TF.js turns into camel case, and then looks for another name than it has.
  classNameMap['geluNew'] ??= classNameMap['gelu_new']!;
  // These say too little, or another thing, when they are saved.
  amendConfig(prototypeOf('SeparableConv2D'), ({ depthMultiplier }) => ({ depthMultiplier }));
  amendConfig(prototypeOf('AlphaDropout'), ({ noiseShape }) => ({ noiseShape }));
  amendConfig(prototypeOf('DepthwiseConv2D'), ({ depthwiseConstraint: constraint }) => ({
    depthwiseConstraint: isSerializable(constraint) ? { className: constraint.getClassName(), config: constraint.getConfig() } : null,
  }));
}

function amendConfig(prototype: Layer, tell: (layer: Readonly<Record<string, unknown>>) => object): void {
  const { getConfig } = prototype;
  prototype.getConfig = function () {
    return { ...getConfig.call(this), ...tell(this as unknown as Readonly<Record<string, unknown>>) };
  };
}

const isSerializable = (value: unknown): value is core.serialization.Serializable => typeof value === 'object' && value !== null;

/** TF.js gives the shape of what is read, or a list of it alone. */
const onlyShape = (shape: Shape | Shape[]): Shape => (Array.isArray(shape[0]) ? shape[0] : (shape as Shape));
