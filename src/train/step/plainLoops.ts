/** An activation over the first `count` values of a buffer, in place. */
export interface ActivationLoop {
  forward(values: Float32Array, count: number): void;
  /** Turns the gradient of the answers into that of what went in; the answers tell the slope. */
  backward(answers: Float32Array, gradient: Float32Array, count: number): void;
}

const loop = (forward: (x: number) => number, slope: (y: number) => number): ActivationLoop => ({
  forward(values, count) {
    for (let q = 0; q < count; q++) values[q] = forward(values[q]!);
  },
  backward(answers, gradient, count) {
    for (let q = 0; q < count; q++) gradient[q]! *= slope(answers[q]!);
  },
});

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Those whose slope follows from the answer alone. */
export const activationLoops: Readonly<Record<string, ActivationLoop | undefined>> = {
  relu: loop(
    (x) => (x > 0 ? x : 0),
    (y) => (y > 0 ? 1 : 0),
  ),
  tanh: loop(Math.tanh, (y) => 1 - y * y),
  sigmoid: loop(sigmoid, (y) => y * (1 - y)),
  elu: loop(
    (x) => (x >= 0 ? x : Math.expm1(x)),
    (y) => (y >= 0 ? 1 : y + 1),
  ),
};

/**
 * The last activation with the loss, each row weighted by `counts`, [rows], where there are some: overwrites `answers` by what the
 * network answers and `gradient` by the gradient of the mean loss with respect to what went into the activation; returns the mean
 * loss. Both are [rows, units].
 */
export type HeadLoop = (
  answers: Float32Array,
  targets: Float32Array,
  gradient: Float32Array,
  rows: number,
  units: number,
  counts?: Float32Array,
) => number;

/** TF.js keeps probabilities this far from 0 and 1. */
const EPSILON = 1e-7;
const clip = (p: number) => Math.min(Math.max(p, EPSILON), 1 - EPSILON);

const heads = {
  'linear/meanSquaredError': (answers, targets, gradient, rows, units, counts) => {
    const total = rows * units;
    let loss = 0;
    for (let q = 0; q < total; q++) {
      const weight = counts === undefined ? 1 : counts[(q / units) | 0]!;
      const away = answers[q]! - targets[q]!;
      loss += weight * away * away;
      gradient[q] = (2 * weight * away) / total;
    }
    return loss / total;
  },
  'sigmoid/binaryCrossentropy': (answers, targets, gradient, rows, units, counts) => {
    const total = rows * units;
    let loss = 0;
    for (let q = 0; q < total; q++) {
      const weight = counts === undefined ? 1 : counts[(q / units) | 0]!;
      const p = (answers[q] = sigmoid(answers[q]!));
      const y = targets[q]!;
      const safe = clip(p);
      loss -= weight * (y * Math.log(safe) + (1 - y) * Math.log(1 - safe));
      // Where the probability is clipped the loss is flat, as it is in TF.js.
      gradient[q] = safe === p ? (weight * (p - y)) / total : 0;
    }
    return loss / total;
  },
  'softmax/categoricalCrossentropy': (answers, targets, gradient, rows, units, counts) => {
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const weight = counts === undefined ? 1 : counts[row]!;
      const from = row * units;
      let most = -Infinity;
      for (let k = 0; k < units; k++) most = Math.max(most, answers[from + k]!);
      let sum = 0;
      for (let k = 0; k < units; k++) sum += answers[from + k] = Math.exp(answers[from + k]! - most);
      let passing = 0;
      for (let k = 0; k < units; k++) {
        const p = (answers[from + k]! /= sum);
        const y = targets[from + k]!;
        const safe = clip(p);
        loss -= weight * y * Math.log(safe);
        // Only probabilities that are not clipped pass the gradient on.
        if (safe === p) passing += y;
      }
      for (let k = 0; k < units; k++) {
        const p = answers[from + k]!;
        const y = clip(p) === p ? targets[from + k]! : 0;
        gradient[from + k] = (weight * (passing * p - y)) / rows;
      }
    }
    return loss / rows;
  },
} satisfies Readonly<Record<string, HeadLoop>>;

/** By activation and loss: `sigmoid/binaryCrossentropy`. */
export const fusedHeads: Readonly<Record<string, HeadLoop>> = {
  ...heads,
  'sigmoid/ordinalCrossentropy': heads['sigmoid/binaryCrossentropy'],
};
