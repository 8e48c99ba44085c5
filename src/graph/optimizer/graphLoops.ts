import type { Loops } from '../../optimizers/loops.ts';
import * as emits from './emits.ts';
import type { GraphArray } from './graphArray.ts';
import { decayOfSum, keepOfMean, keptOfMean, keptOfSum, lostOfSum } from './keeps.ts';
import type { Tape } from './tape.ts';

/**
 * Loops that only note how they are called. What can be made of numbers alone is made here, in 64 bits, so that it costs the graph
 * nothing, and is fed.
 */
export const graphLoops = (tape: Tape): Loops<GraphArray> => ({
  descend: (weight, gradient, rate, lost) => tape.call(emits.descend, [weight, gradient], [rate, lost], []),
  trace: (weight, gradient, sum, rate, lost, scale, momentum, ahead) =>
    tape.call(
      emits.trace,
      [weight, gradient, sum],
      [rate, lost, scale, keptOfSum(momentum), lostOfSum(momentum)],
      [decayOfSum(momentum), ahead],
    ),
  adam(weight, gradient, mean, square, largest, rate, lost, beta1, beta2, ofMean, ofGradient, correction, epsilon) {
    // x / (sqrt(correction * square) + epsilon) = x / root / (sqrt(square) + epsilon / root)
    const root = Math.sqrt(correction);
    tape.call(
      emits.adam,
      [weight, gradient, mean, square, largest],
      [
        lost,
        keptOfMean(beta1),
        1 - beta1,
        keptOfMean(beta2),
        1 - beta2,
        (rate * ofMean) / root,
        (rate * ofGradient) / root,
        epsilon / root,
      ],
      [keepOfMean(beta1), keepOfMean(beta2)],
    );
  },
  adamax: (weight, gradient, mean, maximum, rate, lost, beta1, beta2, correction, epsilon) =>
    tape.call(
      emits.adamax,
      [weight, gradient, mean, maximum],
      [rate * correction, lost, keptOfMean(beta1), 1 - beta1, keptOfSum(beta2), lostOfSum(beta2), epsilon],
      [keepOfMean(beta1), decayOfSum(beta2)],
    ),
  rms: (weight, gradient, square, mean, sum, rate, lost, kept, added, epsilon, scale, momentum) =>
    tape.call(
      emits.rms,
      [weight, gradient, square, mean, sum],
      [rate, lost, keptOfMean(kept), added, epsilon, scale, keptOfSum(momentum), lostOfSum(momentum)],
      [keepOfMean(kept), decayOfSum(momentum)],
    ),
  adadelta: (weight, gradient, ofGradient, ofUpdate, rate, lost, kept, epsilon) =>
    tape.call(
      emits.adadelta,
      [weight, gradient, ofGradient, ofUpdate],
      [rate, lost, keptOfMean(kept), 1 - kept, epsilon],
      [keepOfMean(kept)],
    ),
  lion: (weight, gradient, mean, rate, lost, beta1, beta2) =>
    tape.call(
      emits.lion,
      [weight, gradient, mean],
      [rate, lost, keptOfMean(beta1), 1 - beta1, keptOfMean(beta2), 1 - beta2],
      [keepOfMean(beta1), keepOfMean(beta2)],
    ),

  clipNorm: (values, limit) => tape.call(emits.clipNorm, [values], [limit], []),
  clipGlobalNorm(arrays, limit) {
    if (arrays.length > 0) tape.call(emits.clipNorm, [...arrays], [limit], []);
  },
  clip: (values, limit) => tape.call(emits.clip, [values], [limit, -limit], []),
  copy: (into, values) => tape.call(emits.copy, [into, values], [], []),
  clear: (values) => tape.call(emits.clear, [values], [], []),
  add: (sum, values) => tape.call(emits.add, [sum, values], [], []),
  takeMean: (sum, values, count) => tape.call(emits.takeMean, [sum, values], [count], []),
  average: (mean, values, kept) => tape.call(emits.average, [mean, values], [keptOfMean(kept), 1 - kept], [keepOfMean(kept)]),
});
