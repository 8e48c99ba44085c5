import type { Loops } from '../../optimizers/loops.ts';
import { normLoops } from '../../optimizers/normLoops.ts';
import type { OptimizerExports } from './optimizerExports.ts';

/** The loops of our module, over arrays that are views of its memory. */
export const optimizerLoops = (kernels: OptimizerExports): Loops => ({
  descend: (weight, gradient, rate, lost) => kernels.descend(weight.byteOffset, gradient.byteOffset, weight.length, rate, lost),
  trace: (weight, gradient, sum, rate, lost, scale, momentum, ahead) =>
    kernels.trace(weight.byteOffset, gradient.byteOffset, sum.byteOffset, weight.length, rate, lost, scale, momentum, ahead ? 1 : 0),
  adam: (weight, gradient, mean, square, largest, rate, lost, beta1, beta2, ofMean, ofGradient, correction, epsilon) =>
    kernels.adam(
      weight.byteOffset,
      gradient.byteOffset,
      mean.byteOffset,
      square.byteOffset,
      addressOf(largest),
      weight.length,
      rate,
      lost,
      beta1,
      beta2,
      ofMean,
      ofGradient,
      correction,
      epsilon,
    ),
  adamax: (weight, gradient, mean, maximum, rate, lost, beta1, beta2, correction, epsilon) =>
    kernels.adamax(
      weight.byteOffset,
      gradient.byteOffset,
      mean.byteOffset,
      maximum.byteOffset,
      weight.length,
      rate,
      lost,
      beta1,
      beta2,
      correction,
      epsilon,
    ),
  rms: (weight, gradient, square, mean, sum, rate, lost, kept, added, epsilon, scale, momentum) =>
    kernels.rms(
      weight.byteOffset,
      gradient.byteOffset,
      square.byteOffset,
      addressOf(mean),
      addressOf(sum),
      weight.length,
      rate,
      lost,
      kept,
      added,
      epsilon,
      scale,
      momentum,
    ),
  adadelta: (weight, gradient, ofGradient, ofUpdate, rate, lost, kept, epsilon) =>
    kernels.adadelta(
      weight.byteOffset,
      gradient.byteOffset,
      ofGradient.byteOffset,
      ofUpdate.byteOffset,
      weight.length,
      rate,
      lost,
      kept,
      epsilon,
    ),
  lion: (weight, gradient, mean, rate, lost, beta1, beta2) =>
    kernels.lion(weight.byteOffset, gradient.byteOffset, mean.byteOffset, weight.length, rate, lost, beta1, beta2),

  ...normLoops<Float32Array>(
    (values) => kernels.squaredNorm(values.byteOffset, values.length),
    (values, factor) => kernels.scaleAll(values.byteOffset, values.length, factor),
  ),
  clip: (values, limit) => kernels.clipAll(values.byteOffset, values.length, limit),
  copy: (into, values) => into.set(values),
  clear: (values) => void values.fill(0),
  add: (sum, values) => kernels.addAll(sum.byteOffset, values.byteOffset, sum.length),
  takeMean: (sum, values, count) => kernels.takeMean(sum.byteOffset, values.byteOffset, sum.length, count),
  average: (mean, values, kept) => kernels.average(mean.byteOffset, values.byteOffset, mean.length, kept),
});

const addressOf = (values: Float32Array | undefined): number => (values === undefined ? 0 : values.byteOffset);
