import type { Loops } from './loops.ts';
import { normLoops } from './normLoops.ts';

const { fround, max, sqrt } = Math;

/** The loops in plain JavaScript: 64 bits within a pass, 32 between one and the next, as between the updates and the weights. */
export const arrayLoops: Loops = {
  descend(weight, gradient, rate, lost) {
    const left = 1 - lost;
    for (let q = 0; q < weight.length; q++) weight[q] = fround(left * weight[q]!) - rate * gradient[q]!;
  },
  trace(weight, gradient, sum, rate, lost, scale, momentum, ahead) {
    const left = 1 - lost;
    for (let q = 0; q < weight.length; q++) {
      const g = fround(scale * gradient[q]!);
      const t = (sum[q] = momentum * sum[q]! + g);
      weight[q] = fround(left * weight[q]!) - rate * fround(ahead ? momentum * t + g : t);
    }
  },
  adam(weight, gradient, mean, square, largest, rate, lost, beta1, beta2, ofMean, ofGradient, correction, epsilon) {
    const [left, rest1, rest2] = [1 - lost, 1 - beta1, 1 - beta2];
    for (let q = 0; q < weight.length; q++) {
      const g = gradient[q]!;
      const m = (mean[q] = beta1 * mean[q]! + rest1 * g);
      let v = (square[q] = beta2 * square[q]! + rest2 * g * g);
      if (largest !== undefined) v = largest[q] = max(largest[q]!, square[q]!);
      weight[q] = fround(left * weight[q]!) - rate * fround((ofMean * m + ofGradient * g) / (sqrt(v * correction) + epsilon));
    }
  },
  adamax(weight, gradient, mean, maximum, rate, lost, beta1, beta2, correction, epsilon) {
    const [left, rest1] = [1 - lost, 1 - beta1];
    for (let q = 0; q < weight.length; q++) {
      const g = gradient[q]!;
      const m = (mean[q] = beta1 * mean[q]! + rest1 * g);
      const most = (maximum[q] = max(beta2 * maximum[q]!, Math.abs(g)));
      weight[q] = fround(left * weight[q]!) - rate * fround((m * correction) / (most + epsilon));
    }
  },
  rms(weight, gradient, square, mean, sum, rate, lost, kept, added, epsilon, scale, momentum) {
    const left = 1 - lost;
    for (let q = 0; q < weight.length; q++) {
      const g = gradient[q]!;
      let v = (square[q] = kept * square[q]! + added * g * g);
      if (mean !== undefined) {
        const m = (mean[q] = kept * mean[q]! + added * g);
        // Rounding may leave less than nothing where all gradients are alike.
        v = max(v - m * m, 0);
      }
      let update = fround(g / sqrt(v + epsilon));
      if (sum !== undefined) update = sum[q] = fround(momentum * sum[q]! + fround(scale * update));
      weight[q] = fround(left * weight[q]!) - rate * update;
    }
  },
  adadelta(weight, gradient, ofGradient, ofUpdate, rate, lost, kept, epsilon) {
    const [left, rest] = [1 - lost, 1 - kept];
    for (let q = 0; q < weight.length; q++) {
      const g = gradient[q]!;
      const square = (ofGradient[q] = kept * ofGradient[q]! + rest * g * g);
      const update = sqrt((ofUpdate[q]! + epsilon) / (square + epsilon)) * g;
      ofUpdate[q] = kept * ofUpdate[q]! + rest * update * update;
      weight[q] = fround(left * weight[q]!) - rate * fround(update);
    }
  },
  lion(weight, gradient, mean, rate, lost, beta1, beta2) {
    const [left, rest1, rest2] = [1 - lost, 1 - beta1, 1 - beta2];
    for (let q = 0; q < weight.length; q++) {
      const g = gradient[q]!;
      const m = mean[q]!;
      const direction = beta1 * m + rest1 * g;
      mean[q] = beta2 * m + rest2 * g;
      weight[q] = fround(left * weight[q]!) - rate * (direction > 0 ? 1 : direction < 0 ? -1 : direction);
    }
  },

  ...normLoops<Float32Array>(
    (values) => {
      let sum = 0;
      for (let q = 0; q < values.length; q++) sum += values[q]! * values[q]!;
      return sum;
    },
    (values, factor) => {
      for (let q = 0; q < values.length; q++) values[q]! *= factor;
    },
  ),
  clip(values, limit) {
    for (let q = 0; q < values.length; q++) {
      const value = values[q]!;
      if (value > limit) values[q] = limit;
      else if (value < -limit) values[q] = -limit;
    }
  },
  copy: (into, values) => into.set(values),
  clear: (values) => void values.fill(0),
  add(sum, values) {
    for (let q = 0; q < sum.length; q++) sum[q]! += values[q]!;
  },
  takeMean(sum, values, count) {
    for (let q = 0; q < sum.length; q++) {
      values[q] = (sum[q]! + values[q]!) / count;
      sum[q] = 0;
    }
  },
  average(mean, values, kept) {
    for (let q = 0; q < mean.length; q++) mean[q] = kept * mean[q]! + (1 - kept) * values[q]!;
  },
};
