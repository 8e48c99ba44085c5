import type { Tensor } from '@tensorflow/tfjs-core';
import { registerLayer, type TensorFunction } from 'netspec';
import { tf, tfl } from '#tf';

/** What the program changes in its turn, and its own layers and losses read. */
export const atFirst = { scale: 1, beta: 0, bound: 90 };
export const settings = { ...atFirst };

class Scaled extends tfl.layers.Layer {
  static className = 'ScaledByTheProgram';
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.mul([inputs].flat()[0]!, settings.scale));
  }
}
/** Changes nothing of small values. */
class Bounded extends tfl.layers.Layer {
  static className = 'BoundedByTheProgram';
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.clipByValue([inputs].flat()[0]!, -settings.bound, settings.bound));
  }
}
/** Gives numbers of its own, whatever goes in: another layer is the first to read them. */
class Given extends tfl.layers.Layer {
  static className = 'GivenByTheProgram';
  override call(inputs: Tensor | Tensor[]): Tensor {
    const { shape, size } = [inputs].flat()[0]!;
    return tf.tensor(
      Float32Array.from({ length: size }, (_, i) => ((i % 5) - 2) * settings.scale),
      shape,
    );
  }
}
/** Has another answer from some call on. */
class Warm extends tfl.layers.Layer {
  static className = 'WarmLayer';
  calls = 0;
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.mul([inputs].flat()[0]!, ++this.calls > 12 ? 0.5 : 1));
  }
}
/** Layers of the program that read these settings, `scaled`, `bounded` and `given`, and `warm`, which counts its calls. */
export function registerReadingLayers(): void {
  for (const [type, layer] of [
    ['scaled', Scaled],
    ['bounded', Bounded],
    ['warm', Warm],
    ['given', Given],
  ] as const) {
    registerLayer({ type, doc: 'Its own.', options: {}, ranks: { in: 'any', out: 'same' }, outputShape: ([input]) => input!, layer });
  }
}

/** A loss of the program, which counts how often TensorFlow.js computes it. */
export function annealed(): { readonly loss: TensorFunction; calls: number } {
  const counted = {
    calls: 0,
    loss: (yTrue: Tensor, yPred: Tensor) => {
      counted.calls++;
      return tf.add(tf.mean(tf.square(tf.sub(yTrue, yPred)), -1), tf.mul(settings.beta, tf.mean(tf.abs(yPred), -1)));
    },
  };
  return counted;
}
