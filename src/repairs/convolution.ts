import type { Tensor } from '@tensorflow/tfjs-core';
import { layerPrototype, type LayerPrototype, type Tf } from './layerClass.ts';

type Weight = { read(): Tensor };
interface Convolution extends LayerPrototype {
  /** One for each axis of space. */
  dilationRate: readonly number[];
}

/** The kernel that is spread by the dilationRate, by the class that has it. */
const kernels = {
  Conv1D: 'kernel',
  Conv2D: 'kernel',
  Conv3D: 'kernel',
  SeparableConv2D: 'depthwiseKernel',
  ConvLSTM2DCell: 'kernel',
} as const;

/** Those of volumes, and without oneDNN depthwise ones. */
const refused: ReadonlySet<string> = new Set(['Conv3D', 'SeparableConv2D']);

/**
 * Mends convolutions of TF.js 4.22 with a dilationRate above 1, which cannot be trained: while training, the kernel is written out
 * with zeros between its values, which is the same and has a gradient. TensorFlow itself refuses some on a processor, also in answers.
 */
export function repairDilation(tf: Tf): void {
  for (const [className, name] of Object.entries(kernels)) {
    const prototype = layerPrototype(tf, className) as Convolution;
    const { call } = prototype;
    prototype.call = function (this: Convolution & Record<typeof name, Weight>, inputs, options) {
      const { [name]: kernel, dilationRate } = this;
      const isRefused = refused.has(className) && tf.getBackend() === 'tensorflow';
      if ((!isTraining(options) && !isRefused) || dilationRate.every((rate) => rate === 1)) return call.call(this, inputs, options);
      this[name] = { read: () => writeOut(tf, kernel.read(), dilationRate) };
      this.dilationRate = dilationRate.map(() => 1);
      try {
        return call.call(this, inputs, options);
      } finally {
        this[name] = kernel;
        this.dilationRate = dilationRate;
      }
    };
  }
}

const isTraining = (options: { readonly training?: boolean }): boolean => options.training === true;

/** Puts rate - 1 zeros between the values along each axis of space, which stand first. */
const writeOut = (tf: Tf, kernel: Tensor, rates: readonly number[]): Tensor =>
  rates.reduce<Tensor>((written, rate, axis) => {
    const { shape } = written;
    const size = shape[axis]!;
    const product = (sizes: readonly number[]) => sizes.reduce((all, length) => all * length, 1);
    const [before, after] = [product(shape.slice(0, axis)), product(shape.slice(axis + 1))];
    const apart = tf.pad(tf.reshape(written, [before, size, 1, after]), [[0, 0], [0, 0], [0, rate - 1], [0, 0]]); // prettier-ignore
    const length = (size - 1) * rate + 1;
    const trimmed = tf.slice(tf.reshape(apart, [before, size * rate, after]), [0, 0, 0], [before, length, after]);
    return tf.reshape(trimmed, [...shape.slice(0, axis), length, ...shape.slice(axis + 1)]);
  }, kernel);
